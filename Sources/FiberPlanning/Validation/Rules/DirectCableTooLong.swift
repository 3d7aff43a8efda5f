import FiberModel

struct DirectCableTooLong: DocumentedRule {
    let code = "CRD004"
    let name = "direct-cable-too-long"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "A copper cable, or one with its transceivers on, is no longer than it is made."
    let why = """
        Copper carries a lane a few metres far, less at each new rate; a length that nobody makes is a link that does not come up.
        """
    var triggeringExample: TinyHall { TinyHall { Self.direct(&$0, metres: 15) } }
    var nonTriggeringExample: TinyHall { TinyHall { Self.direct(&$0, metres: 3) } }

    private static func direct(_ hall: inout TinyHall, metres: Int) {
        hall.cords[0].type = "DAC-SFP28"
        hall.cords[0].length = Millimetres(metres * 1000)
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        guard plant.hasDirectCables else { return }
        for cord in survey.liveCords {
            guard let type = plant.catalogue.cable(plant.cords.type[cord.index]), type.medium != .fibre,
                let longest = type.stockLengths_mm.max(), let length = plant.cords.length[cord.index], length > longest
            else { continue }
            let label = plant.label(of: cord)
            report.add(
                label, "\(plant.catalogue.name(plant.cords.type[cord.index])) is not made so long",
                actual: Measure(metres: length), limit: Measure(metres: longest),
                advice:
                    "take optics and fibre, or put the devices nearer and say: fiberplan set \(label) length_mm=\(longest.rawValue)"
            )
        }
    }
}
