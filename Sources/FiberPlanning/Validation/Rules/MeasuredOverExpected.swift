import FiberModel

struct MeasuredOverExpected: DocumentedRule {
    let code = "MEA003"
    let name = "measured-over-expected"
    let severity = Severity.warning
    let subject = RecordKind.strand
    let summary = "No strand was measured to lose more than is to be expected of it."
    let why = """
        It passes, but not as its neighbours do: what is a little wrong today is what fails first.
        """
    // Array pairs of 0.35 dB usually and 0.75 at worst, LC pairs of 0.25: 1.2 and the root of 2 × 0.4², 1.77 dB.
    var triggeringExample: TinyHall { TinyHall.measuring(1800) }
    var nonTriggeringExample: TinyHall { TinyHall.measuring(1700) }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        survey.checkMeasured(&report) { loss, known in
            guard loss > known.expected, loss <= known.limit else { return nil }
            return ("it lost more when it was measured than is to be expected", known.expected)
        }
    }
}
