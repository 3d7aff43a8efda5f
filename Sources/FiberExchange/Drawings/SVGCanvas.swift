import FiberModel

/// An SVG 1.1 drawing, put together shape by shape. The same calls make the same bytes.
///
/// Shapes have classes and no colours of their own, so that one style sheet makes them light or dark; texts are texts, and
/// know what they take up.
package struct SVGCanvas {
    /// The size of the font where nothing else is said.
    static let fontSize = 12.0
    /// Room around everything.
    static let margin = 16.0

    /// How a text stands by its point.
    enum Anchor: String { case start, middle, end }

    private var body = ""
    private(set) var width = 0.0
    private(set) var height = 0.0
    /// What every text takes up, in the order in which they were drawn: no two overlap.
    package private(set) var labels: [(text: String, box: Box)] = []
    /// Kinds of strands whose colours are asked for.
    private var strandColours: Set<StrandColour> = []
    private var fontSizes: Set<Int> = []
    /// What the texts take up, to ask quickly.
    private var taken = TakenSpace()

    /// Whether it is a part of a page that shows what a shape stands for.
    private let isPart: Bool

    init(isPart: Bool = false) { self.isPart = isPart }

    /// What a shape stands for: a kind of object and its name.
    struct Subject {
        var kind: RecordKind
        var name: String
        init(_ kind: RecordKind, _ name: String) { (self.kind, self.name) = (kind, name) }
    }

    // MARK: Shapes

    mutating func rect(_ box: Box, _ style: String, radius: Double = 0, tip: String? = nil, of subject: Subject? = nil)
    {
        let corner = radius > 0 ? " rx=\"\(Self.number(radius))\"" : ""
        add(
            "rect",
            "x=\"\(Self.number(box.x))\" y=\"\(Self.number(box.y))\" width=\"\(Self.number(box.width))\" "
                + "height=\"\(Self.number(box.height))\"\(corner)", style, tip, subject)
        grow(box)
    }

    mutating func circle(
        _ x: Double, _ y: Double, _ radius: Double, _ style: String, tip: String? = nil, of subject: Subject? = nil
    ) {
        add(
            "circle", "cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\"", style, tip,
            subject)
        grow(Box(x - radius, y - radius, 2 * radius, 2 * radius))
    }

    mutating func line(
        _ points: [(x: Double, y: Double)], _ style: String, tip: String? = nil, of subject: Subject? = nil
    ) {
        let text = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
        add("polyline", "points=\"\(text)\"", style, tip, subject)
        for point in points { grow(Box(point.x, point.y, 0, 0)) }
    }

    mutating func polygon(
        _ points: [(x: Double, y: Double)], _ style: String, tip: String? = nil, of subject: Subject? = nil
    ) {
        let text = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
        add("polygon", "points=\"\(text)\"", style, tip, subject)
        for point in points { grow(Box(point.x, point.y, 0, 0)) }
    }

    /// A smooth line from one point to another that leaves and arrives level.
    mutating func curve(
        _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ style: String, tip: String? = nil
    ) {
        let middle = (from.x + to.x) / 2
        let points = [from, (middle, from.y), (middle, to.y), to].map { "\(Self.number($0.0)) \(Self.number($0.1))" }
        add("path", "d=\"M\(points[0]) C\(points[1]) \(points[2]) \(points[3])\"", style, tip)
        for point in [from, to] { grow(Box(point.x, point.y, 0, 0)) }
    }

    // MARK: Texts

    /// Draws a text on one line; answers with what it takes up.
    ///
    /// - Parameter most: the width that it may have; a longer one is cut, with the whole in its tip.
    @discardableResult
    mutating func text(
        _ text: String, _ x: Double, _ baseline: Double, _ anchor: Anchor = .start, size: Double = fontSize,
        _ style: String = "t", most: Double? = nil
    ) -> Box? {
        let shown = most.map { TextWidth.fitted(text, in: $0, size: size) } ?? text
        guard !shown.isEmpty else { return nil }
        let box = Self.box(shown, x, baseline, anchor, size: size)
        let attributes =
            "x=\"\(Self.number(x))\" y=\"\(Self.number(baseline))\""
            + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
        let style = size == Self.fontSize ? style : "\(style) f\(Int(size))"
        fontSizes.insert(Int(size))
        let tip = shown == text ? "" : "<title>\(MarkupText.escaped(text))</title>"
        body += "<text \(attributes) class=\"\(style)\">\(tip)\(MarkupText.escaped(shown))</text>\n"
        labels.append((shown, box))
        taken.take(box)
        grow(box)
        return box
    }

    /// Draws a text where no other is; two units that are said to stand in one place would write over each other.
    mutating func textIfFree(
        _ text: String, _ x: Double, _ baseline: Double, size: Double, _ style: String = "t", most: Double
    ) {
        let shown = TextWidth.fitted(text, in: most, size: size)
        guard !shown.isEmpty, taken.isFree(Self.box(shown, x, baseline, .start, size: size)) else { return }
        self.text(text, x, baseline, size: size, style, most: most)
    }

    /// What a text takes up: from the tops of its capitals to the feet of its descenders.
    static func box(_ text: String, _ x: Double, _ baseline: Double, _ anchor: Anchor, size: Double) -> Box {
        let width = TextWidth.of(text, size: size)
        let left =
            switch anchor {
            case .start: x
            case .middle: x - width / 2
            case .end: x - width
            }
        return Box(left, baseline - 0.78 * size, width, size)
    }

    // MARK: Groups

    /// Draws what `body` draws as one thing, which is named where a pointer rests on it.
    mutating func group(_ tip: String, of subject: Subject? = nil, _ draw: (inout SVGCanvas) -> Void) {
        body += "<g\(attribute(subject))><title>\(MarkupText.escaped(tip))</title>\n"
        draw(&self)
        body += "</g>\n"
    }

    /// The class of a strand's colour.
    mutating func style(of colour: StrandColour) -> String {
        strandColours.insert(colour)
        return colour.style
    }

    private func attribute(_ subject: Subject?) -> String {
        guard isPart, let subject else { return "" }
        return " data-of=\"\(subject.kind.rawValue) \(MarkupText.attribute(subject.name))\""
    }

    /// Many upright rectangles as one shape, for drawings that are seen from afar.
    mutating func rects(_ boxes: [Box], _ style: String) {
        guard !boxes.isEmpty else { return }
        let path = boxes.map {
            let (x, y, w, h) = (Self.number($0.x), Self.number($0.y), Self.number($0.width), Self.number($0.height))
            return "M\(x) \(y)h\(w)v\(h)h-\(w)z"
        }
        body += "<path d=\"\(path.joined())\" class=\"\(style)\"/>\n"
        for box in boxes { grow(box) }
    }

    /// Many level lines of one length as one shape: `y` of each.
    mutating func levels(_ ys: [Double], from x: Double, length: Double, _ style: String) {
        guard !ys.isEmpty else { return }
        let path = ys.map { "M\(Self.number(x)) \(Self.number($0))h\(Self.number(length))" }
        body += "<path d=\"\(path.joined())\" class=\"\(style)\"/>\n"
        for y in ys { grow(Box(x, y, length, 0)) }
    }

    private mutating func add(
        _ element: String, _ attributes: String, _ style: String, _ tip: String?, _ subject: Subject? = nil
    ) {
        body += "<\(element) \(attributes) class=\"\(style)\"\(attribute(subject))"
        if let tip {
            body += "><title>\(MarkupText.escaped(tip))</title></\(element)>\n"
        } else {
            body += "/>\n"
        }
    }

    private mutating func grow(_ box: Box) {
        width = max(width, box.right)
        height = max(height, box.bottom)
    }

    // MARK: The file

    /// The whole file.
    ///
    /// - Parameters:
    ///   - title: what it is, in a few words.
    ///   - description: what it shows, for those who cannot see it.
    func file(title: String, description: String, _ theme: DrawingTheme) -> [UInt8] {
        let (w, h) = (Self.number((width + Self.margin).rounded(.up)), Self.number((height + Self.margin).rounded(.up)))
        let head = """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="\(w)" height="\(h)" viewBox="0 0 \(w) \(h)" role="img" aria-labelledby="title desc">
            <title id="title">\(MarkupText.escaped(title))</title>
            <desc id="desc">\(MarkupText.escaped(description))</desc>
            <style type="text/css"><![CDATA[
            \(DrawingStyle.sheet(theme, strands: strandColours, sizes: fontSizes))
            ]]></style>
            \(DrawingStyle.patterns)
            <rect width="\(w)" height="\(h)" class="page"/>

            """
        return Array((head + body + "</svg>\n").utf8)
    }

    /// The drawing as a part of a page, which has the style sheet of ``DrawingStyle/page`` and its patterns.
    ///
    /// - Parameter title: what it is, for those who cannot see it.
    func part(title: String) -> Markup {
        let (w, h) = (Self.number((width + Self.margin).rounded(.up)), Self.number((height + Self.margin).rounded(.up)))
        return
            "<svg class=\"drawing\" viewBox=\"0 0 \(w) \(h)\" width=\"\(w)\" height=\"\(h)\" role=\"img\" aria-label=\"\(title)\">\(Markup(trusted: body))</svg>"
    }

    /// A coordinate with at most two decimals, none where it has none.
    static func number(_ value: Double) -> String {
        let hundredths = Int(clamping: value * 100, rounding: .toNearestOrAwayFromZero)
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}

/// For which background a drawing is made.
package enum DrawingTheme: String, CaseIterable, Sendable {
    /// Light, and dark where the one who looks has asked for that.
    case auto
    case light
    case dark
}

/// Something that can be drawn.
package protocol Drawing {
    /// What it is, in a few words.
    var title: String { get }
    /// What it shows, for those who cannot see it.
    var summary: String { get }
    /// Draws it, from the upper left corner.
    func draw(on canvas: inout SVGCanvas)
}

extension Drawing {
    /// Draws it on a canvas of its own.
    package var canvas: SVGCanvas { drawn(on: SVGCanvas()) }

    private func drawn(on canvas: SVGCanvas) -> SVGCanvas {
        var canvas = canvas
        canvas.text(title, SVGCanvas.margin, SVGCanvas.margin + 14, size: 16, "t b")
        draw(on: &canvas)
        return canvas
    }

    /// The drawing as a part of a page.
    var part: Markup { drawn(on: SVGCanvas(isPart: true)).part(title: "\(title). \(summary)") }

    /// The drawing as a file.
    package func svg(_ theme: DrawingTheme) -> [UInt8] { canvas.file(title: title, description: summary, theme) }
}
