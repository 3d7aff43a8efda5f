import FiberModel

struct LinkNotConnected: DocumentedRule {
    let code = "LNK001"
    let name = "link-not-connected"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Every fibre of a link leads from the port at either end to a device."
    let why = """
        Cords, cassettes and trunks are the truth; where they stop, so does the light.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cords.removeLast() } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (link, faults) in survey.links.faulty {
            guard case (let from, let end)? = faults.view(\.stop) else { continue }
            var note = ""
            if case .noTrunk(let rear) = end { note = survey.noteOfRetired(at: rear) }
            let (near, far) = survey.ends(of: link, from: from)
            // A port of the link itself that is not there: nothing leads to it.
            let missing = [("a", plant.links.a[link.index]), ("z", plant.links.z[link.index])]
                .first { end == .noSuchPort($0.1) && !plant.hasFront($0.1) }
            report.add(
                plant.label(of: link), at: end.place(in: plant),
                "no light from \(near) to \(far): \(end.reason(in: plant))\(note)",
                advice: missing.map { column, _ in
                    "correct the link: fiberplan set \(plant.label(of: link)) \(column)=UNIT:PORT"
                } ?? "see where it stops: fiberplan trace \(near)")
        }
    }
}
