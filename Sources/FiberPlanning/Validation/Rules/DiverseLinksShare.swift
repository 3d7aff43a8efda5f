import FiberModel

struct DiverseLinksShare: DocumentedRule {
    let code = "DIV002"
    let name = "diverse-links-share"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Links of one diverse group share no trunk, no segment and no tag."
    let why = """
        Two links that back each other up and lie in one tray are one link with two bills.
        """
    var triggeringExample: TinyHall { Self.hall("PAIR-1") }
    var nonTriggeringExample: TinyHall { Self.hall(nil) }

    /// A second link over the same trunk.
    private static func hall(_ group: String?) -> TinyHall {
        TinyHall {
            $0.link.diverseGroup = "PAIR-1"
            var twin = $0.link
            (twin.label, twin.a.port, twin.z.port, twin.diverseGroup) = ("L2", 2, 2, group)
            for side in 0..<2 {
                var cord = $0.cords[side]
                (cord.label, cord.a.port) = ("C\(side + 3)", 2)
                cord.z?.port = 2
                $0.cords.append(cord)
            }
            $0.extra = [Record(twin)]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (group, links) in plant.links.diverseGroups {
            let members = links.map { link in
                Diversity.Member(
                    plant.label(of: link), over: plant.cables(under: link), isTrunk: false, in: plant)
            }
            Diversity.check(members, of: group, &report) {
                "trace it with 'fiberplan trace \($0)' and patch one over other trunks"
            }
        }
    }

    /// The trunks that any fibre of a link runs over, as far as it can be followed from either end.
    static func trunks(under link: LinkHandle, _ plant: Plant) -> [TrunkHandle] {
        var trunks: Set<TrunkHandle> = []
        let hasMux = plant.hasMux
        for (port, end) in [(plant.links.a[link.index], End.a), (plant.links.z[link.index], .z)] {
            let optic = plant.catalogue.optic(plant.opticKey(of: link, end))
            for light in OpticFace(optic, byWavelength: hasMux).lights {
                let path = Trace.fromDevice(
                    port, position: light.position, wavelength: light.wavelength, on: plant)
                for case .trunk(let trunk, _, _) in path.hops { trunks.insert(trunk) }
            }
        }
        return trunks.sorted()
    }
}

extension Plant {
    /// The trunks that any fibre of a link runs over, and its cords that lie on pathways.
    package func cables(under link: LinkHandle) -> [TrunkHandle] {
        DiverseLinksShare.trunks(under: link, self)
            + (pathwayRows.isEmpty ? [] : link.cords(in: self).compactMap { pathwayRow(of: $0) }.sorted())
    }
}
