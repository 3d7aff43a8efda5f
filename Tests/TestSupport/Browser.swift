import Foundation

/// Chromium without a window, led over its DevTools pipe: what a page does is seen as a user's browser does it.
package final class Browser {
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// Where it is installed; nil where it is not. `make test` installs it.
    package static let program = Peer.path(of: ["chromium", "chromium-browser", "google-chrome"])

    /// Errors that pages told on their consoles, and exceptions that nothing caught.
    package private(set) var errors: [String] = []
    /// What pages asked for, but for themselves, `data:` and `blob:`.
    package private(set) var requests: [String] = []
    /// Files that were downloaded, by the names that pages gave them.
    package private(set) var downloads: [String] = []

    private let process = Process()
    private let toBrowser = Pipe()
    private let fromBrowser = Pipe()
    private let scratch: Scratch
    private var buffer = Data()
    private var lastID = 0
    private var session = ""
    private var events: [[String: Any]] = []
    private var page = ""

    /// - Parameter scratch: where its profile and downloads go.
    package init(_ scratch: Scratch) throws {
        self.scratch = scratch
        guard let program = Self.program else { throw Fault(description: "no browser") }
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The pipe of DevTools is descriptors 3 and 4.
        process.arguments = [
            "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 1>&2 2>/dev/null", program, "--headless", "--no-sandbox",
            "--disable-gpu",
            "--remote-debugging-pipe", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage",
            "--user-data-dir=\(scratch.file("profile"))", "about:blank",
        ]
        process.standardInput = toBrowser
        process.standardOutput = fromBrowser
        try process.run()
        let target = try call("Target.createTarget", ["url": "about:blank"], inSession: false)
        let attached = try call(
            "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true], inSession: false)
        session = attached["sessionId"] as? String ?? ""
        for domain in ["Page", "Runtime", "Log", "Network"] { _ = try call("\(domain).enable", [:]) }
        _ = try call(
            "Browser.setDownloadBehavior",
            ["behavior": "allow", "downloadPath": scratch.path, "eventsEnabled": true], inSession: false)
    }

    deinit {
        try? toBrowser.fileHandleForWriting.close()
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    // MARK: What a user does

    package func open(_ address: String) throws {
        page = address.split(separator: "#").first.map(String.init) ?? address
        _ = try call("Page.navigate", ["url": address])
        try wait(for: "Page.loadEventFired")
    }

    package func reload() throws {
        _ = try call("Page.reload", [:])
        try wait(for: "Page.loadEventFired")
    }

    /// The value of an expression of JavaScript, awaited.
    @discardableResult
    package func value(_ expression: String) throws -> Any? {
        let answer = try call(
            "Runtime.evaluate", ["expression": expression, "awaitPromise": true, "returnByValue": true])
        if let exception = answer["exceptionDetails"] as? [String: Any] {
            throw Fault(description: "\(expression): \(exception)")
        }
        return (answer["result"] as? [String: Any])?["value"]
    }

    package func text(_ expression: String) throws -> String { try value(expression) as? String ?? "" }

    /// Waits until an expression holds, as the page itself sees it: at every change of what it shows.
    package func wait(until condition: String) throws {
        let script = """
            new Promise((done, fail) => {
              const holds = () => { try { return !!(\(condition)); } catch { return false; } };
              if (holds()) return done(true);
              const watch = new MutationObserver(() => { if (holds()) { watch.disconnect(); done(true); } });
              watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
              setTimeout(() => fail(new Error('never: ' + \(Self.quoted(condition)))), 120000);
            })
            """
        _ = try value(script)
    }

    /// Waits until an expression holds on a page that loads itself anew, on which no promise outlives the old page.
    package func waitForReload(until condition: String) throws {
        for _ in 0..<300 {
            let script = "new Promise(done => setTimeout(() => done(!!(\(condition))), 100))"
            // Between two pages there is nothing to ask.
            do { if try value(script) as? Bool == true { return } } catch let fault as Fault { last = fault }
        }
        throw last ?? Fault(description: "never: \(condition)")
    }
    private var last: Fault?

    package func resize(_ width: Int, _ height: Int) throws {
        _ = try call(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600])
    }

    /// Types into what has the focus.
    package func type(_ text: String) throws { _ = try call("Input.insertText", ["text": text]) }

    package func press(_ key: String, code: Int) throws {
        for kind in ["rawKeyDown", "keyUp"] {
            _ = try call(
                "Input.dispatchKeyEvent",
                ["type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code])
        }
    }

    /// Waits for the next download; answers with its path.
    package func download(_ start: () throws -> Void) throws -> String {
        let before = downloads.count
        try start()
        while downloads.count == before { try receive() }
        return scratch.file(downloads[downloads.count - 1])
    }

    package func screenshot(_ file: String) throws {
        let answer = try call("Page.captureScreenshot", ["format": "png"])
        guard let data = (answer["data"] as? String).flatMap({ Data(base64Encoded: $0) }) else { return }
        try data.write(to: URL(fileURLWithPath: file))
    }

    /// The page as a PDF.
    package func print(to file: String, width: Double, height: Double) throws {
        let answer = try call(
            "Page.printToPDF", ["paperWidth": width, "paperHeight": height, "preferCSSPageSize": false])
        guard let data = (answer["data"] as? String).flatMap({ Data(base64Encoded: $0) }) else { return }
        try data.write(to: URL(fileURLWithPath: file))
    }

    package static func quoted(_ text: String) -> String {
        let data = try? JSONSerialization.data(withJSONObject: [text])
        return String(String(decoding: data ?? Data(), as: UTF8.self).dropFirst().dropLast())
    }

    // MARK: The protocol

    private func wait(for event: String) throws {
        while true {
            if let index = events.firstIndex(where: { $0["method"] as? String == event }) {
                events.removeSubrange(...index)
                return
            }
            try receive()
        }
    }

    private func call(
        _ method: String, _ parameters: [String: Any], inSession: Bool = true
    ) throws -> [String: Any] {
        lastID += 1
        var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
        if inSession { message["sessionId"] = session }
        var data = try JSONSerialization.data(withJSONObject: message)
        data.append(0)
        try toBrowser.fileHandleForWriting.write(contentsOf: data)
        let own = lastID
        while true {
            if let answer = try receive(), answer["id"] as? Int == own {
                if let error = answer["error"] { throw Fault(description: "\(method): \(error)") }
                return answer["result"] as? [String: Any] ?? [:]
            }
        }
    }

    /// The next message; events are kept.
    @discardableResult
    private func receive() throws -> [String: Any]? {
        while true {
            if let end = buffer.firstIndex(of: 0) {
                let message = buffer[buffer.startIndex..<end]
                let parsed = try JSONSerialization.jsonObject(with: message) as? [String: Any]
                buffer.removeSubrange(buffer.startIndex...end)
                if let parsed, parsed["method"] != nil { note(parsed) }
                return parsed
            }
            var waiting = pollfd(
                fd: fromBrowser.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 180_000) > 0 else { throw Fault(description: "the browser says nothing") }
            let more = fromBrowser.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Fault(description: "the browser has ended") }
            buffer.append(more)
        }
    }

    private func note(_ event: [String: Any]) {
        let parameters = event["params"] as? [String: Any] ?? [:]
        switch event["method"] as? String {
        case "Runtime.exceptionThrown": errors.append("\(parameters)")
        case "Runtime.consoleAPICalled":
            if ["error", "warning", "assert"].contains(parameters["type"] as? String) {
                errors.append("\(parameters)")
            }
        case "Log.entryAdded":
            let entry = parameters["entry"] as? [String: Any] ?? [:]
            if entry["level"] as? String == "error" { errors.append("\(entry)") }
        case "Network.requestWillBeSent":
            let url = (parameters["request"] as? [String: Any])?["url"] as? String ?? ""
            let own = url.split(separator: "#").first.map(String.init) ?? url
            if own != page, !url.hasPrefix("data:"), !url.hasPrefix("blob:"), url != "about:blank" {
                requests.append(url)
            }
        case "Browser.downloadWillBegin":
            started[parameters["guid"] as? String ?? ""] = parameters["suggestedFilename"] as? String
        case "Browser.downloadProgress":
            if parameters["state"] as? String == "completed", let name = started[parameters["guid"] as? String ?? ""] {
                downloads.append(name)
            }
        default: events.append(event)
        }
    }

    private var started: [String: String] = [:]
}

/// Programs of others that our output is held against. `make test` installs them.
package enum Peer {
    package static func path(of names: [String]) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    package static let converter = path(of: ["rsvg-convert"])
    package static let office = path(of: ["soffice", "libreoffice"])

    /// Runs one; answers with its exit code and what it told.
    package static func run(_ program: String, _ arguments: [String], in folder: String) throws -> (
        code: Int32, out: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let out = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: out, as: UTF8.self))
    }
}
