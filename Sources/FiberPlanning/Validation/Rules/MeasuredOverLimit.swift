import FiberModel

struct MeasuredOverLimit: DocumentedRule {
    let code = "MEA002"
    let name = "measured-over-limit"
    let severity = Severity.error
    let subject = RecordKind.strand
    let summary = "No strand was measured to lose more than its pairs, fibre, splices and bends may at worst."
    let why = """
        Something on the way is worse than its data sheet: a dirty face, a crushed fibre, a turn that nobody planned.
        """
    // Two array pairs of 0.75 dB, two LC pairs of 0.25, 10 m of fibre: 2.005 dB.
    var triggeringExample: TinyHall { TinyHall.measuring(2100) }
    var nonTriggeringExample: TinyHall { TinyHall.measuring(2000) }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        survey.checkMeasured(&report) { loss, known in
            guard loss > known.limit else { return nil }
            return ("it lost more when it was measured than it may at worst", known.limit)
        }
    }
}

extension ValidationContext {
    /// Hands every measured value over with what may and what should be found there.
    func checkMeasured(
        _ report: inout Report, _ fault: (Int, (limit: Int, expected: Int)) -> (message: String, limit: Int)?
    ) {
        guard !plant.measurements.isEmpty || plant.strands.contains(where: { $0.measuredLoss != nil }) else { return }
        for value in plant.measuredValues where plant.trunks[value.trunk.index].status != .retired {
            let type = plant.catalogue.cable(plant.trunks[value.trunk.index].type)
            let mode = type.flatMap { plant.catalogue.fibreClass(named: $0.fibreClass)?.mode } ?? .single
            let wavelength = value.wavelength_nm ?? mode.testWavelengths_nm[0]
            guard let known = light.survey.testLimit(value.trunk, wavelength_nm: wavelength),
                let fault = fault(value.loss.rawValue, known)
            else { continue }
            let (strand, place) = plant.place(value)
            report.add(
                strand, at: place, fault.message, actual: Measure(value.loss),
                limit: Measure(MilliDecibels(fault.limit)),
                advice:
                    "clean and inspect the faces, then measure again; a trace shows where: fiberplan import-results TRACE.sor --strand \(strand)"
            )
        }
    }
}
