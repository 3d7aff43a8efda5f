import Foundation
import TestSupport
import Testing

/// Files of ours in programs of others.
struct PeerTests {
    let tool: Tool
    init() throws { tool = try Tool() }

    /// Every kind of drawing is rendered, and what is rendered is a picture.
    @Test(
        .enabled(if: Peer.converter != nil, "rsvg-convert is not installed"),
        arguments: ["two-row-hall", "ai-pod", "faulty-hall"])
    func drawingsAreRendered(_ sample: String) throws {
        let converter = try #require(Peer.converter)
        try tool.sample(sample)
        func first(_ kind: String) throws -> String {
            let lines = try tool.run("list", kind, "--format", "csv").out.split(separator: "\n")
            return String(lines[1].prefix { $0 != "," })
        }
        for (kind, name) in [
            ("hall", try first("halls")), ("rack", try first("racks")), ("connector", try first("trunks")),
            ("module", try first("cassettes")), ("link", try first("links")), ("tray", try first("segments")),
        ] {
            let drawn = try tool.run("draw", kind, name, "-o", "\(kind).svg")
            #expect(drawn.code == 0, "\(kind) \(name): \(drawn.err)")
            let made = try Peer.run(converter, ["\(kind).svg", "-o", "\(kind).png"], in: tool.scratch.path)
            #expect(made.code == 0, "\(kind): \(made.out)")
            let png = try Data(contentsOf: URL(fileURLWithPath: tool.scratch.file("\(kind).png")))
            #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png.count > 1000)
        }
    }

    /// An .xlsx comes back from LibreOffice with the cells of the CSV, and again as .xlsx to be signed off.
    @Test(.enabled(if: Peer.office != nil, "LibreOffice is not installed"))
    func aWorkbookGoesThroughLibreOffice() throws {
        let office = try #require(Peer.office)
        try tool.sample("two-row-hall")
        let demands = try tool.scratch.write("demands.csv", "label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,8,on\n")
        #expect(try tool.run("work-order", "create", "WO-1").code == 0)
        #expect(try tool.run("allocate", demands, "--work-order", "WO-1").code == 0)
        for name in ["s.csv", "s.xlsx"] {
            #expect(try tool.run("export", "patch-sheet", "--work-order", "WO-1", "-o", name).code == 0)
        }
        func convert(_ to: String, _ file: String, _ folder: String) throws {
            let made = try Peer.run(
                office,
                [
                    "-env:UserInstallation=file://\(tool.scratch.path)/office", "--headless", "--convert-to", to,
                    "--outdir", folder, file,
                ], in: tool.scratch.path)
            #expect(made.code == 0, "\(made.out)")
        }
        // Comma, quotes, UTF-8, cells as they are stored.
        try convert("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "s.xlsx", "back")
        func cells(_ file: String) throws -> [[String]] {
            try String(contentsOfFile: tool.scratch.file(file), encoding: .utf8).split(separator: "\n").map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map {
                    $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
                }
            }
        }
        #expect(try cells("back/s.csv") == cells("s.csv"))
        // Saved by it, and filled in.
        try convert("xlsx:Calc MS Excel 2007 XML", "s.xlsx", "back")
        let signed = try tool.run("sign-off", "WO-1", "back/s.xlsx")
        #expect(
            signed.code == 0 && signed.err.contains("nothing to sign off: 0 rows known already, 16 blank"),
            "\(signed.err)")
    }
}
