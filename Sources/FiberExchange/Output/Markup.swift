/// A piece of a page. Whatever is put into its text is escaped, unless it is markup itself: no name can become an element.
///
///     let cell: Markup = "<td title=\"\(name)\">\(name)</td>"
struct Markup: ExpressibleByStringInterpolation, Sendable {
    private(set) var text: String

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
        mutating func appendLiteral(_ literal: String) { text += literal }
        mutating func appendInterpolation(_ value: String) { text += MarkupText.attribute(value) }
        mutating func appendInterpolation(_ value: Int) { text += String(value) }
        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
        mutating func appendInterpolation(_ pieces: [Markup]) { for piece in pieces { text += piece.text } }
    }

    init(stringLiteral value: String) { text = value }
    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }
    /// What was made as markup elsewhere: a drawing, a style sheet.
    init(trusted text: String) { self.text = text }

    static func += (markup: inout Markup, more: Markup) { markup.text += more.text }
}
