import FiberModel

struct WaiverEnded: DocumentedRule {
    let code = "WVR001"
    let name = "waiver-ended"
    let severity = Severity.warning
    let subject = RecordKind.waiver
    let summary = "No waiver is past its last day."
    let why = """
        A waiver is a loan of time: when it ends, the fault counts again, and somebody should know why it was accepted.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            var waiver = Waiver()
            waiver.code = "BND002"
            waiver.subject = "T1"
            waiver.reason = "wider fitting is ordered"
            waiver.until = Day(secondsSince1970: 1_580_428_800)
            $0.extra = [Record(waiver)]
        }
    }
    var nonTriggeringExample: TinyHall {
        TinyHall {
            var waiver = Waiver()
            waiver.code = "BND002"
            waiver.subject = "T1"
            waiver.reason = "wider fitting is ordered"
            waiver.until = Day(secondsSince1970: 253_402_214_400)
            $0.extra = [Record(waiver)]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {

        for waiver in survey.plant.waivers where waiver.until < survey.today {
            report.add(
                "\(waiver.code)/\(waiver.subject)", "the waiver ended on \(waiver.until): \(waiver.reason)",
                advice: "correct what it was for, or: fiberplan remove waiver \(waiver.code)/\(waiver.subject)")
        }
    }
}
