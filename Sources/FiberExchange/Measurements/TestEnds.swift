import FiberModel
import FiberStore

/// What is measured of strands, on its way into a plant: which of several values of one strand and wavelength are kept.
///
/// A value from one end stands beside that from the other; a newer value takes the place of an older one from the same
/// end, or from an end that nobody noted.
struct MeasurementSet {
    /// What became of a value.
    enum Result: Equatable {
        case added, replaced
        /// A newer one is there.
        case older
    }

    private let transaction: Transaction
    init(_ transaction: Transaction) { self.transaction = transaction }

    func keep(_ measurement: StrandMeasurement) throws(PlantError) -> Result {
        var superseded: [StrandMeasurement] = []
        for end in [nil, .a, .z] as [End?] {
            var twin = measurement
            twin.end = end
            guard measurement.end == nil || end == nil || end == measurement.end,
                let kept = try transaction.recordIfAny(.measurement, twin.name)?.as(StrandMeasurement.self)
            else { continue }
            if Self.isOlder(measurement.time, than: kept.time) { return .older }
            superseded.append(kept)
        }
        let isInPlace = superseded.contains { $0.end == measurement.end }
        for kept in superseded where kept.end != measurement.end {
            try transaction.apply(.remove(.measurement, name: kept.name))
        }
        try transaction.apply(
            isInPlace
                ? .replace(name: measurement.name, with: Record(measurement)) : .add(Record(measurement)))
        return superseded.isEmpty ? .added : .replaced
    }

    /// Whether both times can be read, and the first is before the other.
    private static func isOlder(_ time: String, than other: String) -> Bool {
        guard let time = try? MeasuredTime(time), let other = try? MeasuredTime(other) else { return false }
        return time < other
    }

    /// Two values of one strand and wavelength in one file whose ends nobody named are taken as those of its two ends, in
    /// their order.
    ///
    /// - Returns: the values, the strands that were taken so, and a fault for a third value.
    static func pairEnds(
        _ rows: [(StrandMeasurement, SourcePlace)]
    ) -> (rows: [(StrandMeasurement, SourcePlace)], paired: [String], faults: [PlantError]) {
        var rows = rows
        var seen: [String: [Int]] = [:]
        var paired: [String] = []
        var faults: [PlantError] = []
        for index in rows.indices { seen[rows[index].0.name, default: []].append(index) }
        for (name, places) in seen.sorted(by: { $0.value[0] < $1.value[0] }) where places.count > 1 {
            guard places.count == 2, rows[places[0]].0.end == nil else {
                faults.append(
                    PlantError(
                        .duplicate, "\(name) stands \(places.count) times in the file, expected once for each end",
                        hint: "map a column to end, or split the file", place: rows[places[places.count - 1]].1))
                continue
            }
            rows[places[0]].0.end = .a
            rows[places[1]].0.end = .z
            paired.append(name)
        }
        return (rows, paired, faults)
    }
}
