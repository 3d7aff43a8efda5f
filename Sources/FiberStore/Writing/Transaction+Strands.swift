import FiberModel

// What is noted of strands belongs to the glass: when a trunk is turned round it follows, and when the cable or a panel
// becomes another it stands in the way.

extension Transaction {
    /// Takes the notes off the strands of a trunk that is turned round, and answers how they read afterwards.
    ///
    /// - Throws: `PlantError` with code `inUse` where what was noted or measured would be of something else.
    func liftNotes(_ before: Record, _ after: Record) throws(PlantError) -> [Record] {
        switch (before.value, after.value) {
        case (let old as Trunk, let new as Trunk): return try liftNotes(old, new)
        case (let old as Cassette, let new as Cassette) where old.type != new.type:
            try checkUnmeasured(behind: old)
            return []
        default: return []
        }
    }

    private func liftNotes(_ old: Trunk, _ new: Trunk) throws(PlantError) -> [Record] {
        let isSameCable = old.type == new.type
        let ends = (old: [old.actualA, old.actualZ], new: [new.actualA, new.actualZ])
        let isTurned = ends.old[0] != ends.old[1] && ends.new == ends.old.reversed()
        let isSameLength = old.actualLength == new.actualLength
        if isSameCable, isSameLength, ends.old == ends.new { return [] }
        let notes = try notes(onStrandsOf: old.label)
        guard !notes.isEmpty else { return [] }
        guard isSameCable else {
            throw refusal(
                "trunk \(old.label) has \(Self.count(notes)), which are of a cable of type \(old.type)", old.label,
                notes)
        }
        let measured = notes.filter(\.isMeasured)
        // What an installer reports of a planned trunk is what was measured.
        let isReport = old.status == .planned && new.status != .planned
        if !measured.isEmpty, !isReport, !isSameLength || (ends.old != ends.new && !isTurned) {
            let what = isSameLength ? "between other ports" : "of another length"
            throw refusal(
                "trunk \(old.label) has \(Self.count(measured)), which would then be of a cable \(what)", old.label,
                measured)
        }
        guard isTurned else { return [] }
        return try turned(notes, strandMap(ofType: old.type))
    }

    /// Removes the notes and renumbers them from the other end.
    private func turned(_ notes: [Record], _ map: StrandMap) throws(PlantError) -> [Record] {
        var renumbered: [Record] = []
        for note in notes {
            try remove(note.kind, note.name)
            edits += 1
            switch note.value {
            case var strand as StrandException:
                strand.address.strand = map.far(strand.address.strand) ?? strand.address.strand
                renumbered.append(Record(strand))
            case var measurement as StrandMeasurement:
                measurement.address.strand = map.far(measurement.address.strand) ?? measurement.address.strand
                measurement.end = measurement.end?.other
                renumbered.append(Record(measurement))
            default: break
            }
        }
        return renumbered
    }

    /// The names of what is noted of the strands of a trunk, in the order of their numbers; nil for kinds that are not of
    /// strands, and where no trunk has this label.
    ///
    /// - Throws: `PlantError` with code `notFound` where nothing is noted.
    public func namesOfStrands(_ kind: RecordKind, ofTrunk label: String) throws(PlantError) -> [String]? {
        guard kind == .strand || kind == .measurement, try recordIfAny(.trunk, label) != nil else { return nil }
        let found = try notes(onStrandsOf: label).filter { $0.kind == kind }.map(\.name)
        guard !found.isEmpty else {
            throw PlantError(
                .notFound, "nothing is \(kind == .strand ? "noted" : "measured") of the strands of trunk \(label)")
        }
        return found
    }

    /// Strands that are marked or measured, in the order of their numbers.
    private func notes(onStrandsOf trunk: String) throws(PlantError) -> [Record] {
        var notes: [Record] = []
        for place in try names.dependents(of: .trunk, key: [try names.key(.trunk, trunk)])
        where place.kind == .strand || place.kind == .measurement {
            if let note = try names.record(place.kind, key: place.key) { notes.append(note) }
        }
        return notes
    }

    private func checkUnmeasured(behind cassette: Cassette) throws(PlantError) {
        let unit = try names.key(cassette.address).id
        let query = try connection.statement(
            "SELECT DISTINCT label FROM plug JOIN trunk ON trunk.id = trunk_id WHERE unit_id = ? ORDER BY label")
        query.bind(unit, at: 1)
        var trunks: [String] = []
        while try query.step() { trunks.append(query.text(0)) }
        for trunk in trunks {
            let measured = try notes(onStrandsOf: trunk).filter(\.isMeasured)
            guard !measured.isEmpty else { continue }
            throw refusal(
                "trunk \(trunk) has \(Self.count(measured)) through cassette \(cassette.address), of type \(cassette.type)",
                trunk, measured)
        }
    }

    private func refusal(_ message: String, _ trunk: String, _ notes: [Record]) -> PlantError {
        let kinds = Set(notes.map(\.kind))
        let commands = [RecordKind.measurement, .strand].filter(kinds.contains).map {
            "'fiberplan remove \($0.rawValue) \(trunk)'"
        }
        return PlantError(
            .inUse, message,
            hint:
                "if it is another cable, add it under a label of its own; if the notes are of no more use, first \(commands.joined(separator: " and "))"
        )
    }

    private static func count(_ notes: [Record]) -> String {
        let measured = notes.count(where: \.isMeasured)
        let marked = notes.count - measured
        let parts = [(measured, "measured value"), (marked, "marked strand")].filter { $0.0 > 0 }
        return parts.map { counted($0.0, $0.1) }.joined(separator: " and ")
    }

    /// The map of a trunk type.
    func strandMap(ofType name: String) throws(PlantError) -> StrandMap {
        let catalogue = try Catalogue(loading: connection, condition: "kind = 'trunk-type'")
        guard let key = catalogue.key(.trunkType, name), let type = catalogue.cable(key) else {
            throw PlantError(.notFound, "the catalogue has no trunk-type \(quoted(name))")
        }
        return type.strandMap
    }
}

extension Record {
    /// Whether it says what a tester found.
    var isMeasured: Bool {
        switch value {
        case is StrandMeasurement: true
        case let strand as StrandException: strand.measuredLoss != nil
        default: false
        }
    }
}
