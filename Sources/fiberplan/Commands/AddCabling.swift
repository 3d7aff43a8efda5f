import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore

struct AddTrunk: AddCommand, ListedCommand {
    static let place = HelpPlace(.describe, 8)
    static let configuration = CommandConfiguration(
        commandName: "add-trunk",
        abstract: "Adds a trunk between two panels or cassettes.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-trunk T0042 --a DC1.A01-40 --z DC1.B05-40
              fiberplan add-trunk T0042 --a DC1.A01-40:R1 --z DC1.B05-40:R1 \\
                --type MXC-64-FLIP --length 35m --status installed \\
                --route "DROP-A01 TR1 TR2 DROP-B05"
              fiberplan add-trunk T0043 --a DC1.A01-39 --z DC1.B05-39 --auto-route --diverse-from T0042
              fiberplan add-trunk T0044 --type MPO-12x12-BASE8-B-M \\
                --a DC1.A01-38:R1 --more-a DC1.A01-38:R2-R12 \\
                --z DC1.B05-38:R1 --more-z DC1.B05-38:R2-R12
            """))

    @OptionGroup var fields: FieldOptions<Trunk>
    @Flag(help: "Find the best route, and the length to order where none is given.") var autoRoute = false
    @Option(
        help: ArgumentHelp(
            "Be of one diverse group with this trunk, and share nothing with it where --auto-route can (repeatable).",
            valueName: "trunk"))
    var diverseFrom: [String] = []
    @OptionGroup var write: WriteOptions

    func validate() throws {
        if autoRoute, has("route") { throw ValidationError("--auto-route and --route exclude each other.") }
        if !diverseFrom.isEmpty, has("diverse_group") {
            throw ValidationError("--diverse-from and --diverse-group exclude each other.")
        }
    }

    private func has(_ column: String) -> Bool { fields.given.contains { $0.column == column } }

    func run() throws {
        guard autoRoute || !diverseFrom.isEmpty else { return try add() }
        let (label, said) = try write.transact { transaction throws(PlantError) in
            var trunk = try fields.value(naming: transaction)
            let joined = try join(&trunk, transaction)
            // Its names are looked at before a route is searched for them, and it is written once, with its route.
            if let fault = transaction.faults(of: Record(trunk)).first { throw fault }
            let laid = autoRoute ? try lay(&trunk, transaction) : []
            try transaction.apply(.add(Record(trunk)))
            return (trunk.label, joined + laid)
        }.value
        Console.say("\(write.dryRun ? "would have " : "")added trunk \(label)")
        for line in said { Console.say(line) }
    }

    /// Puts the trunk into one group with those that it is to be diverse from, and answers who joined it.
    private func join(_ trunk: inout Trunk, _ transaction: Transaction) throws(PlantError) -> [String] {
        var twins: [Trunk] = []
        for label in diverseFrom {
            if let twin = try transaction.record(.trunk, label).as(Trunk.self) { twins.append(twin) }
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
            try transaction.apply(.replace(name: twin.label, with: Record(twin)))
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
        return routed(trunk.label, trunk.route, trunk.length ?? found.length.order, found, router)
    }
}

/// What is said of a route that was found for a cable.
private func routed(
    _ label: String, _ segments: [String], _ length: Millimetres, _ route: Route, _ router: AutoRouter
) -> [String] {
    let way = segments.isEmpty ? "inside the rack" : segments.joined(separator: " ")
    return ["route: \(way)", "way \(route.length.way), needed \(route.length.needed), length \(length)"]
        + router.remarks(on: route, label).map { "note: \($0)" }
}

struct AddCord: AddCommand, ListedCommand {
    static let place = HelpPlace(.describe, 10)
    static let configuration = CommandConfiguration(
        commandName: "add-cord",
        abstract: "Adds a patch cord between two ports.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-cord C0001 --a DC1.A01-42:01 --z DC1.A01-40:01 --length 2m --colour yellow
              fiberplan add-cord C0002 --a DC1.A01-42:02 --type LC-AA-SM
              fiberplan add-cord C0003 --a DC1.A01-42:03 --z DC1.B05-42:03 --auto-route
            """))

    @OptionGroup var fields: FieldOptions<Cord>
    @Flag(help: "Find the best route to another rack, and the length to order where none is given.")
    var autoRoute = false
    @OptionGroup var write: WriteOptions

    func validate() throws {
        if autoRoute, fields.given.contains(where: { $0.column == "route" }) {
            throw ValidationError("--auto-route and --route exclude each other.")
        }
    }

    func run() throws {
        guard autoRoute else { return try add() }
        let (label, said) = try write.transact { transaction throws(PlantError) in
            var cord = try fields.value(naming: transaction)
            if let fault = transaction.faults(of: Record(cord)).first { throw fault }
            let plant = try transaction.snapshot(of: .pathways)
            var router = AutoRouter(plant)
            let others = cord.diverseGroup.map { group in plant.segments(ofGroup: group) } ?? []
            let found = try router.route(cord, clearOf: others)
            try cord.take(found, in: plant)
            try transaction.apply(.add(Record(cord)))
            return (cord.label, routed(cord.label, cord.route, cord.length ?? found.length, found.route, router))
        }.value
        Console.say("\(write.dryRun ? "would have " : "")added cord \(label)")
        for line in said { Console.say(line) }
    }
}

