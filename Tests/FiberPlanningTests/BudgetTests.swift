import FiberModel
import FiberPlanning
import FiberStore
import TestSupport
import Testing

/// Budgets against sums made by hand.
struct BudgetTests {
    /// Built-in figures: LC low-loss 0.25 dB; MXC 0.75 at most and 0.35 usually; fibre 0.47 dB/km at the 1271 nm
    /// of the weakest lane; two metres of cord 0.94, rounded up to 0.001 dB each; one right angle of at least 15 mm a quarter of 0.003, rounded up to 0.001.
    private func hall(_ change: (inout TinyHall) -> Void = { _ in }) throws -> LightSurvey {
        LightSurvey(try Store.holding(TinyHall(change).records).snapshot())
    }

    private func sums(_ survey: LightSurvey) throws -> (worst: Int?, expected: Int?) {
        let weakest = try #require(survey.light(of: LinkHandle(0)).lanes.weakest(under: nil))
        return (weakest.worst, weakest.expected)
    }

    /// Trunk length in mm, cord lengths in mm, radius of the fitting in mm, worst and expected in mdB.
    @Test(arguments: [
        // 0.5 + 1.5 + 0.0047 of 10 m + 0.001 + 0.001 + 0.001; usually 0.5 + 0.7 + 0.008 and the root of 2 × 0.4².
        (10_000, 2000, 180, 2008, 1774),
        // 100 m are 0.047 dB.
        (100_000, 2000, 180, 2050, 1816),
        // 1 km and cords of 50 m, 0.0235 each.
        (1_000_000, 50_000, 180, 2519, 2285),
        // One millimetre of cord still counts a thousandth.
        (10_000, 1, 180, 2008, 1774),
        // A turn at 15 mm is a quarter of 0.003 as well; at 14 mm a quarter of 0.1, at 7.5 to 9 mm a quarter of 0.5.
        (10_000, 2000, 15, 2008, 1774), (10_000, 2000, 14, 2032, 1798), (10_000, 2000, 10, 2032, 1798),
        (10_000, 2000, 9, 2132, 1898), (10_000, 2000, 8, 2132, 1898),
    ])
    func aBudgetIsTheSumOfTheHand(_ trunk: Int, _ cord: Int, _ radius: Int, _ worst: Int, _ expected: Int) throws {
        let survey = try hall {
            $0.trunk.length = Millimetres(trunk)
            for side in 0..<2 { $0.cords[side].length = Millimetres(cord) }
            $0.nodes[1].bendRadius = Millimetres(radius)
        }
        let found = try sums(survey)
        #expect(found.worst == worst && found.expected == expected)
    }

    /// A second trunk in series, with a cross-connect cord: four LC pairs, four array pairs, three cords.
    @Test(arguments: [(10_000, 4015, 3215), (500_000, 4245, 3445)])
    func twoTrunksInSeriesAddUp(_ length: Int, _ worst: Int, _ expected: Int) throws {
        // Bends: one right angle in each trunk.
        let survey = try hall { hall in
            let racks = hall.racks.map(\.address)
            for (rack, u) in [(racks[1], 38), (racks[0], 36)] {
                var cassette = Cassette()
                cassette.address = UnitAddress(rack: rack, u: u)
                hall.cassettes.append(cassette)
            }
            var second = hall.trunk
            (second.label, second.route, second.length) = ("T2", ["S2", "S1"], Millimetres(length))
            (second.a.unit, second.z.unit) = (hall.cassettes[2].address, hall.cassettes[3].address)
            var cross = hall.cords[0]
            (cross.label, cross.a) = ("CX", PortAddress(unit: hall.cassettes[1].address, port: 1))
            cross.z = PortAddress(unit: hall.cassettes[2].address, port: 1)
            hall.cords.append(cross)
            hall.devices[1].address = UnitAddress(rack: racks[0], u: 34)
            (hall.cords[1].a.unit, hall.link.z.unit) = (hall.devices[1].address, hall.devices[1].address)
            hall.cords[1].z = PortAddress(unit: hall.cassettes[3].address, port: 1)
            hall.extra = [Record(second)]
        }
        let light = survey.light(of: LinkHandle(0))
        #expect(light.polarity == .right && light.matedPairs == 8)
        // 4 × 0.25 + 4 × 0.75 + 10 m + the other length + 3 cords + two bends; the root of 4 × 0.4² is 0.8.
        let found = try sums(survey)
        #expect(found.worst == worst && found.expected == expected)
    }

    @Test func mixedGradesActAsTheWorse() throws {
        let survey = try hall {
            let body = """
                {"connectorA":"LC-duplex","connectorZ":"LC-duplex","grade":"standard","strandMap":[2,1],"polarity":"A-to-B",\\
                "fibreClass":"G.657.A2","stockLengths_mm":[2000]}
                """.replacing("\\\n", with: "")
            $0.extra = [
                Record(CatalogueEntry(kind: .cordType, name: "WORSE", source: "x", trust: .user, body: body))
            ]
            $0.cords[0].type = "WORSE"
        }
        // One pair of 0.25 becomes one of 0.75.
        #expect(try sums(survey).worst == 2508)
    }

