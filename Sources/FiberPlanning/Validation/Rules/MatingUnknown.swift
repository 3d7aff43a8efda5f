import FiberModel

struct MatingUnknown: DocumentedRule {
    let code = "MAT006"
    let name = "mating-unknown"
    let severity = Severity.info
    let subject = RecordKind.catalogueEntry
    let summary = "Every array connector in use says whether it has guide pins."
    let why = """
        What says nothing of its pins is not checked where it meets another; said once of its type, it is checked everywhere.
        """
    var triggeringExample: TinyHall { .parallel { $0.cords[0].type = "MPO-12-B-SM" } }
    var nonTriggeringExample: TinyHall { .parallel() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        var joints: [String: Int] = [:]
        for (kind, count) in zip(survey.joints.kinds, survey.joints.counts) {
            for side in [kind.plug, kind.other] where side.isPinned == nil { joints[side.advice, default: 0] += count }
        }
        for (row, count) in joints.sorted(by: { naturallyPrecedes($0.key, $1.key) }) {
            report.add(
                row, "does not say whether it has guide pins; \(counted(count, "joint")) cannot be checked",
                advice:
                    "use a type that says so, or add your own: fiberplan catalogue add \(row.replacing("/", with: " ")) --like \(row.split(separator: "/").last ?? "")"
            )
        }
    }
}
