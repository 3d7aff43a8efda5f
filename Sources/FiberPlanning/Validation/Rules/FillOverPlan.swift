import FiberModel

struct FillOverPlan: DocumentedRule {
    let code = "FIL001"
    let name = "fill-over-plan"
    let severity = Severity.warning
    let subject = RecordKind.segment
    let summary = "No segment is filled beyond what is planned for it, 40 % unless it says otherwise."
    let why = """
        Cables never lie as neatly as circles in a drawing, and the next trunk has to fit as well; beyond plan a tray is living on its reserve.
        """
    // One cable of 9 mm takes 42 % of 10 × 15 mm.
    var triggeringExample: TinyHall {
        TinyHall { ($0.segments[0].width, $0.segments[0].depth) = (Millimetres(10), Millimetres(15)) }
    }
    var nonTriggeringExample: TinyHall {
        TinyHall { ($0.segments[0].width, $0.segments[0].depth) = (Millimetres(10), Millimetres(16)) }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        survey.checkFill(&report) { share, row in
            share * 100 > Double(row.planFill.rawValue) && share * 100 <= Double(row.hardFill.rawValue)
                ? row.planFill : nil
        }
    }
}
