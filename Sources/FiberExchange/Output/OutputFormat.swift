import FiberModel

/// How a command hands out its data. A format is its case here and a `Renderer`.
public enum OutputFormat: String, Sendable, CaseIterable {
    case table, csv, json

    var renderer: any Renderer.Type {
        switch self {
        case .table: TextRenderer.self
        case .csv: CSVRenderer.self
        case .json: JSONRenderer.self
        }
    }
}

/// Where bytes go: standard output or a file.
public typealias ByteSink = ([UInt8]) throws(PlantError) -> Void
