import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Platform

struct MarkStrand: ListedCommand {
    static let place = HelpPlace(.describe, 12)
    static let configuration = CommandConfiguration(
        commandName: "mark-strand",
        abstract: "Marks strands of a trunk as broken, reserved or ok, or notes a measured loss.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan mark-strand T0042:17 --state broken --note "crushed at the sleeve"
              fiberplan mark-strand T0042:61 T0042:62 --state reserved
              fiberplan mark-strand T0042:17 --loss 0.42
            """))

    @Argument(help: "Strands such as T0042:17.") var strands: [String]
    @Option(help: "ok, broken or reserved.") var state: String?
    @Option(help: "Measured loss in dB, such as 0.42.") var loss: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
        guard state != nil || loss != nil || remarks.metadata != nil || remarks.note != nil else {
            throw ValidationError("Say what is to be noted: --state, --loss, --note or --metadata.")
        }
    }

    func run() throws {
        let schema = Schema(.strand)
        let loss = try loss.map { text in
            try DecibelArgument.parse(text, "loss", in: -100_000...100_000, such: "0.42").rawValue.description
        }
        let values = ([("state", state), ("measured_loss_mdb", loss)] + remarks.values).compactMap { column, text in
            text.map { (column: column, value: $0) }
        }
        let addresses = try strands.map { name throws(PlantError) in try StrandAddress(name) }
        let outcome = try write.transact { transaction throws(PlantError) in
            for address in addresses {
                try check(address, transaction)
                let name = address.description
                if let old = try transaction.recordIfAny(.strand, name) {
                    try transaction.apply(.replace(name: name, with: try schema.record(from: old, setting: values)))
                } else {
                    let all = [(column: "strand", value: name)] + values
                    try transaction.apply(.add(try schema.record(from: nil, setting: all)))
                }
            }
        }
        Console.say(
            "\(write.dryRun ? "would have " : "")marked \(counted(outcome.edits, "strand"))")
    }

    /// Refuses a strand that its trunk does not have.
    private func check(_ address: StrandAddress, _ transaction: Transaction) throws(PlantError) {
        guard let trunk = try transaction.record(.trunk, address.trunk).as(Trunk.self) else { return }
        let strands = try transaction.strands(ofType: trunk.type)
        guard address.strand <= strands else {
            throw PlantError(
                .notFound, "trunk \(address.trunk) has no strand \(address.strand), expected 1 to \(strands)")
        }
    }
}

struct SetCommand: ListedCommand {
    static let place = HelpPlace(.describe, 13)
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Changes columns of an object.",
        discussion: paragraphs(
            """
            OBJECT is an address or a label; its columns are those of its CSV (docs/columns.md). An empty value
            clears a column that may be empty. A new label or address renames the object wherever it is referred to,
            except in waivers. A device port gets a row of its own by this.

            EXAMPLES
              fiberplan set T0042 status=installed length_mm=35000
              fiberplan set DC1.C03-14 label="panel 14"
              fiberplan set DC1.C03-42:31 optic=100G-LR4
              fiberplan set N12 bend_radius_mm=300
            """))

    @Argument(help: "An address or label.") var object: String
    @Argument(help: "COLUMN=VALUE, one or more.") var values: [String]
    @Option(help: "The kind of object, where a label means several.") var kind: String?
    @OptionGroup var write: WriteOptions

    func run() throws {
        let values = try values.map(assignment)
        guard !values.isEmpty else { throw ValidationError("Say what to change: COLUMN=VALUE.") }
        guard Swift.Set(values.map(\.column)).count == values.count else {
            throw ValidationError("A column is given twice.")
        }
        // Read where it is written, so that nobody's change in between is lost.
        let (name, isSame) = try write.transact { transaction throws(PlantError) in
            var isSame = false
            let object = try transaction.canonical(object)
            if let old = try transaction.onlyRecord(named: object, kind: kind) {
                let new = try Schema(old.kind).record(from: old, setting: values, naming: transaction)
                isSame = new == old
                try transaction.apply(.replace(name: old.name, with: new))
            } else {
                let new = [(column: "address", value: object)] + values
                try transaction.apply(
                    .add(try Schema(.devicePort).record(from: nil, setting: new, naming: transaction)))
            }
            return (object, isSame)
        }.value
        if isSame { return Console.say("nothing changed: \(name) is so already") }
        Console.say("\(write.dryRun ? "would have " : "")changed \(name)")
    }
}

struct Remove: ListedCommand {
    static let place = HelpPlace(.describe, 14)
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Removes objects; what others stand on stays.",
        discussion: paragraphs(
            """
            All of them or none, in the order given. A trunk takes what was noted of its strands along. For kind
            strand or measurement, a trunk stands for all that was noted or measured of its strands.

            EXAMPLES
              fiberplan remove cord C0001 C0002
              fiberplan remove trunk T0042
              fiberplan remove measurement T0042:17@1310
              fiberplan remove measurement T0042
              fiberplan remove waiver BND002/T0042
              fiberplan remove catalogue optic/100G-CLR4
            """))

    @Argument(help: KindArgument.help(plural: false), completion: .list(KindArgument.names(plural: false)))
    var kind: String
    @Argument(help: "Labels or addresses.") var names: [String] = []
    @OptionGroup var write: WriteOptions

    func validate() throws {
        guard names.isEmpty else { return }
        // Nearly always it is the kind that was left out.
        throw ValidationError(
            (try? Schema.named(kind)) == nil
                ? "Say the kind first, such as: fiberplan remove cord \(kind)" : "Name what is to be removed.")
    }

    func run() throws {
        let kind = try Schema.named(kind).kind
        let outcome = try write.transact { transaction throws(PlantError) in
            var count = 0
            for name in names {
                let name = kind.about.mark == nil ? try transaction.canonical(name) : name
                let all = try transaction.namesOfStrands(kind, ofTrunk: name) ?? [name]
                for name in all { try transaction.apply(.remove(kind, name: name)) }
                count += all.count
            }
            return count
        }
        let count = outcome.value
        Console.say(
            "\(write.dryRun ? "would have " : "")removed \(count) \(count == 1 ? kind.noun : kind.plural)"
        )
    }
}

struct Waive: ListedCommand {
    static let place = HelpPlace(.check, 3)
    static let configuration = CommandConfiguration(
        commandName: "waive",
        abstract: "Accepts a finding for a time, with the reason.",
        discussion: paragraphs(
            """
            SUBJECT is the object that 'validate' names after the code, without its place. After its last day the finding counts again.

            EXAMPLES
              fiberplan waive BND002 T0042 --reason "wider fitting is ordered" --until 2027-03-31
            """))

    @OptionGroup var fields: FieldOptions<Waiver>
    @OptionGroup var write: WriteOptions

    func run() throws {
        let waiver = try fields.value()
        try write.commit([.add(waiver)], "waived \(Record(waiver).name) until \(waiver.until)")
        try warn(waiver)
    }

    /// A waiver may be written before its object, so what looks like a slip is only pointed out.
    private func warn(_ waiver: Waiver) throws(PlantError) {
        guard let rule = Rules.rule(waiver.code) else { return }
        if waiver.until < Validate.todayUTC() {
            Console.say("note: \(waiver.until) is past, so the waiver does not hold")
        }
        guard rule.subject != .waiver else { return }
        let store = try write.plant.open(.reading)
        do throws(PlantError) { _ = try store.record(rule.subject, waiver.subject) } catch {
            guard [.notFound, .badValue].contains(error.code) else { throw error }
            Console.say(
                "note: \(rule.code) is about a \(rule.subject.noun), and there is none called \(quoted(waiver.subject))"
            )
        }
    }
}
