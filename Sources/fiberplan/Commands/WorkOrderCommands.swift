import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Platform

struct WorkOrderCommand: ListedCommand {
    static let place = HelpPlace(.issue, 1)
    static let configuration = CommandConfiguration(
        commandName: "work-order",
        abstract: "Named sets of planned changes that are handed to installers.",
        discussion: paragraphs(
            """
            Every writing command takes --work-order: cords and trunks that it plans or retires become tasks of the
            order. Sheets of the order then hold these alone, removals first.

            EXAMPLES
              fiberplan work-order create WO-0001 --title "leaf-07 to the spines" --due 2026-12-04
              fiberplan allocate demands.csv --work-order WO-0001
              fiberplan export patch-sheet --work-order WO-0001 --output sheet.csv
              fiberplan sign-off WO-0001 sheet.csv
              fiberplan work-order close WO-0001
            """),
        subcommands: [
            WorkOrderCreate.self, WorkOrderAdd.self, WorkOrderDrop.self, WorkOrderList.self, WorkOrderShow.self,
            WorkOrderClose.self,
        ])
}

/// Cords and trunks on the command line.
struct SubjectOptions: ParsableArguments {
    @Option(help: "A cord (repeatable).") var cord: [String] = []
    @Option(help: "A trunk (repeatable).") var trunk: [String] = []
    @Flag(help: "Every planned cord and trunk that is in no open order.") var allPlanned = false

    var named: [WorkTask.Subject] { trunk.map { .trunk($0) } + cord.map { .cord($0) } }

    /// Puts them into an order, and answers how many were not in it as they are to be.
    func assign(to order: String, _ transaction: Transaction) throws(PlantError) -> Int {
        var count = 0
        for subject in named where try transaction.assign(subject, to: order) { count += 1 }
        guard allPlanned else { return count }
        for subject in try transaction.plannedWithoutOrder() where try transaction.assign(subject, to: order) {
            count += 1
        }
        return count
    }
}

struct WorkOrderCreate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a work order.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan work-order create WO-0001 --title "leaf-07 to the spines" --due 2026-12-04
              fiberplan work-order create WO-0002 --all-planned
              fiberplan work-order create WO-0003 --cord C0101 --cord C0102
            """))

    @Argument(help: "Its label, such as WO-0001.") var label: String
    @Option(help: "What it is about.") var title: String?
    @Option(help: "The day by which it is to be done, YYYY-MM-DD.") var due: String?
    @OptionGroup var subjects: SubjectOptions
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
        if write.workOrder != nil { throw ValidationError("--work-order is not for making one.") }
    }

    func run() throws {
        let given = ([("label", label), ("title", title), ("due", due)] + remarks.values).compactMap { column, text in
            text.map { (column: column, value: $0) }
        }
        let record = try Schema(.workOrder).record(from: nil, setting: given)
        let count = try write.transact { transaction throws(PlantError) in
            try transaction.apply(.add(record))
            return try subjects.assign(to: label, transaction)
        }.value
        Console.say(
            "\(write.dryRun ? "would have " : "")made work order \(label)\(count > 0 ? " with \(counted(count, "task"))" : "; next: give --work-order \(label) to the commands that plan for it")"
        )
    }
}

struct WorkOrderAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Puts cords and trunks into a work order, to be done as their status asks for.",
        discussion: paragraphs(
            """
            Planned ones are to be connected or pulled, installed ones measured, retired ones taken out.

            EXAMPLES
              fiberplan work-order add WO-0001 C0101 T0031
              fiberplan work-order add WO-0001 --cord C0101 --trunk T0031
              fiberplan work-order add WO-0001 --all-planned
            """))

    @Argument(help: "A work order.") var label: String
    @Argument(help: "Cords and trunks.") var objects: [String] = []
    @OptionGroup var subjects: SubjectOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
        if objects.isEmpty, subjects.named.isEmpty, !subjects.allPlanned {
            throw ValidationError("Say what: the labels of cords and trunks, or --all-planned.")
        }
    }

    /// The cord or trunk of a label.
    private func subject(_ label: String, _ transaction: Transaction) throws(PlantError) -> WorkTask.Subject {
        do throws(PlantError) {
            _ = try transaction.record(.cord, label)
            return .cord(label)
        } catch {
            guard error.code == .notFound else { throw error }
            guard try transaction.recordIfAny(.trunk, label) != nil else {
                throw PlantError(.notFound, "no such cord or trunk: \(quoted(label))", hint: error.hint)
            }
            return .trunk(label)
        }
    }

    func run() throws {
        let count = try write.transact { transaction throws(PlantError) in
            _ = try transaction.openOrder(labelled: label)
            var count = 0
            for object in objects where try transaction.assign(try subject(object, transaction), to: label) {
                count += 1
            }
            return count + (try subjects.assign(to: label, transaction))
        }.value
        guard count > 0 else { return Console.say("nothing changed: \(label) has these tasks already") }
        Console.say("\(write.dryRun ? "would have " : "")put \(counted(count, "task")) into \(label)")
    }
}

struct WorkOrderDrop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Takes cords and trunks that are still open out of a work order.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan work-order drop WO-0001 C0101 T0031
            """))

    @Argument(help: "A work order.") var label: String
    @Argument(help: "Cords and trunks.") var objects: [String]
    @OptionGroup var write: WriteOptions

    func run() throws {
        try write.transact { transaction throws(PlantError) in
            let tasks = try transaction.tasks(of: try transaction.openOrder(labelled: label).label)
            for object in objects {
                guard let task = tasks.first(where: { $0.subject.label == object }) else {
                    throw PlantError(
                        .notFound, "\(quoted(object)) is not in work order \(label)",
                        hint: "see 'fiberplan work-order show \(label)'")
                }
                guard task.state == .open else {
                    throw PlantError(.inUse, "\(object) is signed off as \(task.state.rawValue): it stays in \(label)")
                }
                try transaction.apply(.remove(.task, name: task.name))
            }
        }
        Console.say("\(write.dryRun ? "would have " : "")taken \(objects.joined(separator: ", ")) out of \(label)")
    }
}

