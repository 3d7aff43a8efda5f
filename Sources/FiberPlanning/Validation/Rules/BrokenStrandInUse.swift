import FiberModel

struct BrokenStrandInUse: DocumentedRule {
    let code = "STR004"
    let name = "broken-strand-in-use"
    let severity = Severity.error
    let subject = RecordKind.strand
    let summary = "No broken strand is patched."
    let why = """
        A link on a broken strand is down, whatever the patch sheet says.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            var strand = StrandException()
            strand.address = StrandAddress(trunk: "T1", strand: 1)
            strand.state = .broken
            $0.extra = [Record(strand)]
        }
    }
    var nonTriggeringExample: TinyHall {
        TinyHall {
            var strand = StrandException()
            strand.address = StrandAddress(trunk: "T1", strand: 63)
            strand.state = .broken
            $0.extra = [Record(strand)]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for row in plant.strands where row.state == .broken {
            guard let use = StrandUse(row, in: plant) else { continue }
            let address = StrandAddress(trunk: plant.label(of: row.trunk), strand: row.strand)
            report.add(
                address.description, "the strand is broken and \(use)",
                advice:
                    "move the cord to a whole pair, or have the strand repaired: fiberplan mark-strand \(address) --state ok"
            )
        }
    }
}