struct AddHarness: ListedCommand {
    static let place = HelpPlace(.describe, 15)
    static let configuration = CommandConfiguration(
        commandName: "add-harness",
        abstract: "Adds a cord with several plugs: a breakout, a conversion, a shuffle.",
        discussion: paragraphs(
            """
            Ports are named plug by plug; '-' is a leg that hangs loose, UNIT:2-5 stands for ports 2 to 5. A harness is
            a cord with legs, and is listed, set and removed as one.

            EXAMPLES
              fiberplan add-harness C0100 MPO-12-4xLC-SM-F --a leaf-1:Ethernet5/1 \\
                --z nodes-1:01 --z nodes-1:02 --z nodes-2:01 --z -
              fiberplan add-harness C0101 MPO-16-8xLC-SM-F --a DC1.A01-42:01 --z DC1.A01-40:1-8 --length 3m
            """))

    @Argument(help: "A cord label such as C0100.") var label: String
    @Argument(help: "A cord type of the catalogue with several plugs.") var type: String
    @Option(help: "The port of a plug at A, or several (repeatable).") var a: [String]
    @Option(help: "The port of a leg at Z, or several (repeatable).") var z: [String]
    @Option(help: "Its length, such as 3m.", transform: LengthArgument.parse) var length: Millimetres?
    @Option(help: "Its colour.") var colour: String?
    @Option(help: "Where it is in its life: planned, installed, tested or retired.") var status: String?
    @OptionGroup var write: WriteOptions

    func run() throws {
        let record = try write.transact { transaction throws(PlantError) in
            let known = try transaction.cableType(type)
            let near = try ports(a, "a", plugs: known.plugsA, known, transaction)
            let far = try ports(z, "z", plugs: known.plugsZ, known, transaction)
            var given: [(column: String, value: String)] = [("label", label), ("type", type)]
            given.append(("a", near.first ?? ""))
            if let first = far.first, first != "-" { given.append(("z", first)) }
            given.append(("more_a", near.dropFirst().joined(separator: " ")))
            given.append(("more_z", far.dropFirst().joined(separator: " ")))
            if let length { given.append(("length_mm", length.text)) }
            if let colour { given.append(("colour", colour)) }
            if let status { given.append(("status", status)) }
            let record = try Schema(.cord).record(from: nil, setting: given, naming: transaction)
            try transaction.apply(.add(record))
            return record
        }.value
        Console.say("\(write.dryRun ? "would have " : "")added harness \(record.name)")
    }

    /// The addresses of the plugs of an end, as many as the type has.
    private func ports(
        _ given: [String], _ end: String, plugs: Int, _ type: CableType, _ naming: Transaction
    ) throws(PlantError) -> [String] {
        let column = Schema(.cord).columns[try Schema(.cord).index(of: "more_z")]
        let list: String
        do throws(PlantError) { list = try naming.canonicalPorts(given.joined(separator: " "), column) } catch {
            throw error.at(field: end)
        }
        let ports = list.split(separator: " ").map(String.init)
        guard ports.count == plugs else {
            throw PlantError(
                .badValue,
                "\(counted(ports.count, "port")) named, and \(self.type) has \(counted(plugs, "plug")) there",
                hint: ports.count < plugs ? "say - for a plug that hangs loose" : nil, field: end)
        }
        return ports
    }
}

struct AddSplice: AddCommand, ListedCommand {
    static let place = HelpPlace(.describe, 16)
    static let configuration = CommandConfiguration(
        commandName: "add-splice",
        abstract: "Adds splices between the strands of two trunks that end in one closure.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-splice S0001 --a T0042:1 --z T0043:1 --count 144 --tray "tray 1 to 12"
              fiberplan add-splice S0002 --a T0042:17 --z T0043:18 --loss 80
            """))

    @OptionGroup var fields: FieldOptions<Splice>
    @OptionGroup var write: WriteOptions
}

struct AddLink: AddCommand, ListedCommand {
    static let place = HelpPlace(.describe, 11)
    static let configuration = CommandConfiguration(
        commandName: "add-link",
        abstract: "Adds a link: the required optical connection between two device ports.",
        discussion: paragraphs(
            """
            Its way over cords, cassettes and trunks is found, never stored: see 'fiberplan trace'.

            EXAMPLES
              fiberplan add-link L0001 --a DC1.A01-42:01 --z DC1.B05-42:01
              fiberplan add-link L0002 --a DC1.A01-42:02 --z DC1.B05-42:02 --optic 100G-CWDM4 --fec on
              fiberplan add-link L0003 --a leaf-1:Ethernet5/1/2 --z nodes-1:02 --optic 100G-DR
            """))

    @OptionGroup var fields: FieldOptions<Link>
    @OptionGroup var write: WriteOptions
}
