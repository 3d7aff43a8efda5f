import FiberModel
import FiberPlanning
import FiberStore

/// The strands of a trunk: their colours, what is noted of them, and what runs on them.
package struct StrandsReport: Answering {
    /// Which strands are shown; each filter that is given must hold.
    package struct Filter: Sendable {
        /// Only sound ones without a cord at either end.
        package var free = false
        /// Only those that a link runs on.
        package var lit = false
        /// Only broken ones.
        package var broken = false
        /// Only those that this link runs on.
        package var link: String?
        package init() {}
    }

    /// What a strand is used for.
    private enum Use: String {
        /// The light of a link runs on it.
        case lit
        /// It has a cord at an end, and no light.
        case patched
        case free

        init(_ use: FibreUse<Link>) {
            switch use {
            case .lit: self = .lit
            case .dark, .patched: self = .patched
            case .free: self = .free
            }
        }
    }

    private struct Row {
        var strand: StrandAddress
        /// Plug and position at A, both counted from 1.
        var place: String
        var colour: String
        var state: StrandException.State
        var use: Use
        var links: [String]
        var a: String
        var z: String
        var loss: MilliDecibels?
        var note: String
    }

    private static let columns = ["strand", "colour", "state", "use", "a", "z", "link", "measured_db", "note", "plug"]

    private let trunk: String
    private let filter: Filter
    private var rows: [Row] = []

    /// Follows every strand of a trunk both ways. O(strands × hops).
    ///
    /// - Throws: `PlantError` with code `notFound` where there is no such trunk or link.
    package init(_ label: String, _ filter: Filter, on plant: KeyedPlant) throws(PlantError) {
        trunk = label
        self.filter = filter
        let handle = try plant.trunk(labelled: label)
        guard let record = try plant.record(.trunk, label).as(Trunk.self) else {
            throw PlantError(.notFound, "no such trunk: \(quoted(label))")
        }
        if let link = filter.link { _ = try plant.record(.link, link) }
        let type = try plant.trunkType(record.type)
        let scheme = type.colourScheme.isEmpty ? nil : try plant.colourScheme(type.colourScheme)
        let shape = try plant.trunk(handle).shape
        for number in 0..<type.strands {
            let strand = number + 1
            guard let path = try Trace.fromStrand(strand, of: handle, on: plant) else { continue }
            let noted = try plant.strand(strand, of: handle)
            let use = try plant.use(of: path)
            rows.append(
                Row(
                    strand: StrandAddress(trunk: label, strand: strand),
                    place: shape.place(ofStrand: strand, at: .a).map { "\($0.plug)/\($0.position)" } ?? "",
                    colour: scheme?.colour(ofStrand: strand, of: type) ?? "", state: noted?.state ?? .ok,
                    use: Use(use), links: use.links.map(\.label), a: try Self.end(path.nearEnd, plant),
                    z: try Self.end(path.farEnd, plant), loss: noted?.measuredLoss,
                    note: noted?.remarks.note ?? ""))
        }
    }

    private func isShown(_ row: Row) -> Bool {
        (!filter.free || row.use == .free && row.state == .ok) && (!filter.lit || row.use == .lit)
            && (!filter.broken || row.state == .broken) && (filter.link.map { row.links.contains($0) } ?? true)
    }

    /// The port that a strand ends in, with what people call it, or why it goes no further.
    private static func end(_ end: PathEnd, _ plant: KeyedPlant) throws(PlantError) -> String {
        guard case .device(let port, _) = end else { return try end.reason(in: plant) }
        let address = try plant.address(of: port)
        let name = try plant.name(of: port)
        return name.isEmpty ? address.description : "\(address) (\(name))"
    }

    package var answer: Answer {
        Answer(
            Self.columns.map { name in
                Answer.Heading(name, tones: name == "state" ? Self.stateTones : name == "use" ? Self.useTones : [:])
            }
        ) { add throws(PlantError) in
            for row in rows where isShown(row) {
                try add([
                    .word(row.strand.description), .text(row.colour), .word(row.state.rawValue),
                    .word(row.use.rawValue), .text(row.a), .text(row.z),
                    .optional(row.links.isEmpty ? nil : row.links.joined(separator: " ")),
                    row.loss.map { .thousandths($0.rawValue) } ?? .null, row.note.isEmpty ? .null : .text(row.note),
                    .word(row.place),
                ])
            }
        }.above { TerminalLook.current.drawsBlocks ? blocks(TerminalLook.current.isColoured) : "" }
    }

    private static let stateTones: [String: Tone] = ["broken": .bad, "reserved": .warning, "ok": .muted]
    private static let useTones: [String: Tone] = ["lit": .good, "patched": .warning, "free": .muted]

    /// All strands as blocks, twelve in a group as in a tube, with what the blocks mean below.
    func blocks(_ isColoured: Bool) -> String {
        func shown(_ text: String, _ tone: Tone) -> String { isColoured ? "\(tone.code)\(text)\(Tone.end)" : text }
        let kinds: [(block: String, tone: Tone, words: String)] = [
            ("█", .good, "lit"), ("▓", .warning, "patched"), ("░", .muted, "free"), ("R", .warning, "reserved"),
            ("X", .bad, "broken"),
        ]
        func kind(_ row: Row) -> (block: String, tone: Tone, words: String) {
            switch (row.state, row.use) {
            case (.broken, _): kinds[4]
            case (.reserved, .free): kinds[3]
            case (_, .lit): kinds[0]
            case (_, .patched): kinds[1]
            case (_, .free): kinds[2]
            }
        }
        let width = String(rows.count).count
        var text = ""
        var run = (blocks: "", tone: Tone.good)
        func end() {
            if !run.blocks.isEmpty { text += shown(run.blocks, run.tone) }
            run.blocks = ""
        }
        for (index, row) in rows.enumerated() {
            if index % 12 == 0 {
                end()
                let number = TerminalText.padded(String(index + 1), to: width, right: true)
                text += index % 48 == 0 ? "\(index > 0 ? "\n" : "")\(number) " : " "
            }
            let own = kind(row)
            if own.tone != run.tone { end() }
            run = (run.blocks + own.block, own.tone)
        }
        end()
        return text + "\n" + kinds.map { "\(shown($0.block, $0.tone)) \($0.words)" }.joined(separator: "  ") + "\n\n"
    }

    /// `64 strands of T0001: 16 lit, 0 patched, 48 free; 1 broken, 2 reserved`.
    package var summary: String {
        func count(_ use: Use) -> Int { rows.count { $0.use == use } }
        let marked = [StrandException.State.broken, .reserved].map { state in
            "\(rows.count { $0.state == state }) \(state.rawValue)"
        }
        let uses = [Use.lit, .patched, .free].map { "\(count($0)) \($0.rawValue)" }
        return "\(counted(rows.count, "strand")) of \(trunk): \(uses.joined(separator: ", ")); "
            + marked.joined(separator: ", ")
    }
}
