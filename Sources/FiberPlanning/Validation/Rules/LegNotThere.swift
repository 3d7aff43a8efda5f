import FiberModel

struct LegNotThere: DocumentedRule {
    let code = "BRK002"
    let name = "leg-not-there"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary =
        "A link that ends in a leg of a port names one that the optic there has, and all legs of a port are of one way."
    let why = """
        An optic is run as one port or broken out in one of the ways that it has: lanes of other rates never mix on it.
        """
    var triggeringExample: TinyHall {
        .parallel {
            $0.link.a.part = 2; $0.link.z.part = 2
        }
    }
    var nonTriggeringExample: TinyHall { .parallel() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var ways: [PortHandle: (way: String, link: LinkHandle)] = [:]
        for link in plant.links.withLegs {
            for (end, port) in [(End.a, plant.links.a[link.index]), (.z, plant.links.z[link.index])] {
                let leg = plant.links.leg(link, end)
                guard leg > 0, let key = plant.opticKey(at: port), let optic = plant.catalogue.optic(key) else {
                    continue
                }
                let address = plant.address(of: link, end)
                let name = plant.catalogue.name(key)
                guard let way = plant.breakout(at: port, optic, wanted: plant.links.optic[link.index]) else {
                    let known = (optic.breakouts ?? []).map { "\($0.name) (\($0.optic))" }
                    report.add(
                        plant.label(of: link), at: address.description,
                        known.isEmpty
                            ? "\(name) cannot be broken out"
                            : "\(name) has no way to run as \(plant.catalogue.name(plant.links.optic[link.index])), only \(known.joined(separator: ", "))",
                        advice: known.isEmpty
                            ? "name the whole port, \(address.whole)" : "set the optic of the link to that of a leg")
                    continue
                }
                if way.legs.count < leg {
                    report.add(
                        plant.label(of: link), at: address.description, "\(name) as \(way.name) has no such leg",
                        actual: Measure(number: leg, of: "leg"), limit: Measure(count: way.legs.count, "legs"),
                        advice: "name a leg from 1 to \(way.legs.count)")
                }
                if let other = ways[port], other.way != way.name {
                    report.add(
                        plant.label(of: link), at: address.description,
                        "the port is run as \(way.name) for this link and as \(other.way) for \(plant.label(of: other.link))",
                        advice: "run all legs of a port in one way")
                }
                if ways[port] == nil { ways[port] = (way.name, link) }
            }
        }
    }
}
