import FiberModel

struct StrandOutOfRange: Rule {
    let code = "STR006"
    let name = "strand-out-of-range"
    let severity = Severity.error
    let subject = RecordKind.strand
    let summary = "What is said of a strand is said of one that the trunk has."
    let why = """
        A note on strand 65 of 64 was meant for another strand, which now carries traffic unmarked.
        """
    var breaks: TinyHall {
        TinyHall {
            var strand = StrandException()
            strand.address = StrandAddress(trunk: "T1", strand: 65)
            strand.state = .broken
            $0.extra = [.strand(strand)]
        }
    }
    var passes: TinyHall {
        TinyHall {
            var strand = StrandException()
            strand.address = StrandAddress(trunk: "T1", strand: 64)
            strand.state = .broken
            $0.extra = [.strand(strand)]
        }
    }

    func check(_ survey: Survey, _ report: inout Report) {
        let plant = survey.plant
        for row in plant.strands {
            let trunk = plant.trunks[row.trunk.index]
            guard let type = plant.catalogue.trunkType(trunk.type), row.strand > type.strands else { continue }
            let address = StrandAddress(trunk: trunk.label, strand: row.strand)
            report.add(
                address.description, "the trunk has no such strand",
                actual: Measure(number: row.strand, of: "strand"),
                limit: Measure(count: type.strands, "strands"),
                advice: "mark the strand that was meant, then: fiberplan remove strand \(address)")
        }
    }
}
