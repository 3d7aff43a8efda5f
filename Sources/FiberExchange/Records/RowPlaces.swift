import FiberModel

/// Where the rows of objects stand in the files that a plant was read from.
public struct RowPlaces: Sendable {
    private var places: [String: SourcePlace] = [:]

    /// Knows of no row yet.
    public init() {}

    var isEmpty: Bool { places.isEmpty }

    mutating func note(_ record: Record, at place: SourcePlace) {
        places[PlantError.key(record.kind, record.name)] = place
        // What is found of a measurement is told of its strand, at a wavelength.
        if let measurement = record.as(StrandMeasurement.self) {
            let strand = PlantError.key(.strand, "\(measurement.address) \(measurement.wavelength_nm) nm")
            if places[strand] == nil { places[strand] = place }
        }
    }

    /// The place of an object by its kind and name; of a unit whichever kind it is.
    subscript(kind: RecordKind, name: String) -> SourcePlace? {
        if places.isEmpty { return nil }
        if let place = places[PlantError.key(kind, name)] { return place }
        let other: RecordKind? =
            switch kind {
            case .cassette: .device
            case .device: .cassette
            case .trunk: .cord
            default: nil
            }
        return other.flatMap { places[PlantError.key($0, name)] }
    }
}