struct WorkOrderList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the work orders with how far they are.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan work-order list
              fiberplan work-order list --open --format json
            """))

    @Flag(help: "Only those that are open.") var open = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        var orders: [WorkOrder] = []
        try store.forEachRecord(.workOrder) { record throws(PlantError) in
            if let order = record.as(WorkOrder.self), !open || order.status == .open { orders.append(order) }
        }
        let columns = ["work_order", "title", "due", "status", "tasks", "open", "done", "different", "impossible"]
        let answer = Answer(columns) { [orders] add throws(PlantError) in
            for order in orders {
                let tasks = try store.withKeyedPlant { plant throws(PlantError) in try plant.tasks(of: order.label) }
                func count(_ state: WorkTask.State) -> DataValue { .int(tasks.count { $0.state == state }) }
                try add([
                    .word(order.label), .text(order.title), .optional(order.due?.description),
                    .word(order.status.rawValue),
                    .int(tasks.count), count(.open), count(.done), count(.different), count(.impossible),
                ])
            }
        }
        try format.show(answer)
        if orders.isEmpty { Console.say("no work orders") }
    }
}

struct WorkOrderShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows the tasks of a work order and what became of them.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan work-order show WO-0001
              fiberplan work-order show WO-0001 --format csv
            """))

    @Argument(help: "A work order.") var label: String
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        guard let order = try store.record(.workOrder, label).as(WorkOrder.self) else { return }
        let tasks = try store.withKeyedPlant { plant throws(PlantError) in try plant.tasks(of: label) }
        let columns = [
            "task", "action", "object", "kind", "a", "z", "state", "measured_db", "installer", "date", "reason",
            "built",
        ]
        let answer = Answer(columns) { add throws(PlantError) in
            for task in tasks {
                let record = try store.record(task.subject.kind, task.subject.label)
                let ends: [String?] =
                    switch record.value {
                    case let cord as Cord: [cord.actualA.description, cord.actualZ?.description]
                    case let trunk as Trunk: [trunk.actualA.description, trunk.actualZ.description]
                    default: [nil, nil]
                    }
                let built = record.deviations.map { "\($0.column) \($0.built)" }.joined(separator: ", ")
                try add([
                    .int(task.number), .word(task.action.rawValue), .word(task.subject.label),
                    .word(task.subject.kind.rawValue), .optional(ends[0]), .optional(ends[1]),
                    .word(task.state.rawValue),
                    task.measuredLoss.map { .thousandths($0.rawValue) } ?? .null, .text(task.installer),
                    .optional(task.date?.description), .text(task.reason), .text(built),
                ])
            }
        }
        try format.show(answer)
        let due = order.due.map { ", due \($0)" } ?? ""
        Console.say(
            "\(label)\(order.title.isEmpty ? "" : " (\(order.title))") is \(order.status.rawValue)\(due): \(counted(tasks.count, "task")), \(tasks.count { $0.state == .open }) open"
        )
    }
}

