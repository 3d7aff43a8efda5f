import FiberExchange
import FiberModel
import FiberStore

extension RecordSource where Self: PlaceNaming {
    /// The one object that goes by `text`; nil for a device port without a row of its own.
    ///
    /// - Throws: ``PlantError`` with code `notFound` where there is none, `badValue` where there are several.
    func onlyRecord(named text: String, kind: String?) throws(PlantError) -> Record? {
        var found: [Record]
        do throws(PlantError) { found = try records(named: text) } catch {
            // What is no address may be a name with a slip in it.
            guard error.code == .badValue, let near = try suggestion(for: text) else { throw error }
            throw PlantError(.notFound, "no such object: \(quoted(text))", hint: near)
        }
        if let kind {
            let wanted = try Schema.named(kind).kind
            found = found.filter { $0.kind == wanted }
            // A device port without a row of its own is what its device says.
            if found.isEmpty, wanted != .devicePort { return try record(wanted, text) }
        }
        if found.count == 1 { return found[0] }
        guard found.isEmpty else {
            let kinds = found.map(\.kind.rawValue).joined(separator: ", ")
            throw PlantError(
                .badValue, "\(text) is the name of several objects: \(kinds)", hint: "say which with --kind")
        }
        if text.contains("/") { throw catalogueAbsence(of: text) }
        if case .port(let port) = try? Address(text), port.side == .front { return nil }
        if case .strand(let strand) = try? Address(text), (try? record(.trunk, strand.trunk)) != nil {
            throw PlantError(
                .notFound, "nothing is noted of strand \(strand)",
                hint:
                    "follow it with 'fiberplan trace \(strand)', note something with 'fiberplan mark-strand \(strand)'")
        }
        throw try absence(of: text)
    }

    private func catalogueAbsence(of text: String) -> PlantError {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, CatalogueKind(rawValue: parts[0]) != nil else {
            return PlantError(.notFound, "no such object: \(quoted(text))", hint: "waivers are named CODE/SUBJECT")
        }
        return PlantError(
            .notFound, "the plant has no row \(quoted(text)) of its own",
            hint: "see the catalogue with 'fiberplan catalogue show \(parts[0]) \(parts[1])'")
    }

    /// Why there is nothing of this name, with the nearest that there is.
    private func absence(of text: String) throws(PlantError) -> PlantError {
        let kinds: [RecordKind]
        switch try? Address(text) {
        case .rack: kinds = [.rack]
        case .unit: kinds = [.cassette, .device]
        case .strand: kinds = [.strand]
        default: kinds = [.trunk, .hall, .link, .cord, .node, .segment]
        }
        var first: PlantError?
        for kind in kinds {
            do { _ = try record(kind, text) } catch {
                if first == nil || (first?.hint == nil && error.hint != nil) { first = error }
            }
        }
        if kinds.count > 1, let hint = first?.hint {
            return PlantError(.notFound, "no such object: \(quoted(text))", hint: hint)
        }
        if kinds.count > 1 {
            return PlantError(
                .notFound, "no such object: \(quoted(text))",
                hint: try suggestion(for: text) ?? "see what there is with 'fiberplan list KIND'")
        }
        return first ?? PlantError(.notFound, "no such object: \(quoted(text))")
    }
}
