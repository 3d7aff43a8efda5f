/// The style sheet of all drawings: colours of Okabe and Ito, which the colour-blind can tell apart, each with a pattern of its
/// own besides.
enum DrawingStyle {
    private struct Colours {
        var page, ink, muted, line, face, faint: String
    }

    private static let light = Colours(
        page: "#ffffff", ink: "#1a1a1a", muted: "#595959", line: "#7a7a7a", face: "#eef0f2", faint: "#d5d9dd")
    private static let dark = Colours(
        page: "#15181b", ink: "#f2f2f2", muted: "#b4b8bc", line: "#90969c", face: "#262b30", faint: "#3d444b")

    /// The style sheet of a page with drawings in it, whatever they show.
    static func page(_ theme: DrawingTheme) -> String {
        sheet(theme, strands: Set(StrandColour.names.map { StrandColour($0) } + [StrandColour("")]), sizes: Set(7...16))
    }

    /// The patterns for all drawings of a page.
    static let pagePatterns = Markup(
        trusted: "<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\">\(patterns)</svg>")

    /// What a shape means, by its class: the colour and the pattern over it.
    private static let meanings: [(style: String, colour: String)] = [
        ("ok", "#56b4e9"), ("used", "#0072b2"), ("planned", "#f0e442"), ("warn", "#e69f00"), ("bad", "#d55e00"),
        ("held", "#cc79a7"), ("good", "#009e73"),
    ]

    /// The style sheet of a drawing; of strands only the colours that it has.
    static func sheet(_ theme: DrawingTheme, strands: Set<StrandColour>, sizes: Set<Int>) -> String {
        let base = """
            text{font-family:Helvetica,Arial,"DejaVu Sans",sans-serif;font-size:12px}
            \(sizes.sorted().map { ".f\($0){font-size:\($0)px}" }.joined(separator: " "))
            .b{font-weight:bold} .none{fill:none} .l{fill:none;stroke-width:1} .h{fill:none;stroke-width:3} .d{stroke-dasharray:4 3}
            \(meanings.map { ".\($0.style){fill:\($0.colour)} .\($0.style)-l{fill:none;stroke:\($0.colour);stroke-width:2} .\($0.style)-w{fill:none;stroke:\($0.colour);stroke-width:5}" }
                .joined(separator: "\n"))
            .n0{stroke-width:2} .n1{stroke-width:3.5} .n2{stroke-width:5} .n3{stroke-width:7} .n4{stroke-width:9}
            .p-planned{fill:url(#hatch)} .p-held{fill:url(#dots)} .p-bad{fill:url(#cross)} .p-warn{fill:url(#bars)}
            .on{fill:#ffffff} .off{fill:#000000}
            \(strands.sorted { $0.style < $1.style }.map { ".\($0.style){fill:\($0.hex);stroke:#555555;stroke-width:0.8}" }
                .joined(separator: "\n"))
            """
        switch theme {
        case .light: return "\(base)\n\(rules(light))"
        case .dark: return "\(base)\n\(rules(dark))"
        case .auto: return "\(base)\n\(rules(light))\n@media (prefers-color-scheme:dark){\n\(rules(dark))\n}"
        }
    }

    private static func rules(_ colours: Colours) -> String {
        """
        .page{fill:\(colours.page)} .t{fill:\(colours.ink)} .m{fill:\(colours.muted)} .face{fill:\(colours.face);stroke:\(colours.line)}
        .l,.h{stroke:\(colours.line)} .fl{fill:none;stroke:\(colours.faint)} .k{stroke:\(colours.ink)} .box{fill:\(colours.page);stroke:\(colours.line)} .faint{fill:\(colours.faint)}
        .ok,.used,.planned,.warn,.bad,.held,.good{stroke:\(colours.line);stroke-width:0.8}
        """
    }

    /// Patterns that lie over a colour.
    static let patterns = """
        <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M0 5L5 0" stroke="#222222" stroke-width="1"/></pattern>
        <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle cx="2.5" cy="2.5" r="1" fill="#222222"/></pattern>
        <pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0L6 6M6 0L0 6" stroke="#222222" stroke-width="1"/></pattern>
        <pattern id="bars" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M2 0V4" stroke="#222222" stroke-width="1"/></pattern>
        </defs>
        """
}

/// The colour of a strand, by its name in a colour scheme.
struct StrandColour: Hashable, Sendable {
    /// The base colour, in lower case; empty is unknown.
    let name: String

    /// - Parameter text: as a colour scheme tells it: `blue`, `blue/black tracer`, `tube 3, aqua`.
    init(_ text: String) {
        let own = text.split(separator: ",").last.map(String.init) ?? text
        let base = own.split(separator: "/").first.map(String.init) ?? own
        name = base.trimmed.lowercased()
    }

    var style: String { "s-\(Self.hexes[name] == nil ? "other" : name)" }
    var hex: String { Self.hexes[name] ?? "#c8c8c8" }
    /// Whether dark letters can be read on it.
    var isLight: Bool { !Self.darkNames.contains(name) }

    static var names: [String] { hexes.keys.sorted() }

    private static let darkNames: Set<String> = [
        "blue", "brown", "red", "black", "violet", "green", "slate", "olive", "magenta",
    ]
    /// Of fibre coatings as they look; the standards name them in words only.
    private static let hexes = [
        "blue": "#0057b8", "orange": "#ff8200", "green": "#00843d", "brown": "#7b4b2a", "slate": "#6b7480",
        "white": "#ffffff", "red": "#d22630", "black": "#101010", "yellow": "#ffd100", "violet": "#6f3fa0",
        "rose": "#f4a6c0", "aqua": "#2ad2c9", "lime": "#a4d65e", "tan": "#d2b48c", "magenta": "#c6007e",
        "olive": "#6b6b2f",
    ]
}
