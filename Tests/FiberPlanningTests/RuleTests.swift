import FiberModel
import FiberPlanning
import FiberStore
import Foundation
import TestSupport
import Testing

struct RuleTests {
    private func findings(_ hall: TinyHall, _ options: ValidationOptions) throws -> [Finding] {
        Validator.validate(try Store.holding(hall.records).snapshot(), options).findings
    }

    private func only(_ code: String) -> ValidationOptions {
        var options = ValidationOptions(today: Day(secondsSince1970: 1_767_225_600))
        options.only = [code]
        options.severity = .info
        return options
    }

    @Test(arguments: Rules.all.map(\.code))
    func itsExampleBreaksItAndTheOtherPasses(_ code: String) throws {
        let rule = try #require(Rules.rule(code))
        let broken = try findings(rule.triggeringExample, only(code))
        #expect(!broken.isEmpty, "the example does not break \(code)")
        #expect(
            broken.allSatisfy {
                $0.code == code && $0.severity <= rule.severity && !$0.message.isEmpty && !$0.advice.isEmpty
            })
        #expect(try findings(rule.nonTriggeringExample, only(code)).isEmpty)
    }

    /// The list of rules is made of the files in which they stand.
    @Test func everyRuleIsInTheList() throws {
        let folder = "Sources/FiberPlanning/Validation/Rules"
        var names: [(code: String, type: String)] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: Checkout.path(folder)) {
            let lines = try Checkout.text("\(folder)/\(file)").split(separator: "\n")
            for (place, line) in lines.enumerated() where line.contains(": DocumentedRule {") {
                let type = line.split(separator: " ").drop { $0 != "struct" }.dropFirst().first?.dropLast()
                let code = lines[place...].first { $0.contains("let code = ") }?.split(separator: "\"")[1]
                names.append((String(try #require(code)), String(try #require(type))))
            }
        }
        let list = names.sorted { $0.code < $1.code }.map { "        \($0.type)(),\n" }.joined()
        let text = """
            // Made from the files of this folder by `make golden`.

            extension Rules {
                /// Every rule there is, by code.
                public static let all: [any DocumentedRule] = [
            \(list)    ]
            }

            """
        let difference = try Golden.difference(text, "\(folder)/RuleList.swift")
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func codesAreInOrderAndOfOneForm() {
        let codes = Rules.all.map(\.code)
        #expect(codes == codes.sorted() && Set(codes).count == codes.count)
        for rule in Rules.all {
            #expect(
                rule.code.count == 6 && rule.code.prefix(3).allSatisfy(\.isUppercase) && Int(rule.code.suffix(3)) != nil
            )
            #expect(rule.summary.hasSuffix(".") && rule.why.hasSuffix("."))
        }
    }

    @Test func inTheTinyHallEverythingIsRight() throws {
        let options = ValidationOptions(today: try Day("2026-01-01"))
        #expect(try findings(TinyHall(), options).isEmpty)
    }

    // MARK: Bend radius, against numbers worked out by hand

    /// The default trunk: G.657.B fibre, 7.5 mm; 9 mm cable, 90 mm at rest and 180 mm pulled.
    @Test(arguments: [
        (0, ["BND001", "BND002", "BND003", "BND005"]), (7, ["BND001", "BND002", "BND003", "BND005"]),
        (8, ["BND002", "BND003"]),
        (89, ["BND002", "BND003"]), (90, ["BND003"]), (179, ["BND003"]), (180, []), (300, []),
    ])
    func aBendIsHeldToFibreAndCable(_ radius: Int, _ codes: [String]) throws {
        let found = try findings(TinyHall { $0.nodes[1].bendRadius = Millimetres(radius) }, only("BND"))
        #expect(found.map(\.code) == codes)
        for finding in found {
            #expect(finding.subject == "T1")
            #expect(finding.place == "N1, S1 → S2, 90°")
            #expect(finding.actual == Measure(Millimetres(radius)))
        }
        let limits = ["BND001": 7500, "BND002": 90_000, "BND003": 180_000, "BND005": 7500]
        for finding in found { #expect(finding.limit == Measure(Micrometres(limits[finding.code]!))) }
    }

    @Test(arguments: [
        ("G.652.D", 29, true), ("G.652.D", 30, false), ("G.657.A1", 9, true), ("G.657.A1", 10, false),
        ("G.657.A2", 7, true),
        ("G.657.A2", 8, false), ("G.657.B2", 7, true), ("G.657.B3", 4, true), ("G.657.B3", 5, false),
        ("G.657.B", 7, true),
        ("G.657.B", 8, false),
    ])
    func aFibreClassHasItsOwnRadius(_ fibre: String, _ radius: Int, _ breaks: Bool) throws {
        let hall = TinyHall {
            let body = """
                {"connector":"MXC-64","grade":"standard","strands":64,"strandMap":\(StrandMap.straight(64).positions),\
                "fibreClass":"\(fibre)","colourScheme":"TIA-598","stockLengths_mm":[]}
                """
            $0.extra = [
                Record(CatalogueEntry(kind: .trunkType, name: "MINE", source: "x", trust: .user, body: body))
            ]
            $0.trunk.type = "MINE"
            $0.nodes[1].bendRadius = Millimetres(radius)
        }
        #expect(try findings(hall, only("BND001")).isEmpty != breaks)
        // Nothing is known of this cable, and an unknown limit never passes in silence.
        #expect(try findings(hall, only("LIM001")).map(\.place) == ["outerDiameter_um"])
    }

    @Test func aDataSheetOverridesTheRuleOfTheTrade() throws {
        let hall = TinyHall {
            let body = """
                {"connector":"MXC-64","grade":"standard","strands":64,"strandMap":\(StrandMap.straight(64).positions),\
                "fibreClass":"G.657.B","colourScheme":"TIA-598","stockLengths_mm":[],\
                "outerDiameter_um":{"value":9000,"trust":"vendor","source":"x"},\
                "bendRadiusAtRest_um":{"value":45500,"trust":"vendor","source":"x"}}
                """
            $0.extra = [
                Record(CatalogueEntry(kind: .trunkType, name: "MINE", source: "x", trust: .user, body: body))
            ]
            $0.trunk.type = "MINE"
            $0.nodes[1].bendRadius = Millimetres(45)
        }
        let found = try findings(hall, only("BND"))
        #expect(found.map(\.code) == ["BND002", "BND003"])
        #expect(found.map(\.limit) == [Measure(Micrometres(45_500)), Measure(Micrometres(180_000))])
    }

    @Test func everyBendOfTheRouteIsChecked() throws {
        let hall = TinyHall {
            $0.nodes[2].kind = .junction
            let rack = $0.nodes[2].rack
            $0.nodes[2].rack = nil
            var entry = $0.nodes[2]
            (entry.label, entry.kind, entry.rack, entry.z) = ("NE", .rackEntry, rack, Millimetres(2200))
            $0.nodes.append(entry)
            var drop = $0.segments[1]
            (drop.label, drop.a, drop.z, drop.kind) = ("S3", "NE", "NB", .drop)
            $0.segments.append(drop)
            $0.trunk.route = ["S1", "S2", "S3"]
            for index in $0.segments.indices { $0.segments[index].bendRadius = Millimetres(100) }
        }
        #expect(try findings(hall, only("BND")).map(\.place) == ["N1, S1 → S2, 90°", "NB, S2 → S3, 90°"])
    }

    // MARK: Strand counts, against numbers worked out by hand

    @Test(
        arguments: [
            ("MXC-64-FLIP", "MXC-64-LC-32", [], nil, nil), ("MXC-64-FLIP", "MXC-32-LC-16", ["STR001"], 64, 32),
            ("MXC-32-FLIP", "MXC-64-LC-32", ["STR002"], 32, 64),
            ("MXC-64-FLIP-48", "MXC-64-LC-32", ["STR002", "STR002"], 48, 64),
            ("MXC-8-FLIP", "MXC-16-LC-8", ["STR002"], 8, 16),
        ] as [(String, String, [String], Int?, Int?)])
    func aTrunkIsCountedAgainstItsCassettes(
        _ trunk: String, _ cassette: String, _ codes: [String], _ strands: Int?, _ positions: Int?
    ) throws {
        let hall = TinyHall {
            $0.trunk.type = trunk
            $0.cassettes[1].type = cassette
            if trunk.contains("32") { $0.cassettes[0].type = "MXC-32-LC-16" }
            if trunk.contains("MXC-8-") { $0.cassettes[0].type = "MXC-8-LC-4" }
        }
        var options = only("STR001")
        options.only = ["STR001", "STR002"]
        let found = try findings(hall, options)
        #expect(found.map(\.code) == codes)
        if let strands, let positions {
            #expect(
                found[0].actual == Measure(count: strands, "strands")
                    && found[0].limit == Measure(count: positions, "positions"))
        }
    }

    /// 48 strands feed pairs 1 to 24 of 32.
    @Test(arguments: [(1, true), (24, true), (25, false), (32, false)])
    func pairsInUseAreCountedAgainstPairsThere(_ port: Int, _ isFed: Bool) throws {
        let hall = TinyHall {
            $0.trunk.type = "MXC-64-FLIP-48"
            $0.cords[0].z?.port = port
        }
        let found = try findings(hall, only("STR003"))
        #expect(found.isEmpty == isFed)
        if let finding = found.first {
            #expect(finding.limit == Measure(count: 24, "pairs there"))
            #expect(finding.place == "port \(port)")
        }
    }

    @Test(arguments: [(1, true), (2, true), (3, false), (64, false)])
    func aBrokenStrandMattersWhereItIsInUse(_ strand: Int, _ inUse: Bool) throws {
        let hall = TinyHall {
            var exception = StrandException()
            exception.address = StrandAddress(trunk: "T1", strand: strand)
            exception.state = .broken
            $0.extra = [Record(exception)]
        }
        let found = try findings(hall, only("STR004"))
        #expect(found.isEmpty != inUse)
        if let finding = found.first { #expect(finding.message.contains("carries link L1, patched by cords C1, C2")) }
    }

    // MARK: Racks

    @Test(arguments: [
        (42, 1, 41, 1, false), (42, 2, 41, 1, true), (42, 4, 39, 1, true), (42, 3, 39, 1, false), (2, 3, 40, 1, false),
    ])
    func unitsOverlapWhereTheirSpansDo(_ u: Int, _ height: Int, _ otherU: Int, _ otherHeight: Int, _ overlap: Bool)
        throws
    {
        let hall = TinyHall {
            $0.cassettes.removeAll { $0.address.rack.grid == "A01" }
            $0.devices[0].address.u = u
            $0.devices[0].heightU = height
            var other = $0.devices[0]
            (other.address.u, other.heightU) = (otherU, otherHeight)
            $0.devices.append(other)
            $0.cords = []
        }
        let records = hall.records.filter { $0.kind != .trunk && $0.kind != .link }
        let plant = try Store.holding(records).snapshot()
        let found = Validator.validate(plant, only("RCK")).findings
        #expect(found.contains { $0.code == "RCK001" } == overlap)
        #expect(found.contains { $0.code == "RCK002" } == (u - height + 1 < 1))
    }

    @Test func unitsSideBySideDoNotOverlap() throws {
        let hall = TinyHall {
            var left = $0.cassettes[0]
            left.address = UnitAddress(rack: left.address.rack, u: 30, slot: 1)
            var right = left
            right.address.slot = 2
            $0.cassettes += [left, right]
        }
        #expect(try findings(hall, only("RCK001")).isEmpty)
    }

    // MARK: What is kept

    @Test func aWaiverHoldsToItsLastDay() throws {
        let lastDay = try Day("2026-06-30")
        let hall = TinyHall {
            $0.nodes[1].bendRadius = Millimetres(100)
            var waiver = Waiver()
            (waiver.code, waiver.subject, waiver.reason, waiver.until) = ("BND003", "T1", "ordered", lastDay)
            $0.extra = [Record(waiver)]
        }
        let plant = try Store.holding(hall.records).snapshot()
        var options = ValidationOptions(today: try Day("2026-06-30"))
        let during = Validator.validate(plant, options)
        #expect(during.findings.isEmpty && during.waived.count == 1 && !during.hasErrors)
        options.today = try Day("2026-07-01")
        let after = Validator.validate(plant, options)
        #expect(after.findings.map(\.code) == ["BND003", "WVR001"] && after.waived.isEmpty && after.hasErrors)
    }

    @Test func onlyIgnoreAndSeverityChoose() throws {
        let plant = try Store.sample("faulty-hall").snapshot()
        var options = ValidationOptions(today: try Day("2026-01-01"))
        options.severity = .info
        let all = Validator.validate(plant, options).findings
        options.severity = .error
        #expect(Validator.validate(plant, options).findings == all.filter { $0.severity == .error })
        options.severity = .info
        options.only = ["BND", "RCK001"]
        options.ignore = ["BND002"]
        let some = Validator.validate(plant, options).findings
        #expect(some == all.filter { ($0.code.hasPrefix("BND") && $0.code != "BND002") || $0.code == "RCK001" })
        #expect(zip(all, all.dropFirst()).allSatisfy { !Finding.precedes($1, $0) })
    }
}