    @Test func splicesCountByTheirNumber() throws {
        let hall = TinyHall.withCable(#""splices":2"#)
        let survey = LightSurvey(try Store.holding(hall.records).snapshot())
        #expect(try sums(survey).worst == 2608)
    }

    @Test(arguments: [0, 1])
    func whatIsNotKnownLeavesTheSumUnknown(_ fault: Int) throws {
        let survey = try hall {
            if fault == 0 { $0.cords[0].length = nil } else { $0.nodes[1].bendRadius = Millimetres(7) }
        }
        let light = survey.light(of: LinkHandle(0))
        #expect(light.arrives && light.lanes.allSatisfy { $0.worst == nil && $0.expected == nil })
    }

    @Test func theSumOfThePartsIsTheBudgetOfEveryLane() throws {
        for sample in ["two-row-hall", "faulty-hall"] {
            let survey = LightSurvey(try Store.sample(sample).snapshot())
            for index in 0..<survey.plant.links.count {
                let light = survey.light(of: LinkHandle(index: index))
                for lane in light.lanes {
                    let budget = try #require(survey.budget(of: light.link, lane: lane.lane, from: lane.from))
                    #expect(
                        budget.worst == lane.worst && budget.expected == lane.expected
                            && budget.measured == lane.measured)
                    guard let worst = budget.worst else { continue }
                    #expect(budget.items.reduce(0) { $0 + ($1.loss.max ?? 0) } == worst)
                }
            }
        }
    }

    @Test func allCoresFindWhatOneFinds() throws {
        let survey = LightSurvey(try Store.sample("two-row-hall").snapshot())
        var index = 0
        survey.forEachLight { light in
            let alone = survey.light(of: LinkHandle(index: index))
            #expect(light.link == alone.link && light.lanes == alone.lanes && light.polarity == alone.polarity)
            index += 1
        }
        #expect(index == survey.plant.links.count)
    }

    /// A measured permanent link stands for its pairs and fibre; the cords stay as they are.
    @Test func aMeasuredStrandTakesThePlaceOfItsParts() throws {
        let survey = try hall {
            var measurement = StrandMeasurement()
            (measurement.address, measurement.loss) = (StrandAddress(trunk: "T1", strand: 2), MilliDecibels(900))
            $0.extra = [Record(measurement)]
        }
        let lanes = survey.light(of: LinkHandle(0)).lanes
        // An A-to-B cord brings the fibre that A sends on to strand 2; the other direction takes strand 1.
        #expect(lanes.filter { $0.from == .a }.allSatisfy { $0.measured == 902 })
        #expect(lanes.filter { $0.from == .z }.allSatisfy { $0.measured == nil })
        #expect(survey.testLimit(TrunkHandle(0), wavelength_nm: 1310)?.limit == 2005)
    }

    // MARK: What if

    @Test(arguments: [
        ("tap=70/30", 2008 + 2100 + 500), ("tap=50/50", 2008 + 3500 + 500), ("bend=90 radius=10mm", 2008 + 25),
        ("bend=360 radius=15mm", 2008 + 3), ("cord=C1 length=52000mm", 2008 + 24), ("cord=C1 type=LC-AA-SM", 2008),
    ])
    func whatIsSupposedChangesTheSum(_ text: String, _ worst: Int) throws {
        let plant = try Store.holding(TinyHall().records).snapshot()
        var changes = Hypothesis()
        try changes.add(text, in: plant.catalogue)
        let survey = LightSurvey(plant, taking: changes.cords.compactMap(\.type))
        #expect(survey.budget(of: LinkHandle(0), lane: 0, from: .a, with: changes)?.worst == worst)
        #expect(survey.budget(of: LinkHandle(0), lane: 0, from: .a)?.worst == 2008)
    }

    @Test(arguments: ["tap=60/40", "bend=90 radius=5mm"])
    func whatNoSourceStatesStaysUnknown(_ text: String) throws {
        let plant = try Store.holding(TinyHall().records).snapshot()
        var changes = Hypothesis()
        try changes.add(text, in: plant.catalogue)
        #expect(LightSurvey(plant).budget(of: LinkHandle(0), lane: 0, from: .a, with: changes)?.worst == nil)
    }

    @Test(arguments: [
        "", "tap", "tap=90/10", "bend=90", "bend=x radius=1mm", "cord=C1 kind=x", "pair=2", "cord=C1 type=LC-AX-SM",
    ])
    func whatCannotBeSupposedIsSaid(_ text: String) throws {
        let plant = try Store.holding(TinyHall().records).snapshot()
        var changes = Hypothesis()
        #expect(throws: PlantError.self) { try changes.add(text, in: plant.catalogue) }
    }
}
