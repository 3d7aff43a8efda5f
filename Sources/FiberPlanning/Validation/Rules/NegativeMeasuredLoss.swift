import FiberModel

struct NegativeMeasuredLoss: DocumentedRule {
    let code = "MEA001"
    let name = "negative-measured-loss"
    let severity = Severity.error
    let subject = RecordKind.strand
    let summary = "No strand was measured at a negative loss."
    let why = """
        Fibre does not amplify. A gain means that the reference was set badly, and then every value of that session is wrong.
        """
    var triggeringExample: TinyHall { TinyHall.measuring(-1) }
    var nonTriggeringExample: TinyHall { TinyHall.measuring(0) }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        for value in survey.plant.measuredValues where value.loss.rawValue < 0 {
            let (strand, place) = survey.plant.place(value)
            report.add(
                strand, at: place, "a loss below nothing was measured", actual: Measure(value.loss),
                limit: Measure(MilliDecibels(0)), advice: "set the reference of the tester again and measure again")
        }
    }
}
