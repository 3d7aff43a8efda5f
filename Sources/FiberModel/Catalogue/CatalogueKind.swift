/// The kinds of catalogue row, in the order in which they refer to one another.
public enum CatalogueKind: String, Sendable, CaseIterable, Codable {
    case fibreClass = "fibre-class"
    case connector
    case colourScheme = "colour-scheme"
    case trunkType = "trunk-type"
    case cassetteType = "cassette-type"
    case cordType = "cord-type"
    case optic
    case deviceType = "device-type"
}
