import FiberModel

struct FillUnknown: DocumentedRule {
    let code = "FIL003"
    let name = "fill-unknown"
    let severity = Severity.warning
    let subject = RecordKind.segment
    let summary = "Of every segment that trunks run on it is known how full it is."
    let why = """
        Without the measures of a tray, or the diameter of a cable in it, it is unknown whether the next one fits.
        """
    var triggeringExample: TinyHall { TinyHall { $0.segments[0].width = nil } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var used = Set<SegmentHandle>()
        var unsized: [SegmentHandle: Set<Catalogue.Key>] = [:]
        for (trunk, row) in survey.liveTrunks {
            let route = plant.route(of: trunk)
            used.formUnion(route)
            guard plant.catalogue.cable(row.type)?.outerDiameter_um == nil else { continue }
            for segment in route { unsized[segment, default: []].insert(row.type) }
        }
        for segment in used {
            let label = plant.segments[segment.index].label
            if survey.fill.share(of: segment) == nil {
                report.add(
                    label, "trunks run on it and its cross-section is not known",
                    advice: "measure it and say: fiberplan set \(label) width_mm=… depth_mm=…")
            }
            let unknown = survey.fill.cablesOfUnknownSize(in: segment)
            if unknown > 0 {
                report.add(
                    label, at: "cables",
                    "\(unknown) of the cables in it \(unknown == 1 ? "has" : "have") no known outer diameter",
                    advice: Self.advice(unsized[segment] ?? [], plant))
            }
        }
    }

    private static func advice(_ types: Set<Catalogue.Key>, _ plant: Plant) -> String {
        let rows = types.compactMap { plant.catalogue.entry($0) }.sorted { naturallyPrecedes($0.name, $1.name) }
        guard let first = rows.first else { return "say the outer diameter of their types" }
        let name = "\(first.kind.rawValue) \(first.name)"
        return "say the outer diameter of \(rows.map(\.name).joined(separator: ", ")): "
            + "fiberplan catalogue add \(name) --like \(first.name) --set outerDiameter_um=…"
    }
}
