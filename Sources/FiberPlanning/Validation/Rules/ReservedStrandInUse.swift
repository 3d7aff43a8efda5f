import FiberModel

struct ReservedStrandInUse: DocumentedRule {
    let code = "STR005"
    let name = "reserved-strand-in-use"
    let severity = Severity.warning
    let subject = RecordKind.strand
    let summary = "No reserved strand is patched."
    let why = """
        Somebody kept this strand back for a purpose; a cord in it takes it away unasked.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            var strand = StrandException()
            strand.address = StrandAddress(trunk: "T1", strand: 2)
            strand.state = .reserved
            $0.extra = [Record(strand)]
        }
    }
    var nonTriggeringExample: TinyHall {
        TinyHall {
            var strand = StrandException()
            strand.address = StrandAddress(trunk: "T1", strand: 64)
            strand.state = .reserved
            $0.extra = [Record(strand)]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for row in plant.strands where row.state == .reserved {
            guard let use = StrandUse(row, in: plant) else { continue }
            let address = StrandAddress(trunk: plant.label(of: row.trunk), strand: row.strand)
            report.add(
                address.description, "the strand is reserved and \(use)",
                advice: "use another pair, or lift the reserve: fiberplan mark-strand \(address) --state ok")
        }
    }
}