struct WorkOrderClose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Closes a work order whose tasks are all signed off.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan work-order close WO-0001
              fiberplan work-order close WO-0001 --drop-open
            """))

    @Argument(help: "A work order.") var label: String
    @Flag(help: "Take out what is still open first; its cords and trunks stay planned.") var dropOpen = false
    @OptionGroup var write: WriteOptions

    func run() throws {
        try write.transact { transaction throws(PlantError) in
            var order = try transaction.openOrder(labelled: label)
            let open = try transaction.tasks(of: label).filter { $0.state == .open }
            guard open.isEmpty || dropOpen else {
                throw PlantError(
                    .inUse,
                    "\(counted(open.count, "task")) of \(label) \(open.count == 1 ? "is" : "are") open, such as \(open[0].subject.label)",
                    hint: "sign them off, or take them out with --drop-open")
            }
            for task in open { try transaction.apply(.remove(.task, name: task.name)) }
            order.status = .closed
            try transaction.apply(.replace(name: label, with: Record(order)))
        }
        Console.say("\(write.dryRun ? "would have " : "")closed \(label)")
    }
}

struct SignOffCommand: ListedCommand {
    static let place = HelpPlace(.issue, 3)
    static let configuration = CommandConfiguration(
        commandName: "sign-off",
        abstract: "Reads back a sheet that installers have filled in.",
        discussion: paragraphs(
            """
            STATUS of a row is done, different or not possible (with a REASON); empty where not visited yet.
            Another port, length, cord type, connector or pathway on a row is what was built: it is kept beside
            the design, and the plant is validated as built. A row that contradicts the plant is refused with its
            line, and nothing is kept unless --accept-clean takes the other rows. The same sheet twice changes
            nothing. A date that can be read in two ways, 05/04/2026, is refused unless --locale says who wrote it.

            EXAMPLES
              fiberplan sign-off WO-0001 sheet.csv
              fiberplan sign-off WO-0001 sheet.csv --accept-clean
              fiberplan sign-off WO-0001 pulls.csv --dry-run
              fiberplan sign-off WO-0001 pack.xlsx --locale en_US
            """))

    @Argument(help: "A work order.") var order: String
    @Argument(help: "A patch sheet, pull sheet or work pack of the order, or - for standard input.") var sheet: String
    @Option(help: "How dates such as 05/04/2026 are meant, by the locale of who wrote them: en_US, de_DE.")
    var locale: String?
    @Flag(help: "Keep the rows that are right although others are not.") var acceptClean = false
    @OptionGroup var write: WriteOptions

    func validate() throws {
        if write.workOrder != nil { throw ValidationError("Name the work order without --work-order.") }
        if let locale, MeasuredTime.order(ofLocale: locale) == nil {
            throw ValidationError(
                "\(quoted(locale)) says no order of dates: name a language and a region, such as en_US.")
        }
    }

    func run() throws {
        let source = sheet == "-" ? FileSource() : try FileSource(path: sheet)
        var signOff = try SignOff(
            order, sheet: sheet == "-" ? "standard-input" : sheet, source, today: Validate.todayUTC(),
            dates: locale.flatMap(MeasuredTime.order(ofLocale:)))
        let store = try write.plant.open(.writing)
        let report = try signOff.run(into: store, write.note, hooks: try write.plant.hooks(), acceptsClean: acceptClean)
        for fault in report.faults { Console.say(fault.description) }
        let count = report.faults.count
        if count > 0 {
            let kept =
                acceptClean
                ? "the other rows were taken" : "nothing was signed off; --accept-clean takes the other rows"
            Console.say(
                "\(acceptClean ? "warning" : "error"): \(count) row\(count == 1 ? " is" : "s are") at fault; \(kept)")
            guard acceptClean else { throw Failed.command }
        }
        for line in report.deviations { Console.say("built otherwise: \(line)") }
        for line in report.remarks { Console.say("note: \(line)") }
        for finding in report.findings {
            Console.say(
                "found in what was built: \(finding.severity.rawValue) \(finding.code) \(finding.subject)\(finding.place.map { " at \($0)" } ?? ""): \(finding.messageText)"
            )
        }
        Console.say(summary(report))
    }

    private func summary(_ report: SignOff.Report) -> String {
        guard report.signed > 0 else {
            return
                "nothing to sign off: \(counted(report.unchanged, "row")) known already, \(report.blank) blank"
        }
        var parts = ["\(report.done) done"]
        if report.different > 0 { parts.append("\(report.different) done differently") }
        if report.impossible > 0 { parts.append("\(report.impossible) not possible") }
        if report.unchanged > 0 { parts.append("\(report.unchanged) known already") }
        return
            "\(write.dryRun ? "would have " : "")signed off \(counted(report.signed, "task")) of \(order): \(parts.joined(separator: ", ")); \(report.stillOpen) still open"
    }
}
