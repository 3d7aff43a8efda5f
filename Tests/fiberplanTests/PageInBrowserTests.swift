import Foundation
import TestSupport
import Testing

/// Pages in a real browser: read, searched, clicked through, ticked, exported and signed off.
@Suite(.enabled(if: Browser.program != nil, "Chromium is not installed"), .serialized)
struct PageInBrowserTests {
    let tool: Tool
    init() throws { tool = try Tool() }

    private func url(_ file: String) -> String { URL(fileURLWithPath: tool.scratch.file(file)).absoluteString }

    /// The sample with a work order of sixteen cords and a trunk.
    private func plantWithWork() throws {
        try tool.sample("two-row-hall")
        let demands = try tool.scratch.write("demands.csv", "label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,8,on\n")
        for line in [
            "work-order create WO-1 --due 2026-12-04", "allocate \(demands) --work-order WO-1",
            "add-cassette DC1.A02-30", "add-cassette DC1.B05-30",
            "add-trunk T0031 --a DC1.A02-30 --z DC1.B05-30 --auto-route --work-order WO-1",
        ] {
            let result = try tool.run(words: line.split(separator: " ").map(String.init))
            #expect(result.code == 0, "\(line): \(result.err)")
        }
    }

    private func expectQuiet(_ browser: Browser) {
        #expect(browser.errors.isEmpty, "\(browser.errors)")
        #expect(browser.requests.isEmpty, "\(browser.requests)")
    }

