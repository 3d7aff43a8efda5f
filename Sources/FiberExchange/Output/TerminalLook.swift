import FiberModel
import Platform

/// What a terminal shows besides letters.
package struct TerminalLook: Sendable {
    /// Its columns; nil where output goes to a file or a pipe, whose lines are as long as they are.
    package var room: Int?
    /// Whether it shows block characters.
    package var drawsBlocks = false
    package var isColoured = false

    package init(room: Int?, drawsBlocks: Bool = false, isColoured: Bool = false) {
        (self.room, self.drawsBlocks, self.isColoured) = (room, drawsBlocks, isColoured)
    }

    /// That of standard output.
    package static let current: TerminalLook = {
        guard let room = TerminalText.room else { return TerminalLook(room: nil) }
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let takesUnicode = locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
        let isDumb = environment["TERM"] == "dumb"
        return TerminalLook(
            room: room, drawsBlocks: takesUnicode && !isDumb,
            isColoured: (environment["NO_COLOR"] ?? "").isEmpty && !isDumb)
    }()
}

/// What a word of an answer means for who reads it; a terminal shows it in a colour.
public enum Tone: Sendable, CaseIterable {
    case good, bad, warning, muted

    /// The sequence that begins it.
    package var code: String {
        switch self {
        case .good: "\u{1b}[32m"
        case .bad: "\u{1b}[31m"
        case .warning: "\u{1b}[33m"
        case .muted: "\u{1b}[2m"
        }
    }
    package static let end = "\u{1b}[0m"
    /// Every sequence that we write ourselves.
    static let codes = Tone.allCases.map(\.code) + [end]
}

/// Bars made of block characters, to an eighth of a column.
enum BlockBar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// A bar for a share of 0 to 1, with what is left of `width` in light shade.
    static func text(_ share: Double, width: Int) -> String {
        let filled = max(
            0, min(width * 8, Int(clamping: share * Double(width) * 8, rounding: .toNearestOrAwayFromZero)))
        let whole = filled / 8
        let part = eighths[filled % 8]
        return String(repeating: "█", count: whole) + part
            + String(repeating: "░", count: width - whole - (part.isEmpty ? 0 : 1))
    }

    /// A bar from one share to another, each of 0 to 1; at least a sliver, so that nothing that counts is invisible.
    static func span(_ from: Double, _ to: Double, width: Int) -> String {
        func place(_ share: Double) -> Int {
            max(0, min(width, Int(clamping: share * Double(width), rounding: .toNearestOrAwayFromZero)))
        }
        let (first, last) = (place(min(from, to)), place(max(from, to)))
        guard last > first else { return String(repeating: " ", count: min(first, width - 1)) + "▏" }
        return String(repeating: " ", count: first) + String(repeating: "█", count: last - first)
    }
}

/// A picture that a terminal draws beside the cells of a column of numbers.
struct ColumnPicture: Sendable {
    enum Kind: Sendable {
        /// A bar for the number, of this that is all.
        case bar(of: Double)
        /// A bar from the sum of the numbers before to the sum with this one, of this that is all.
        case waterfall(of: Double)
    }
    var column: String
    var kind: Kind
    static let width = 10
}
