import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore

struct AddTrunk: AddCommand {
    static let kind = RecordKind.trunk
    static let configuration = CommandConfiguration(
        commandName: "add-trunk",
        abstract: "Adds a trunk between the rears of two cassettes.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-trunk T0042 --a DC1.A01-40 --z DC1.B05-40
              fiberplan add-trunk T0042 --a DC1.A01-40:R1 --z DC1.B05-40:R1 --type MXC-64-FLIP \\
                --length 35m --route "DROP-A01 TR1 TR2 DROP-B05" --status installed
              fiberplan add-trunk T0043 --a DC1.A01-39 --z DC1.B05-39 --auto-route --diverse-from T0042
            """))

    @Argument(help: "Its label, such as T0042.") var label: String
    @Option(help: "The rear connector of its A end: UNIT, or UNIT:Rn.") var a: String
    @Option(help: "The rear connector of its Z end: UNIT, or UNIT:Rn.") var z: String
    @Option(help: "A trunk type of the catalogue (default: MXC-64-FLIP).") var type: String?
    @Option(help: "Length, such as 35m.", transform: LengthArgument.parse) var length: Millimetres?
    @Option(help: "Segments in order from A to Z, separated by spaces.") var route: String?
    @Flag(help: "Find the best route, and the length to order where none is given.") var autoRoute = false
    @Option(
        help: ArgumentHelp(
            "Be of one diverse group with this trunk, and share nothing with it where --auto-route can (repeatable).",
            valueName: "trunk"))
    var diverseFrom: [String] = []
    @Option(help: "A group whose trunks are meant to share no segment and no tag.") var diverseGroup: String?
    @Option(help: "planned, installed, tested or retired (default: planned).") var status: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("a", a), ("z", z), ("type", type), ("length_mm", length?.text), ("route", route),
            ("status", status), ("diverse_group", diverseGroup),
        ] + remarks.values
    }

    func validate() throws {
        if autoRoute, route != nil { throw ValidationError("--auto-route and --route exclude each other.") }
        if !diverseFrom.isEmpty, diverseGroup != nil {
            throw ValidationError("--diverse-from and --diverse-group exclude each other.")
        }
    }

    func run() throws {
        guard autoRoute || !diverseFrom.isEmpty else { return try add() }
        let given = values.compactMap { column, text in text.map { (column: column, value: $0) } }
        guard case .trunk(var trunk) = try Schemas.schema(Self.kind).record(from: nil, setting: given) else { return }
        let said = try write.transact { transaction throws(PlantError) in
            let joined = try join(&trunk, transaction)
            // Its names are looked at before a route is searched for them, and it is written once, with its route.
            if let fault = transaction.faults(of: .trunk(trunk)).first { throw fault }
            let laid = autoRoute ? try lay(&trunk, transaction) : []
            try transaction.apply(.add(.trunk(trunk)))
            return joined + laid
        }.value
        Console.say("\(write.dryRun ? "would have " : "")added trunk \(trunk.label)")
        for line in said { Console.say(line) }
    }

    /// Puts the trunk into one group with those that it is to be diverse from, and answers who joined it.
    private func join(_ trunk: inout Trunk, _ transaction: Transaction) throws(PlantError) -> [String] {
        var twins: [Trunk] = []
        for label in diverseFrom {
            if case .trunk(let twin) = try transaction.record(.trunk, label) { twins.append(twin) }
        }
        let groups = Set(twins.compactMap(\.diverseGroup)).sorted()
        guard groups.count <= 1 else {
            throw PlantError(
                .badValue, "these trunks are of several diverse groups: \(groups.joined(separator: ", "))",
                hint: "a trunk is of one group; make them one with 'fiberplan set TRUNK diverse_group=\(groups[0])'")
        }
        guard let group = groups.first ?? twins.first?.label else { return [] }
        trunk.diverseGroup = group
        var said: [String] = []
        for var twin in twins where twin.diverseGroup == nil {
            twin.diverseGroup = group
            try transaction.apply(.replace(name: twin.label, with: .trunk(twin)))
            said.append("trunk \(twin.label) is of diverse group \(group) now")
        }
        return said
    }

    /// Finds the route, and answers what is reported of it.
    private func lay(_ trunk: inout Trunk, _ transaction: Transaction) throws(PlantError) -> [String] {
        let plant = try transaction.snapshot(of: .pathways)
        var router = AutoRouter(plant)
        let found = try router.route(.init(trunk, plant))
        try trunk.take(found, keepingLength: true, in: plant)
        let way = trunk.route.isEmpty ? "inside the rack" : trunk.route.joined(separator: " ")
        let lengths =
            "way \(found.length.way), needed \(found.length.needed), length \(trunk.length ?? found.length.order)"
        return ["route: \(way)", lengths] + router.remarks(on: found, trunk.label).map { "note: \($0)" }
    }
}

struct AddCord: AddCommand {
    static let kind = RecordKind.cord
    static let configuration = CommandConfiguration(
        commandName: "add-cord",
        abstract: "Adds a patch cord between two ports.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-cord C0001 --a DC1.A01-42:01 --z DC1.A01-40:01 --length 2m --colour yellow
              fiberplan add-cord C0002 --a DC1.A01-42:02 --type LC-AA-SM
            """))

    @Argument(help: "Its label, such as C0001.") var label: String
    @Option(help: "The port of its A end: UNIT:PORT.") var a: String
    @Option(help: "The port of its Z end; leave out while it hangs loose.") var z: String?
    @Option(help: "A cord type of the catalogue (default: LC-AB-SM).") var type: String?
    @Option(help: "Length, such as 2m.", transform: LengthArgument.parse) var length: Millimetres?
    @Option(help: "Its colour.") var colour: String?
    @Option(help: "planned, installed, tested or retired (default: planned).") var status: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("a", a), ("z", z), ("type", type), ("length_mm", length?.text), ("colour", colour),
            ("status", status),
        ] + remarks.values
    }
}

struct AddLink: AddCommand {
    static let kind = RecordKind.link
    static let configuration = CommandConfiguration(
        commandName: "add-link",
        abstract: "Adds a link: the required optical connection between two device ports.",
        discussion: paragraphs(
            """
            Its way over cords, cassettes and trunks is found, never stored: see 'fiberplan trace'.

            EXAMPLES
              fiberplan add-link L0001 --a DC1.A01-42:01 --z DC1.B05-42:01
              fiberplan add-link L0002 --a DC1.A01-42:02 --z DC1.B05-42:02 --optic 100G-CWDM4 --fec on
            """))

    @Argument(help: "Its label, such as L0001.") var label: String
    @Option(help: "The device port of its A end: UNIT:PORT.") var a: String
    @Option(help: "The device port of its Z end: UNIT:PORT.") var z: String
    @Option(help: "An optic of the catalogue (default: 100G-CLR4).") var optic: String?
    @Option(help: "Whether forward error correction runs at both ends: on or off.") var fec: String?
    @Option(help: "A group whose links are meant to share no segment and no tag.") var diverseGroup: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [("label", label), ("a", a), ("z", z), ("optic", optic), ("fec", fec), ("diverse_group", diverseGroup)]
            + remarks.values
    }
}
