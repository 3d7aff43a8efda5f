import FiberModel

struct TransmitMeetsTransmit: Rule {
    let code = "POL001"
    let name = "transmit-meets-transmit"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Each fibre on which one end of a link sends ends where the other end receives."
    let why = """
        Two lasers that face each other stay dark on both sides: the fibres were swapped an even number of times on the way.
        """
    var breaks: TinyHall { TinyHall { $0.trunk.type = "MXC-64-STRAIGHT" } }
    var passes: TinyHall {
        TinyHall {
            $0.trunk.type = "MXC-64-STRAIGHT"
            $0.cords[1].type = "LC-AA-SM"
        }
    }

    func check(_ survey: Survey, _ report: inout Report) {
        let plant = survey.plant
        for (link, meet) in survey.links.sendsMeet.enumerated() where meet {
            let keys = survey.optics(of: link)
            // Optics that use different fibres cannot face each other in any way.
            guard survey.match(keys.a, keys.z)?.differsInFibres == false else { continue }
            let a = plant.address(of: plant.links.a[link])
            report.add(
                plant.links.labels[link],
                "transmit meets transmit between \(a) and \(plant.address(of: plant.links.z[link]))",
                advice: "swap one cord on the way between A-to-B and A-to-A, or use a trunk that flips pairs; "
                    + "see the way: fiberplan trace \(a)")
        }
    }
}
