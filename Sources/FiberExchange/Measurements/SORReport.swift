import FiberModel
import FiberPlanning

/// What a trace says, its events beside the connectors that the plant would have there.
package struct SORReport: Answering {
    static let columns = ["event", "distance_m", "kind", "loss_db", "reflectance_db", "model", "off_m"]

    private let trace: SORTrace
    /// Where the plant has a connector, in mm from the A end, and its name.
    private let model: [(at: Int, name: String)]

    /// - Parameters:
    ///   - launch: the fibre between the instrument and the A end.
    package init(
        _ trace: SORTrace, launch: Millimetres = Millimetres(0), trunk: Trunk? = nil
    ) {
        self.trace = trace
        guard let trunk else {
            model = []
            return
        }
        var model = [(at: launch.rawValue, name: "A end, \(trunk.a)")]
        if let length = trunk.length { model.append((launch.rawValue + length.rawValue, "Z end, \(trunk.z)")) }
        self.model = model
    }

    package var answer: Answer {
        let events = Answer(Self.columns) { add throws(PlantError) in
            for index in trace.events.indices { try add(values(index)) }
        }
        return events.whole { json }.reading { page throws(PlantError) in
            let head = [
                ("cable", trace.cable), ("fibre", trace.fibre), ("wavelength", "\(trace.wavelength_nm) nm"),
                ("length", trace.length.description),
                ("launch", trace.launch.rawValue > 0 ? "\(trace.launch), taken off" : "none noted"),
                ("end to end", trace.totalLoss?.description ?? "unknown"),
                ("measured", trace.time), ("instrument", trace.instrument),
            ]
            try page.say(head.map { TerminalText.padded($0.0, to: 10) + "  " + $0.1 } + [""])
            try page.table(events)
        }
    }

    private func values(_ index: Int) -> [DataValue] {
        let event = trace.events[index]
        let near = model.min { abs($0.at - event.distance.rawValue) < abs($1.at - event.distance.rawValue) }
        return [
            .int(index + 1), .thousandths(event.distance.rawValue), .word(event.kind),
            .thousandths(event.loss.rawValue),
            event.reflectance.map { .thousandths($0.rawValue) } ?? .null, near.map { .text($0.name) } ?? .null,
            near.map { .thousandths(event.distance.rawValue - $0.at) } ?? .null,
        ]
    }

    private var json: DataValue {
        .object([
            ("version", .int(trace.version)), ("cable", .text(trace.cable)), ("fibre", .text(trace.fibre)),
            ("wavelength_nm", .int(trace.wavelength_nm)), ("length_m", .thousandths(trace.length.rawValue)),
            ("launch_m", .thousandths(trace.launch.rawValue)),
            ("loss_db", trace.totalLoss.map { .thousandths($0.rawValue) } ?? .null),
            ("measured_at", .text(trace.time)), ("instrument", .text(trace.instrument)),
            (
                "events",
                .list(trace.events.indices.map { .object(Array(zip(Self.columns, values($0)).map { ($0, $1) })) })
            ),
        ])
    }
}

extension StrandMeasurement {
    /// What a trace tells of a strand.
    ///
    /// Its loss is unknown where the instrument worked out no total.
    ///
    /// - Throws: `PlantError` with code `badValue` for a trace without a fibre in it, or of a wavelength that no fibre of
    ///   a plant is measured at.
    package init(_ trace: SORTrace, strand: StrandAddress, file: String) throws(PlantError) {
        guard !trace.isDead else {
            throw PlantError(
                .badValue,
                "\(quoted(file)) shows no fibre: \(trace.events.isEmpty ? "it has no events" : "it ends where it begins")",
                hint: "see it with 'fiberplan import-results \(file) --show'")
        }
        guard (600...2000).contains(trace.wavelength_nm) else {
            throw PlantError(
                .badValue, "\(quoted(file)) has a wavelength of \(trace.wavelength_nm) nm, expected 600 to 2000")
        }
        self.init()
        address = strand
        wavelength_nm = trace.wavelength_nm
        loss = trace.totalLoss
        length = trace.length
        time = trace.time
        instrument = trace.instrument
        self.file = file
        let events = trace.events.map { event in
            DataValue.object([
                ("distance_m", .thousandths(event.distance.rawValue)), ("loss_db", .thousandths(event.loss.rawValue)),
                ("reflectance_db", event.reflectance.map { .thousandths($0.rawValue) } ?? .null),
                ("code", .text(event.code)),
            ])
        }
        remarks.metadata = DataValue.object([("events", .list(events))]).compactJSON
    }
}
