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
        for (trunk, _) in survey.liveTrunks { used.formUnion(plant.route(of: trunk)) }
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
                    advice: "set outerDiameter_um of their trunk type; see LIM001")
            }
        }
    }
}
