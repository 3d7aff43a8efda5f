import FiberModel

struct MeasuredLengthDiffers: DocumentedRule {
    let code = "MEA004"
    let name = "measured-length-differs"
    let severity = Severity.warning
    let subject = RecordKind.strand
    let summary = "A tester found a strand as long as its trunk, but for a fifth of it and 20 m."
    let why = """
        A fibre that is longer or shorter than the trunk is another fibre, or the launch fibre was not taken off; then its loss is another's as well.
        """
    // The trunk is 10 m long: up to 32 m may be found.
    var triggeringExample: TinyHall { TinyHall.measuring(1000, length: 32_001) }
    var nonTriggeringExample: TinyHall { TinyHall.measuring(1000, length: 32_000) }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for row in plant.measurements {
            guard let found = row.length, let length = plant.trunks[row.trunk.index].length else { continue }
            let most = length.rawValue / 5 + 20_000
            guard abs((found - length).rawValue) > most else { continue }
            let strand = StrandAddress(trunk: plant.label(of: row.trunk), strand: row.strand).description
            report.add(
                strand, at: "\(row.wavelength_nm) nm", "its fibre was measured to be of another length than its trunk",
                actual: Measure(metres: found), limit: Measure(metres: length),
                advice:
                    "see that the trace is of this strand; a launch fibre is taken off with: fiberplan import-results TRACE.sor --strand \(strand) --launch LENGTH"
            )
        }
    }
}