    @Test func theReportIsReadSearchedAndClickedThrough() throws {
        try plantWithWork()
        #expect(try tool.run("set", "DC1.A01", "name=İstanbul İİİ", "note=İİ").code == 0)
        #expect(try tool.run("report", "-o", "report.html").code == 0)
        let browser = try Browser(tool.scratch)
        try browser.resize(1280, 900)
        try browser.open(url("report.html"))
        #expect(try browser.text("document.querySelector('h1').textContent") == "Plant DC1")
        let trunks =
            "[...document.querySelectorAll('.tiles div')].find(t => t.textContent.startsWith('trunks')).textContent"
        #expect(try browser.text(trunks) == "trunks31")
        // From the hall to a rack, from there to a cord.
        try browser.wait(until: "document.querySelector('#halls svg.drawing')")
        try browser.value(
            "document.querySelector('[data-of=\"rack DC1.A01\"]').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
        )
        try browser.wait(until: "document.querySelector('#object svg [data-of=\"cord C0230\"]')")
        #expect(try browser.text("document.querySelector('#object h2').textContent") == "rack DC1.A01")
        try browser.value(
            "document.querySelector('#object [data-of=\"cord C0230\"]').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
        )
        try browser.wait(until: "document.querySelector('#object h2').textContent === 'cord C0230'")
        try browser.wait(until: "document.querySelector('#object').textContent.includes('Links over it')")
        // Searched with the keyboard alone.
        try browser.press("/", code: 191)
        try browser.type("n7-3")
        try browser.wait(until: "document.querySelector('#hits a')?.textContent.startsWith('N7-3')")
        try browser.press("Enter", code: 13)
        try browser.value("document.getElementById('search-form').requestSubmit()")
        try browser.wait(until: "document.querySelector('#object h2').textContent === 'link N7-3'")
        try browser.wait(until: "document.querySelector('#object svg.drawing')")
        #expect(try browser.text("document.querySelector('#object dl').textContent").contains("worst_db"))
        // Its way stands out in the hall: the segments of its trunk, and the racks at its ends.
        try browser.wait(until: "document.querySelectorAll('#object svg .found').length > 3")
        #expect(
            try browser.text(
                "[...document.querySelectorAll('#object svg .found')].map(f => f.dataset.of).sort().join()"
            ).contains("rack DC1.A01,rack DC1.A08,segment "))
        for (name, title) in [
            ("leaf-01", "device DC1.A02-42"), ("leaf-01:05", "device DC1.A02-42"), ("DC1/leaf-01", "device DC1.A02-42"),
            ("İstanbul İİİ", "rack DC1.A01"), ("T0001:07", "trunk T0001"),
        ] {
            try browser.value("location.hash = '#/find/' + encodeURIComponent(\(Browser.quoted(name)))")
            try browser.wait(until: "document.querySelector('#object h2')?.textContent === \(Browser.quoted(title))")
        }
        // What is no address is told; what is in capitals of another language moves no other row.
        try browser.value("location.hash = '#/x/%'")
        try browser.wait(until: "document.querySelector('#object').textContent.includes('Nothing here is called so')")
        try browser.value("document.getElementById('search').value = 'dc1.a03'")
        try browser.value("document.getElementById('search').dispatchEvent(new Event('input'))")
        try browser.wait(until: "document.querySelector('#hits a b')?.textContent === 'DC1.A03'")
        // A port leads to its unit, and what is not there is told.
        try browser.value("location.hash = '#/find/DC1.A01-34:05'")
        try browser.wait(until: "document.querySelector('#object h2').textContent === 'cassette DC1.A01-34'")
        try browser.value("location.hash = '#/trunk/T9999'")
        try browser.wait(until: "document.querySelector('#object').textContent.includes('Nothing here is called so')")
        // Zoomed with the keyboard.
        try browser.value("location.hash = '#/rack/DC1.A01'")
        try browser.wait(until: "document.querySelector('#object svg.drawing')")
        let box = "document.querySelector('#object svg.drawing').getAttribute('viewBox')"
        let before = try browser.text(box)
        try browser.value("document.querySelector('#object svg.drawing').focus()")
        try browser.value(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: '+', bubbles: true, cancelable: true}))"
        )
        #expect(try browser.text(box) != before)
        expectQuiet(browser)
    }

    @Test func whatIsTickedStaysAndIsSignedOff() throws {
        try plantWithWork()
        #expect(try tool.run("report", "-o", "report.html").code == 0)
        let browser = try Browser(tool.scratch)
        try browser.open(url("report.html") + "#/work-order/WO-1")
        try browser.wait(until: "document.querySelectorAll('.sheet').length === 2")
        let boxes = "[...document.querySelectorAll('.sheet')[1].querySelectorAll('td:first-child input')]"
        #expect(try browser.value("\(boxes).length") as? Int == 16)
        try browser.value("\(boxes).slice(0, 10).forEach(b => b.click())")
        try browser.value(
            """
            (() => { for (const [name, value] of [['installer', '=Bø, "the one"'], ['date', '2026-11-25'], ['measured_db', '0.42'], ['length_m', '3']]) {
              const input = document.querySelectorAll('.sheet')[1].querySelector(`tbody tr [aria-label="${name}"]`);
              input.value = value; input.dispatchEvent(new Event('input', {bubbles: true}));
            } })()
            """)
        // Loaded anew, it is all there, though names have changed.
        #expect(try tool.run("set", "DC1.A01-34", "label=renamed").code == 0)
        #expect(try tool.run("report", "-o", "report.html").code == 0)
        try browser.reload()
        try browser.wait(until: "document.querySelectorAll('.sheet').length === 2")
        #expect(try browser.value("\(boxes).filter(b => b.checked).length") as? Int == 10)
        let sheet = try browser.download {
            try browser.value("document.querySelectorAll('.sheet')[1].querySelector('button.export').click()")
        }
        expectQuiet(browser)
        let signed = try tool.run("sign-off", "WO-1", sheet)
        #expect(signed.code == 0 && signed.err.contains("9 done, 1 done differently; 7 still open"), "\(signed.err)")
        let tasks = try tool.run("work-order", "show", "WO-1", "--format", "csv").out
        #expect(tasks.contains("'=Bø, \"\"the one\"\""), "\(tasks)")
    }

    @Test(arguments: [("A4", 8.27, 11.69), ("Letter", 8.5, 11.0)])
    func aWorkPackIsPrinted(_ name: String, _ width: Double, _ height: Double) throws {
        try plantWithWork()
        #expect(try tool.run("export", "work-pack", "WO-1", "-o", "pack.html").code == 0)
        let browser = try Browser(tool.scratch)
        try browser.open(url("pack.html"))
        #expect(try browser.value("document.querySelectorAll('section[id^=rack-]').length") as? Int == 5)
        #expect(try browser.value("document.querySelectorAll('svg.qrcode').length") as? Int == 34)
        // Nothing is wider than the paper.
        try browser.resize(Int((width - 0.8) * 96), 1000)
        #expect(try browser.value("document.documentElement.scrollWidth <= innerWidth") as? Bool == true)
        try browser.print(to: tool.scratch.file("pack.pdf"), width: width, height: height)
        let pdf = try Data(contentsOf: URL(fileURLWithPath: tool.scratch.file("pack.pdf")))
        #expect(pdf.starts(with: Data("%PDF".utf8)))
        expectQuiet(browser)
    }

    /// Names that would be markup, that turn the line around, and that are long: they are text wherever they come.
    @Test func hostileNamesAreText() throws {
        try tool.sample("two-row-hall")
        let names = [
            "<script>alert(1)</script>", "\"&'<b>", "\u{202E}drawkcab\u{2066}", String(repeating: "long ", count: 60),
            "</script><img src=x onerror=alert(1)>",
        ]
        for (index, name) in names.enumerated() {
            let rack = "DC1.A0\(index + 2)"
            #expect(try tool.run("set", rack, "name=\(name)").code == 0)
            #expect(try tool.run("set", rack, "note=\(name)").code == 0)
            #expect(try tool.run("set", "\(rack)-42", "label=\(name)").code == 0, "\(name)")
        }
        #expect(try tool.run("work-order", "create", "WO-1", "--title", names[4], "--note", names[0]).code == 0)
        #expect(
            try tool.run(
                "add-cord", "X1", "--a", "DC1.A01-34:20", "--z", "DC1.A01-35:20", "--length", "2m", "--work-order",
                "WO-1"
            ).code == 0)
        for arguments in [["report", "-o", "page.html"], ["export", "work-pack", "WO-1", "-o", "page.html"]] {
            let written = try tool.run(words: arguments)
            #expect(written.code == 0, "\(written.err)")
            let browser = try Browser(tool.scratch)
            try browser.open(url("page.html"))
            #expect(
                try browser.value("document.images.length + document.querySelectorAll('script:not([type])').length")
                    as? Int ?? 9 <= 1)
            if arguments[0] == "report" {
                try browser.value("location.hash = '#/rack/DC1.A02'")
                try browser.wait(
                    until: "document.querySelector('#object dl')?.textContent.includes('<script>alert(1)')")
                try browser.value("location.hash = '#/work-order/WO-1'")
                try browser.wait(until: "document.querySelector('#object dl')?.textContent.includes('onerror')")
                try browser.value("document.getElementById('search').value = '<script>'")
                try browser.value("document.getElementById('search-form').requestSubmit()")
                try browser.wait(until: "document.querySelector('#object h2') && location.hash.startsWith('#/')")
            }
            #expect(try browser.value("document.images.length") as? Int == 0)
            expectQuiet(browser)
        }
    }

    @Test func theServedPageFollowsThePlant() throws {
        try tool.sample("two-row-hall")
        let server = try tool.serve("report", "--serve", "--port", "0")
        defer { server.stop() }
        let browser = try Browser(tool.scratch)
        try browser.open(server.address)
        #expect(browser.errors.isEmpty, "\(browser.errors)")
        let before = try browser.text("document.documentElement.dataset.live")
        #expect(try tool.run("set", "DC1.A01", "name=Corner").code == 0)
        // It asks for itself, and loads anew.
        try browser.waitForReload(until: "document.documentElement.dataset.live !== \(Browser.quoted(before))")
        try browser.value("location.hash = '#/rack/DC1.A01'")
        try browser.wait(until: "document.querySelector('#object dl')?.textContent.includes('Corner')")
        #expect(browser.errors.isEmpty, "\(browser.errors)")
    }
}

/// The program while it serves.
final class ServedTool {
    let address: String
    private let process: Process

    init(_ process: Process, _ address: String) { (self.process, self.address) = (process, address) }

    func stop() {
        // A test's thread may block other signals, and what it starts inherits that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

extension Tool {
    /// Starts the program and waits until it tells where it serves.
    func serve(_ arguments: String...) throws -> ServedTool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        process.environment = ["PATH": "/usr/bin:/bin", "USER": "tester"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        var told = ""
        while !told.contains("\n") {
            let more = pipe.fileHandleForReading.availableData
            if more.isEmpty { break }
            told += String(decoding: more, as: UTF8.self)
        }
        let address = told.split(separator: " ").first { $0.hasPrefix("http://") }
        return ServedTool(process, String(try #require(address, "\(told)")))
    }
}
