import FiberModel

struct StrandOutOfRange: DocumentedRule {
    let code = "STR006"
    let name = "strand-out-of-range"
    let severity = Severity.error
    let subject = RecordKind.strand
    let summary = "What is said of a strand is said of one that the trunk has."
    let why = """
        A note on strand 65 of 64 was meant for another strand, which now carries traffic unmarked.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            var strand = StrandException()
            strand.address = StrandAddress(trunk: "T1", strand: 65)
            strand.state = .broken
            $0.extra = [Record(strand)]
        }
    }
    var nonTriggeringExample: TinyHall {
        TinyHall {
            var strand = StrandException()
            strand.address = StrandAddress(trunk: "T1", strand: 64)
            strand.state = .broken
            $0.extra = [Record(strand)]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for row in plant.strands {
            check(
                row.trunk, row.strand, "mark the strand that was meant, then: fiberplan remove strand", "", plant,
                &report)
        }
        for row in plant.measurements {
            let measurement = "@\(row.wavelength_nm)\(row.end?.rawValue ?? "")"
            check(
                row.trunk, row.strand, "measure the strand that was meant, then: fiberplan remove measurement",
                measurement, plant, &report)
        }
    }

    private func check(
        _ handle: TrunkHandle, _ number: Int, _ advice: String, _ measurement: String, _ plant: Plant,
        _ report: inout Report
    ) {
        let trunk = plant.trunks[handle.index]
        guard let type = plant.catalogue.cable(trunk.type), number > type.strands else { return }
        let address = StrandAddress(trunk: trunk.label, strand: number)
        report.add(
            address.description,
            at: measurement.isEmpty ? nil : "measured\(measurement) nm".replacing("@", with: " at "),
            "the trunk has no such strand",
            actual: Measure(number: number, of: "strand"),
            limit: Measure(count: type.strands, "strands"),
            advice: "\(advice) \(address)\(measurement)")
    }
}
