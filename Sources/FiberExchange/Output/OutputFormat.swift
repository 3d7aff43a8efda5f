import FiberModel

/// How a command hands out its data. A format is its case here and a `Renderer`.
public enum OutputFormat: String, Sendable, CaseIterable {
    case table, csv, json, html, xlsx

    var renderer: any Renderer.Type {
        switch self {
        case .table: TextRenderer.self
        case .csv: CSVRenderer.self
        case .json: JSONRenderer.self
        case .html: HTMLRenderer.self
        case .xlsx: WorkbookRenderer.self
        }
    }

    /// The format that the ending of a file's name asks for; nil for any other ending.
    public init?(ofFile name: String) {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[name.index(after: dot)...].lowercased())
    }
}

extension Answer {
    /// Writes it in a format.
    ///
    /// - Returns: the number of its rows that were written; 0 for an answer that has another shape in this format.
    @discardableResult
    public func write(_ format: OutputFormat, to sink: @escaping ByteSink) throws(PlantError) -> Int {
        try format.renderer.init(sink).render(self)
    }
}

/// Who has an answer.
public protocol Answering {
    var answer: Answer { get }
}

extension Answering {
    /// Writes its answer in a format; see ``Answer/write(_:to:)``.
    @discardableResult
    public func write(_ format: OutputFormat, to sink: @escaping ByteSink) throws(PlantError) -> Int {
        try answer.write(format, to: sink)
    }
}
