import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import FiberExchange
@testable import FiberModel
@testable import FiberPlanning
@testable import FiberStore

/// Every drawing of everything in the samples: well-formed, the same each time, and no text over another.
struct DrawingTests {
    /// What can be drawn of a plant.
    private static func drawings(of plant: Plant) throws -> [any Drawing] {
        var drawings: [any Drawing] = []
        var marked = HallDrawing.Options()
        marked.findings = Validator.validate(plant, ValidationOptions(today: try Day("2026-01-01"))).findings
        for hall in plant.halls.indices {
            drawings.append(HallDrawing(HallHandle(index: hall), in: plant))
            drawings.append(HallDrawing(HallHandle(index: hall), in: plant, marked))
        }
        drawings += plant.racks.indices.map { RackDrawing(RackHandle(index: $0), in: plant) }
        for unit in plant.units.indices where plant.units[unit].cassetteType != nil {
            drawings.append(try ModuleDrawing(UnitHandle(index: unit), in: plant, trays: [:]))
        }
        for (index, row) in plant.trunks.enumerated() where !row.isCord {
            let trunk = TrunkHandle(index: index)
            for (end, count) in [(End.a, plant.shape(row.type).plugs.a), (.z, plant.shape(row.type).plugs.z)] {
                let plug = try #require(ConnectorDrawing.Plug("\(end.rawValue)\(count)"))
                drawings.append(try ConnectorDrawing(.trunk(trunk), plug, in: plant))
            }
            if let way = try? RouteDrawing(trunk, in: plant) { drawings.append(way) }
        }
        drawings += plant.segments.indices.map { TrayDrawing(SegmentHandle(index: $0), in: plant) }
        drawings += (0..<plant.links.count).map { LinkDrawing(LinkHandle(index: $0), in: plant) }
        return drawings
    }

    @Test(arguments: ["two-row-hall", "faulty-hall", "ai-pod"])
    func everythingCanBeDrawn(_ sample: String) throws {
        let plant = try Store.sample(sample).snapshot()
        let drawings = try Self.drawings(of: plant)
        #expect(drawings.count > 40)
        for drawing in drawings {
            let bytes = drawing.svg(.auto)
            #expect(bytes == drawing.svg(.auto))
            let parser = XMLParser(data: Data(bytes))
            #expect(parser.parse(), "\(drawing.title): \(String(describing: parser.parserError))")
            #expect(!drawing.title.isEmpty && !drawing.summary.isEmpty)
            let clash = Self.clash(drawing.canvas.labels)
            #expect(clash == nil, "\(drawing.title): \(clash ?? "")")
        }
    }

    /// Two texts of which one covers the other.
    private static func clash(_ labels: [(text: String, box: Box)]) -> String? {
        var taken = TakenSpace()
        for (index, label) in labels.enumerated() {
            // A hair's breadth is not seen.
            let box = label.box.inset(by: 0.2)
            if !taken.isFree(box) {
                let other = labels[..<index].first { $0.box.inset(by: 0.2).overlaps(box) }
                return "'\(label.text)' lies over '\(other?.text ?? "")'"
            }
            taken.take(box)
        }
        return nil
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "\"&'<>]]>", "קומה ראשונה‮abc", "\u{1}\u{8}\u{FFFE}",
        String(repeating: "w", count: 200),
    ])
    func namesAreNoMarkup(_ name: String) throws {
        var plant = try Store.sample("two-row-hall").snapshot()
        for index in plant.units.indices { plant.units[index].label = name }
        for drawing in try Self.drawings(of: plant).prefix(30) {
            let bytes = drawing.svg(.light)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(XMLParser(data: Data(bytes)).parse())
            #expect(!text.contains("<script") && !text.contains("\u{202E}") && !text.contains("\u{1}"))
            #expect(Self.clash(drawing.canvas.labels) == nil)
        }
    }

    @Test(arguments: [
        ("A", End.a, 1), ("Z", .z, 1), ("Z3", .z, 3), ("a12", .a, 12), ("4", .a, 4),
    ])
    func plugsAreNamedByEndAndNumber(_ text: String, _ end: End, _ number: Int) throws {
        let plug = try #require(ConnectorDrawing.Plug(text))
        #expect(plug.end == end && plug.number == number)
    }

    @Test(arguments: ["", "B", "A0", "Z-1", "AA", "1A", "Z99999999999999999999"])
    func otherTextsNameNoPlug(_ text: String) { #expect(ConnectorDrawing.Plug(text) == nil) }

    /// The positions of DejaVu Sans, measured by hand: ten digits are 10 × 1303 of 2048.
    @Test func textsAreAsWideAsTheirLetters() {
        #expect(abs(TextWidth.of("0123456789", size: 20.48) - 130.3) < 0.001)
        #expect(TextWidth.fitted("0123456789", in: 200, size: 20.48) == "0123456789")
        let cut = TextWidth.fitted("0123456789", in: 100, size: 20.48)
        #expect(cut.hasSuffix("…") && TextWidth.of(cut, size: 20.48) <= 100)
        #expect(TextWidth.fitted("0123456789", in: 3, size: 20.48) == "")
    }

    @Test(arguments: [(1.0, "1"), (-1.5, "-1.5"), (0.005, "0.01"), (-0.004, "0"), (12.345, "12.35"), (100.1, "100.1")])
    func coordinatesHaveTwoDecimals(_ value: Double, _ text: String) { #expect(SVGCanvas.number(value) == text) }
}

/// The pictures of the documents, made from the samples; `make golden` makes them again.
struct PictureTests {
    private static let pictures: [(file: String, sample: String, draw: @Sendable (Plant) throws -> any Drawing)] = [
        ("hall", "two-row-hall", { HallDrawing(HallHandle(index: 0), in: $0, try way(of: "L0001", $0)) }),
        ("rack", "ai-pod", { RackDrawing(try $0.rack(RackAddress("AI1.L01")), in: $0) }),
        ("link", "ai-pod", { LinkDrawing(try $0.link(labelled: "L0501"), in: $0) }),
        ("connector", "two-row-hall", { try ConnectorDrawing(try $0.cable("T0001"), try plug("A"), in: $0) }),
        ("module", "two-row-hall", { try ModuleDrawing(try $0.unit(UnitAddress("DC1.A02-40")), in: $0, trays: [:]) }),
        ("tray", "two-row-hall", { TrayDrawing(try $0.segment("TRAY-A01-A02"), in: $0) }),
        ("route", "two-row-hall", { try RouteDrawing(try $0.trunk("T0001"), in: $0) }),
    ]

    private static func plug(_ text: String) throws -> ConnectorDrawing.Plug {
        try #require(ConnectorDrawing.Plug(text))
    }

    private static func way(of link: String, _ plant: Plant) throws -> HallDrawing.Options {
        var options = HallDrawing.Options()
        options.highlighted = plant.cables(under: try plant.link(labelled: link))
        options.highlightName = "link \(link)"
        return options
    }

    @Test(arguments: pictures.indices)
    func picturesAreThoseOfTheSamples(_ index: Int) throws {
        let picture = Self.pictures[index]
        let drawing = try picture.draw(try Store.sample(picture.sample).snapshot())
        let text = String(decoding: drawing.svg(.auto), as: UTF8.self)
        let difference = try Golden.difference(text, "docs/images/\(picture.file).svg")
        #expect(difference == nil, "\(difference ?? "")")
    }
}
