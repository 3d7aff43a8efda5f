import ArgumentParser
import FiberExchange
import FiberModel
import FiberStore
import Platform

struct HistoryCommand: ListedCommand {
    static let place = HelpPlace(.history, 1)
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Lists the changes of the plant, or what happened to one object, the newest first.",
        discussion: paragraphs(
            """
            Every change is kept with its time, author, command and work order, and each object before and after.

            EXAMPLES
              fiberplan history
              fiberplan history T0042
              fiberplan history DC1.C03-14 --format json
              fiberplan history --change 12
              fiberplan history --of-work-order WO-0001
            """))

    @Argument(help: "An address or label.") var object: String?
    @Option(help: "What this change did, object by object.") var change: Int?
    @Option(help: "Only changes of this work order.") var ofWorkOrder: String?
    @Option(help: "At most so many rows.") var count = 30
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count is \(count), expected 1 or more.") }
        if [object != nil, change != nil, ofWorkOrder != nil].count(where: { $0 }) > 1 {
            throw ValidationError("OBJECT, --change and --of-work-order exclude each other.")
        }
    }

    func run() throws {
        let store = try plant.open(.reading)
        if let object { return try write(store, try store.canonical(object)) }
        if let change { return try write(store, try store.change(change)) }
        let changes = try store.changes(count: .max, ofWorkOrder: ofWorkOrder)
        if changes.isEmpty, let ofWorkOrder { _ = try store.record(.workOrder, ofWorkOrder) }
        try format.show(HistoryReport.answer(Array(changes.prefix(count))))
        if changes.isEmpty { Console.say("no changes") }
        if changes.count > count {
            Console.say("\(changes.count - count) older are left out: --count \(changes.count)")
        }
    }

    private func write(_ store: Store, _ object: String) throws {
        var rows = try store.history(of: object)
        // A device goes by its label as well, and an object without a history comes from a fiberplan that kept none.
        if rows.isEmpty, let record = try store.onlyRecord(named: object, kind: nil), record.name != object {
            rows = try store.history(of: record.name)
        }
        guard !rows.isEmpty else {
            return Console.say("nothing has happened to \(object) since history is kept")
        }
        try format.show(HistoryReport.answer(Array(rows.prefix(count))))
        if rows.count > count { Console.say("\(rows.count - count) older are left out: --count \(rows.count)") }
    }

    private func write(_ store: Store, _ change: Change) throws {
        var edits: [ObjectChange] = []
        var further = 0
        try store.forEachEdit(of: change.id) { edit throws(PlantError) in
            if edits.count < count { edits.append(edit) } else { further += 1 }
        }
        try format.show(HistoryReport.answer(edits))
        let order = change.workOrder.map { " for \($0)" } ?? ""
        Console.say("change \(change.id) of \(change.time) by \(change.author)\(order): fiberplan \(change.command)")
        if further > 0 { Console.say("\(further) objects are left out: --count \(edits.count + further)") }
    }
}

struct Diff: ListedCommand {
    static let place = HelpPlace(.history, 2)
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tells how the plant differs from what it was, each object once.",
        discussion: paragraphs(
            """
            A moment is a day (its end, in UTC), a time in UTC, or the number of a change (after it); 0 is before
            the first.

            EXAMPLES
              fiberplan diff --since 2026-11-24
              fiberplan diff --since 12
              fiberplan diff --since 2026-11-25T08:00 --until 2026-11-25T17:30 --format json
            """))

    @Option(help: ArgumentHelp("The earlier moment; a day counts from its beginning.", valueName: "moment")) var since:
        String
    @Option(help: ArgumentHelp("The later moment (default: now).", valueName: "moment")) var until: String?
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        let (first, last) = (try Moment(startingAt: since), try until.map { try Moment($0) })
        if let last, try store.number(of: last) < store.number(of: first) {
            throw ValidationError("--until is before --since.")
        }
        var (added, removed, changed) = (0, 0, 0)
        let answer = HistoryReport.answer { add throws(PlantError) in
            try store.forEachDifference(since: first, until: last) { edit throws(PlantError) in
                switch (edit.before, edit.after) {
                case (nil, _): added += 1
                case (_, nil): removed += 1
                default: changed += 1
                }
                try add(edit)
            }
        }
        try format.show(answer)
        Console.say("\(added) added, \(removed) removed, \(changed) changed")
    }
}

struct Undo: ListedCommand {
    static let place = HelpPlace(.history, 3)
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Takes a change back; refused where later changes depend on it.",
        discussion: paragraphs(
            """
            Without a number the last change that is still in force. A change is all that one command did: of an
            import every row. Taking back is a change of its own, and can be taken back as well: name its number to
            do again what was undone.

            EXAMPLES
              fiberplan undo
              fiberplan undo 12
              fiberplan undo 12 --dry-run
            """))

    @Argument(help: "The number of a change, as 'history' lists it.") var change: Int?
    @OptionGroup var write: WriteOptions

    func run() throws {
        let outcome = try write.transact { transaction throws(PlantError) in try transaction.undo(change) }
        let undone = outcome.value
        let what = "change \(undone.id) ('\(undone.command)' by \(undone.author))"
        guard !write.dryRun else {
            return Console.say("would have taken back \(what), \(counted(outcome.edits, "edit"))")
        }
        Console.say("reverted \(what)\(outcome.change.map { "; that is change \($0.id)" } ?? "")")
    }
}

struct VerifyHistory: ListedCommand {
    static let place = HelpPlace(.history, 4)
    static let configuration = CommandConfiguration(
        commandName: "verify-history",
        abstract: "Finds tampering: with the history, and with the plant behind its back.",
        discussion: paragraphs(
            """
            Every change carries a hash over itself and the change before. The hash of the last one, noted
            elsewhere, tells later with --expect that nothing was cut off or rewritten.

            EXAMPLES
              fiberplan verify-history
              fiberplan verify-history --expect $(cat noted-hash.txt)
              fiberplan verify-history --format json
            """))

    @Option(help: "A hash that was noted earlier; some change has to have it.") var expect: String?
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        if let expect, expect.count != 64 || !expect.allSatisfy(\.isHexDigit) {
            throw ValidationError(
                "'\(expect)' is not a hash, expected 64 hexadecimal digits as verify-history prints them.")
        }
        let store = try plant.open(.reading, checksSchema: false)
        let bar = ProgressBar("verifying")
        let verdict = try store.verifyHistory(expecting: expect?.lowercased(), bar.update)
        bar.finish()
        let answer = Answer(["fault"]) { add throws(PlantError) in
            for fault in verdict.faults { try add([.text(fault)]) }
        }.whole {
            .object([
                ("sound", .bool(verdict.isSound)), ("changes", .int(verdict.changes)),
                ("without_history", .int(verdict.withoutHistory)), ("objects", .int(verdict.objects)),
                ("last_change", verdict.head.map { .int($0.id) } ?? .null),
                ("hash", .optional(verdict.head?.hash)), ("faults", .list(verdict.faults.map { .text($0) })),
            ])
        }
        try format.show(answer)
        Console.say(
            "\(counted(verdict.changes, "change")) and \(counted(verdict.objects, "object")) verified\(verdict.isSound ? "" : ", \(counted(verdict.faults.count, "fault"))")"
        )
        if verdict.withoutHistory > 0 {
            let isOne = verdict.withoutHistory == 1
            Console.say(
                "\(counted(verdict.withoutHistory, "change")) \(isOne ? "is" : "are") older than history and cannot be verified"
            )
        }
        if let head = verdict.head { Console.say("change \(head.id) has the hash \(head.hash)") }
        if !verdict.isSound { throw Failed.validation }
    }
}
