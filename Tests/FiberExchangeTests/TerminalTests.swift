import FiberModel
import FiberPlanning
import FiberStore
import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import FiberExchange

/// What a terminal draws besides letters.
struct TerminalTests {
    private func table(
        _ columns: [Answer.Heading], _ rows: [[DataValue]], _ pictures: [ColumnPicture], room: Int?,
        blocks: Bool = true, colours: Bool = false
    ) throws -> [String] {
        var bytes: [UInt8] = []
        let look = TerminalLook(room: room, drawsBlocks: blocks, isColoured: colours)
        let table = TextTable(columns, pictures: pictures, look: look) { bytes += $0 }
        for row in rows { try table.add(row) }
        try table.finish()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// A bar is as long as its share, to an eighth of a column, and never longer or shorter than all of it.
    @Test(arguments: [
        (0.0, "░░░░"), (1.0, "████"), (0.5, "██░░"), (0.125, "▌░░░"), (0.28125, "█▏░░"), (-1.0, "░░░░"), (9.0, "████"),
        (0.99, "████"), (Double.nan, "░░░░"), (.infinity, "████"),
    ])
    func barsAreAsLongAsTheirShare(_ share: Double, _ text: String) {
        #expect(BlockBar.text(share, width: 4) == text)
    }

    @Test func barsHaveOneWidth() {
        for part in -10...1010 {
            #expect(BlockBar.text(Double(part) / 1000, width: 10).count == 10)
            #expect(BlockBar.span(Double(part) / 1000, 1, width: 10).count <= 10)
        }
    }

    /// The pieces of a waterfall follow each other without a gap, and end where the sum does.
    @Test func waterfallsAddUp() throws {
        let losses = [250, 250, 1, 499, 1000]
        let lines = try table(
            ["what", "worst_db"], losses.map { [.word("x"), .thousandths($0)] },
            [ColumnPicture(column: "worst_db", kind: .waterfall(of: 2))], room: 100
        ).dropFirst().map { line in line.dropFirst("x         0.25".count + 2) }
        var end = 0
        for (line, loss) in zip(lines, losses) {
            let blanks = line.prefix { $0 == " " }.count
            let blocks = line.count { $0 == "█" }
            #expect(blanks == end || loss == 1, "\(lines)")
            #expect(blocks == Int((Double(loss) / 200).rounded()) || loss <= 1 || abs(blocks - loss / 200) <= 1)
            if loss > 1 { end = blanks + blocks }
        }
        #expect(end == ColumnPicture.width)
    }

    /// No line is wider than the terminal; what makes way is the picture, not the text.
    @Test(arguments: [40, 60, 80, 100, 120, 200])
    func linesFitWithPictures(_ room: Int) throws {
        let columns: [Answer.Heading] = [
            "segment", Answer.Heading("kind", isMinor: true), "fill_pct",
            Answer.Heading("state", tones: ["over limit": .bad]), "what",
        ]
        let rows: [[DataValue]] = (0..<20).map { number in
            [
                .word("TRAY-\(number)"), .word("ladder"), .thousandths(number * 5000), .word("over limit"),
                .text(String(repeating: "many words ", count: 8)),
            ]
        }
        let lines = try table(columns, rows, [ColumnPicture(column: "fill_pct", kind: .bar(of: 100))], room: room)
        for line in lines { #expect(TerminalText.width(line) <= room, "\(line)") }
        #expect(lines.contains { $0.contains("█") } == (room >= 80), "\(lines[0])")
        let plain = try table(
            columns, rows, [ColumnPicture(column: "fill_pct", kind: .bar(of: 100))], room: nil, blocks: false)
        #expect(!plain.contains { $0.contains("█") || $0.contains("\u{1b}") })
    }

    /// Words that mean something are coloured, whole words only, and the columns stay where they are.
    @Test func wordsAreColouredByMeaning() throws {
        let columns: [Answer.Heading] = ["a", Answer.Heading("state", tones: ["bad": .bad, "ok": .good]), "b"]
        let rows: [[DataValue]] = [[.word("x"), .word("bad"), .word("1")], [.word("y"), .word("badly"), .word("2")]]
        let coloured = try table(columns, rows, [], room: 80, colours: true)
        let plain = try table(columns, rows, [], room: 80)
        #expect(coloured[1].contains("\u{1b}[31mbad\u{1b}[0m") && !coloured[2].contains("\u{1b}"))
        let stripped = coloured.map { line in
            Tone.codes.reduce(line) { $0.replacingOccurrences(of: $1, with: "") }
        }
        #expect(stripped == plain)
    }

    @Test func onlyOurColoursAreObeyed() {
        let own = "\u{1b}[31mbad\u{1b}[0m"
        #expect(TerminalText.cleanButColours(own) == own)
        #expect(TerminalText.cleanButColours("\u{1b}]0;title\u{7}\u{1b}[2J x") == "\\u{1b}]0;title\\u{7}\\u{1b}[2J x")
        #expect(TerminalText.cleanButColours("\(own) \u{1b}[1;1H") == "\(own) \\u{1b}[1;1H")
    }

    /// A block a strand, by what it is: counted against the table of the same strands.
    @Test(arguments: ["T0013", "T0001"])
    func blocksAreTheStrands(_ trunk: String) throws {
        let store = try Store.sample("two-row-hall")
        let (blocks, rows) = try store.withKeyedPlant { plant throws(PlantError) in
            let report = try StrandsReport(trunk, StrandsReport.Filter(), on: plant)
            return (report.blocks(false), try AnswerRows(report.answer))
        }
        let map = blocks.components(separatedBy: "\n").dropLast(3).joined()
        func count(_ use: String) -> Int { rows.rows.count { rows[$0, "use"] == use && rows[$0, "state"] == "ok" } }
        #expect(map.count { $0 == "█" } == count("lit") && map.count { $0 == "░" } == count("free"))
        #expect(map.count { "█▓░RX".contains($0) } == rows.rows.count)
    }
}

/// What the report adds up, against the plainest way to count it.
struct PlantReportTests {
    @Test(arguments: ["two-row-hall", "ai-pod", "faulty-hall"])
    func capacityIsThatOfTheTrunks(_ sample: String) throws {
        let plant = try Store.sample(sample).snapshot()
        let rows = try AnswerRows(CapacityReport(plant).answer)
        var trunks = 0
        var strands = 0
        for (index, trunk) in plant.trunks.enumerated() where trunk.status != .retired && !trunk.isCord {
            trunks += 1
            strands += plant.trunk(TrunkHandle(index: index)).shape.strands
        }
        func sum(_ column: String) -> Int { rows.rows.reduce(0) { $0 + (Int(rows[$1, column]) ?? 0) } }
        #expect(sum("trunks") == trunks && sum("strands") == strands)
        #expect(sum("patched") + sum("withheld") + sum("free") == strands)
        let usage = PlantUsage(plant).rows
        #expect(usage.first { $0.name == "strands patched at both ends" }?.count == sum("patched"))
        #expect(Set(rows.rows.map { "\(rows[$0, "rack_a"]) \(rows[$0, "rack_z"])" }).count == rows.rows.count)
    }

    /// Every link with a margin is in one bar, the one that it belongs to.
    @Test func marginsAreCountedOnce() throws {
        var dice = Dice(seed: 5)
        let margins = (0..<400).map { _ in Int.random(in: -9000...9000, using: &dice) } + [0, 500, -500, 499, -1]
        let answer = Answer(["link", "margin_db"]) { add throws(PlantError) in
            for margin in margins { try add([.word("L"), .thousandths(margin)]) }
            try add([.word("L"), .null])
        }
        let histogram = MarginHistogram(try AnswerRows(answer))
        #expect(histogram.unknown == 1 && histogram.bars.reduce(0) { $0 + $1.links } == margins.count)
        for bar in histogram.bars {
            let own = margins.count { (bar.from ?? .min) <= $0 && $0 < (bar.below ?? .max) }
            #expect(bar.links == own, "\(bar.words)")
            #expect(bar.isOver == ((bar.below ?? .max) <= 0))
        }
    }

    /// What is packed comes out as it was, whatever it is, and not more of it than is asked for.
    @Test func whatIsPackedComesOutAgain() throws {
        var dice = Dice(seed: 9)
        for length in [0, 1, 2, 3, 100, 70_000] {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...(length % 2 == 0 ? 3 : 255), using: &dice) }
            let packed = try Deflate.deflated(bytes)
            #expect(try Deflate.inflated(packed[...], most: length) == bytes)
            if length > 0 { #expect(try Deflate.inflated(packed[...], most: length - 1) == nil) }
            #expect(try Deflate.inflated(packed.dropLast(), most: length) == nil)
            #expect(Data(base64Encoded: Data(try PackedText.packed(bytes))) == Data(packed))
        }
    }

    /// What is put into markup is text there, whatever it is; what is markup stays so.
    @Test(arguments: ["<script>", "a\"b'c&d", "</script><img>", "line\nend", "\u{202E}turned", "\u{0}\u{8}"])
    func whatIsPutInIsText(_ text: String) {
        let inner: Markup = "<b title=\"\(text)\">\(text)</b>"
        let outer: Markup = "<i>\(inner)\([inner, inner])\(3)</i>"
        let parser = XMLParser(data: Data(outer.text.utf8))
        #expect(parser.parse(), "\(outer.text)")
        #expect(!outer.text.contains("<script") && !outer.text.contains("<img"))
    }

    /// The same plant gives the same page, byte for byte.
    @Test(arguments: ["two-row-hall", "ai-pod", "faulty-hall"])
    func theSamePlantGivesTheSamePage(_ sample: String) throws {
        let store = try Store.sample(sample)
        let options = ValidationOptions(today: try Day("2026-11-28"))
        let pages = try (0..<2).map { _ in
            var page: [UInt8] = []
            try PlantReport(store, options).page(.file) { page += $0 }
            return page
        }
        #expect(pages[0] == pages[1])
        let text = String(decoding: pages[0], as: UTF8.self)
        #expect(text.contains("default-src 'none'") && !text.contains("unsafe-inline") && !text.contains(" style=\""))
    }

    /// Letters of the page stand out from what they stand on by 4.5 to 1, as WCAG 2.1 AA asks for, light and dark.
    @Test func lettersStandOut() throws {
        let css = try Checkout.text("Sources/FiberExchange/Report/report.css")
        let themes = css.components(separatedBy: ":root{").dropFirst().map { $0.prefix { $0 != "}" } }
        #expect(themes.count == 2)
        for theme in themes {
            var colours: [String: Double] = [:]
            for entry in theme.split(separator: ";") {
                let parts = entry.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
                var digits = Array(parts[1].dropFirst())
                if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
                let channels = try stride(from: 0, to: 6, by: 2).map { index in
                    let value = try #require(Int(String(digits[index...index + 1]), radix: 16))
                    let share = Double(value) / 255
                    return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
                }
                colours[parts[0]] = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
            }
            for ink in ["--ink", "--muted", "--link", "--bad", "--warn", "--good"] {
                for ground in ["--page", "--face"] {
                    let (a, b) = (try #require(colours[ink]), try #require(colours[ground]))
                    let contrast = (max(a, b) + 0.05) / (min(a, b) + 0.05)
                    #expect(contrast >= 4.5, "\(ink) on \(ground): \(contrast)")
                }
            }
        }
    }

    /// What a QR code holds is read back by its finder patterns and its size: 21 modules and four more a version.
    @Test func codesHaveTheirPatterns() throws {
        for text in ["T0042:A", String(repeating: "x", count: 400)] {
            let code = try QRCode(text)
            #expect((code.width - 21) % 4 == 0)
            for (x, y) in [(0, 0), (code.width - 7, 0), (0, code.width - 7)] {
                for row in 0..<7 {
                    for column in 0..<7 {
                        let ring = max(abs(row - 3), abs(column - 3))
                        #expect(code.isDark[(y + row) * code.width + x + column] == (ring != 2))
                    }
                }
            }
        }
        #expect(throws: PlantError.self) { try QRCode("") }
        #expect(throws: PlantError.self) { try QRCode(String(repeating: "x", count: 3000)) }
    }
}

/// Dates on sheets, by the locale of who wrote them.
struct LocaleTests {
    @Test(
        arguments: [
            ("en_US", "mdy"), ("en-US.UTF-8", "mdy"), ("en_GB", "dmy"), ("de_DE", "dmy"), ("de", "dmy"),
            ("fr_CA", nil), ("us", nil), ("en_USA", nil), ("xx_YY", nil), ("en_ZZ", nil), ("ja_JP", nil), ("_US", nil),
            ("es_MX", "dmy"), ("es_PR", nil),
            ("en", nil), ("", nil), ("english", nil), ("en US", nil),
        ] as [(String, String?)])
    func localesSayTheOrder(_ name: String, _ order: String?) {
        #expect(MeasuredTime.order(ofLocale: name)?.rawValue == order)
    }

    @Test func datesFollowTheirOrder() throws {
        #expect(throws: PlantError.self) { try Day("05/04/2026") }
        #expect(try Day("05/04/2026", order: .monthFirst) == Day("2026-05-04"))
        #expect(try Day("05/04/2026", order: .dayFirst) == Day("2026-04-05"))
        #expect(try Day("05.04.2026", order: .monthFirst) == Day("2026-04-05"))
        #expect(throws: PlantError.self) { try Day("25/12/2026", order: .monthFirst) }
    }
}
