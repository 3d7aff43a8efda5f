import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Platform

/// What allocation holds to, on the command line.
struct AllocationOptions: ParsableArguments {
    @Option(help: "The share of each trunk's pairs in % that stays free.") var spare = 10
    @Option(help: "Trunks that a link may run over in series.") var trunksInSeries = 3
    @Option(help: "What has to be left of a known loss limit, in dB (default: 0.5).") var margin: String?
    @Option(help: "The colour of every cord (default: yellow, on multimode aqua).") var colour: String?

    func validate() throws {
        guard (0...90).contains(spare) else { throw ValidationError("--spare is \(spare), expected 0 to 90.") }
        guard (1...6).contains(trunksInSeries) else {
            throw ValidationError("--trunks-in-series is \(trunksInSeries), expected 1 to 6.")
        }
        _ = try terms()
    }

    func terms() throws -> AllocationTerms {
        var terms = AllocationTerms()
        terms.spare = Percent(spare)
        terms.maxTrunks = trunksInSeries
        terms.colour = colour
        if let margin {
            terms.margin = try DecibelArgument.margin(margin)
        }
        return terms
    }

    /// Demands, read to their end before the plant is held.
    static func source(_ file: String) throws(PlantError) -> DemandText {
        let source = file == "-" ? FileSource() : try FileSource(path: file)
        return try DemandText(file == "-" ? "standard-input" : file, source)
    }

    /// Reads demands against a plant; every fault is printed and ends the command.
    static func read(_ text: DemandText) -> (Plant) throws(PlantError) -> [Demand] {
        { plant throws(PlantError) in
            let (demands, faults) = try text.demands(plant)
            guard faults.isEmpty else {
                for fault in faults { Console.say(fault.description) }
                throw PlantError(
                    .badValue,
                    "\(counted(faults.count, "fault")) in the demands; nothing was changed")
            }
            let there = demands.reduce(0) { $0 + $1.there.count }
            if there > 0 { Console.say("\(there) of the links \(there == 1 ? "is" : "are") there already") }
            return demands
        }
    }
}

struct Allocate: ListedCommand {
    static let place = HelpPlace(.plan, 1)
    static let configuration = CommandConfiguration(
        commandName: "allocate",
        abstract: "Places the links that are asked for on free pairs of trunks, with the cords they take.",
        discussion: paragraphs(
            """
            A demand is a row of a CSV: label, a, z, and as wanted count, optic, fec, diverse_group, cable, metadata,
            note. A and z are devices by label or address, or ports, or legs of ports; z may name several, which share
            the links.

            Optics of several connectors take a cable for each. Where a port has an optic that is run as several of the
            wanted one, its legs are given out one by one: each by its own connector, or by a harness where they share
            one. With a cord type in column cable (a DAC, an AOC, a fibre cord, or 'cord' for the one that fits) each
            link has a cable of its own from device to device, over the pathways where these stand in two racks.

            Everything that is placed passes every rule. Sought are, in this order: as many links as can be; diverse
            groups on trunks and trays that share nothing; the least loss; the shortest cords; trunks in use already,
            from their lowest pair. Cords stay within a rack; where no trunk leads there directly, links are
            cross-connected from trunk to trunk. All are placed or none, unless --partial.

            EXAMPLES
              fiberplan allocate demands.csv --dry-run
              fiberplan allocate demands.csv --work-order WO-0001
              fiberplan allocate demands.csv --partial --spare 20 --format json
            """))

    @Argument(help: "A CSV of demands, or - for standard input.") var demands: String
    @Flag(help: "Place what can be placed although the rest cannot.") var partial = false
    @OptionGroup var options: AllocationOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
        let terms = try options.terms()
        let source = try AllocationOptions.source(demands)
        let store = try write.plant.open(.writing)
        // Known before a table is printed of what then cannot be kept.
        if let order = write.workOrder { _ = try store.record(.workOrder, order) }
        for _ in 0..<Self.maxRounds {
            let bar = ProgressBar("allocating")
            let change = try store.lastChange()
            let attempt = try Attempt(
                try store.snapshot { bar.update($0 * 0.3) }, AllocationOptions.read(source), terms, change: change
            ) { bar.update(0.3 + $0 * 0.5) }
            bar.finish()
            guard try accepts(attempt) else { return }
            try check(attempt, on: store)
            if try keep(attempt, store) { return try tell(attempt) }
        }
        throw PlantError(
            .busy, "others changed the plant \(Self.maxRounds) times while links were placed; nothing was changed",
            hint: "try again")
    }

    /// How often it is worked out again because somebody else was faster: each time another one has been served.
    private static let maxRounds = 1000

    /// Writes what was worked out; false where somebody was faster, so that it is of a plant that is no more.
    ///
    /// Nothing is worked out or checked here, so that others wait no longer than for the writing.
    private func keep(_ attempt: Attempt, _ store: Store) throws(PlantError) -> Bool {
        try write.transact(store) { transaction throws(PlantError) in
            guard transaction.lastChange == attempt.change else {
                transaction.isKept = false
                return false
            }
            try attempt.apply(to: transaction)
            return true
        }.value
    }

    private func tell(_ kept: Attempt) throws {
        try Console.afterKeeping(write) { () throws(PlantError) in try print(kept) }
        let placed = kept.allocation.placed
        let cords = kept.allocation.cords.count
        let legs = kept.allocation.plugged.count
        Console.say(
            "\(write.dryRun ? "would have " : "")placed \(placed.count) of \(counted(kept.allocation.links, "link")) with \(counted(cords, "cord"))\(legs > 0 ? " and \(counted(legs, "loose leg")) of harnesses that are there" : "")\(write.workOrder.map { " for \($0)" } ?? "")"
        )
    }

    private func print(_ attempt: Attempt) throws(PlantError) {
        let report = AllocationReport(attempt.allocation, attempt.plant)
        try format.show(report.answer)
        for line in report.summary { Console.say("not placed, \(line)") }
    }

    /// Whether there is something to keep that may be kept; otherwise tells why not.
    private func accepts(_ attempt: Attempt) throws -> Bool {
        let allocation = attempt.allocation
        guard allocation.failures.isEmpty || partial else {
            try print(attempt)
            let advice =
                allocation.failures.contains { $0.between != nil }
                ? ", 'fiberplan suggest-trunks' tells what to buy" : ""
            Console.say(
                "error: \(allocation.failures.count) of \(allocation.links) links cannot be placed; nothing was changed (--partial places the others\(advice))"
            )
            throw Failed.command
        }
        guard allocation.placed.isEmpty else { return true }
        try print(attempt)
        Console.say("nothing to place")
        return false
    }

    /// Nothing is kept that breaks a rule. Not expected to happen: it would be a fault of the program. It is tried on a
    /// copy, so that nobody has to wait for it.
    private func check(_ attempt: Attempt, on store: Store) throws(PlantError) {
        var note = write.note
        (note.dryRun, note.workOrder) = (true, nil)
        let after = try store.copiedToMemory().commit(note) { transaction throws(PlantError) -> Plant? in
            guard transaction.lastChange == attempt.change else { return nil }
            try attempt.apply(to: transaction)
            return try transaction.snapshot(of: .all)
        }.value
        // Where somebody was faster nothing will be kept.
        guard let after else { return }
        var options = ValidationOptions(today: Validate.todayUTC())
        options.severity = .error
        let findings = Validator.validate(after, options).findings
        guard !findings.isEmpty else { return }
        let known = Set(Validator.validate(attempt.plant, options).findings)
        guard let new = findings.first(where: { !known.contains($0) }) else { return }
        throw PlantError(
            .badValue, "what was placed breaks rule \(new.code) at \(new.subject): \(new.message); nothing was changed",
            hint: "please report this as a fault of fiberplan, with the plant")
    }

    /// An allocation and the plant that it was worked out on.
    private struct Attempt {
        let plant: Plant
        let allocation: Allocation
        /// The last change of the plant then.
        let change: Int

        init(
            _ plant: Plant, _ demands: (Plant) throws(PlantError) -> [Demand], _ terms: AllocationTerms, change: Int,
            _ onProgress: (Double) -> Void = { _ in }
        ) throws(PlantError) {
            self.plant = plant
            self.change = change
            allocation = Allocation(plant, try demands(plant), terms, onProgress)
        }

        func apply(to transaction: Transaction) throws(PlantError) {
            let edits = try allocation.edits { label throws(PlantError) in
                guard let cord = try transaction.record(.cord, label).as(Cord.self) else {
                    throw PlantError(.notFound, "no such cord: \(quoted(label))")
                }
                return cord
            }
            for edit in edits { try transaction.apply(edit) }
        }
    }
}

struct SuggestTrunks: ListedCommand {
    static let place = HelpPlace(.plan, 2)
    static let configuration = CommandConfiguration(
        commandName: "suggest-trunks",
        abstract: "Tells which trunks to buy so that every demand can be placed, and what they cost.",
        discussion: paragraphs(
            """
            Cost is metres of trunk to order unless prices say otherwise. Printed are the cost, a lower bound that no
            set of trunks can go below, and the gap between the two. The plant is only read, unless --apply adds the
            trunks and their cassettes as planned; 'allocate' then places the demands.

            EXAMPLES
              fiberplan suggest-trunks demands.csv
              fiberplan suggest-trunks demands.csv --price-trunk 400 --price-cassette 250 --price-metre 6.5
              fiberplan suggest-trunks demands.csv --apply --work-order WO-0001
            """))

    @Argument(help: "A CSV of demands, or - for standard input.") var demands: String
    @Option(help: "A trunk type that may be bought (repeatable; by what the demands ask for where none is named).")
    var type: [String] = []
    @Option(help: "Price of a trunk besides its metres.") var priceTrunk = "0"
    @Option(help: "Price of a metre of trunk.") var priceMetre = "1"
    @Option(help: "Price of a cassette, of which a trunk takes two.") var priceCassette = "0"
    @Flag(help: "Add the trunks and cassettes to the plant.") var apply = false
    @Flag(help: "With --apply: add them although some links find no place even so.") var partial = false
    @OptionGroup var options: AllocationOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
        _ = try prices()
        if partial, !apply { throw ValidationError("--partial goes with --apply.") }
        if write.workOrder != nil, !apply { throw ValidationError("--work-order goes with --apply.") }
    }

    private func prices() throws -> TrunkPrices {
        func price(_ text: String, _ name: String) throws -> Int {
            guard let value = DecimalText.scaled(text, by: 1000), (0...1_000_000_000).contains(value) else {
                throw ValidationError("\(name) is '\(text)', expected a price such as 6.5.")
            }
            return value
        }
        var prices = TrunkPrices()
        prices.perTrunk = try price(priceTrunk, "--price-trunk")
        prices.perMetre = try price(priceMetre, "--price-metre")
        prices.perCassette = try price(priceCassette, "--price-cassette")
        return prices
    }

    private func types(_ demands: [Demand], _ plant: Plant) -> [String] {
        type.isEmpty ? TrunkPlan.defaultTypes(demands, in: plant) : type
    }

    func run() throws {
        let (terms, prices) = (try options.terms(), try prices())
        let source = try AllocationOptions.source(demands)
        let store = try write.plant.open(isWriting ? .writing : .reading)
        if let order = write.workOrder { _ = try store.record(.workOrder, order) }
        let change = try store.lastChange()
        let plant = try store.snapshot()
        let bar = ProgressBar("suggesting")
        let demands = try AllocationOptions.read(source)(plant)
        let plan = try TrunkPlan(plant, demands, terms, prices, types: types(demands, plant), bar.update)
        bar.finish()
        // On a copy: what is only suggested is not written, and needs nobody's leave to write.
        var trial = write.note
        trial.dryRun = true
        let suggestion = try store.copiedToMemory().commit(trial) { transaction throws(PlantError) in
            try Suggestion(plan, demands, terms, prices, transaction)
        }.value
        guard isWriting, suggestion.left == 0 || partial else {
            try format.show(suggestion.purchase.answer)
            say(plan, suggestion)
            if suggestion.left > 0 { throw Failed.validation }
            return
        }
        let (kept, keptPlan) = try write.transact(store) { transaction throws(PlantError) in
            var (plan, demands) = (plan, demands)
            if transaction.lastChange != change {
                let plant = try transaction.snapshot(of: .all)
                demands = try AllocationOptions.read(source)(plant)
                plan = try TrunkPlan(plant, demands, terms, prices, types: types(demands, plant))
            }
            let kept = try Suggestion(plan, demands, terms, prices, transaction)
            guard kept.left == 0 || partial else {
                throw PlantError(
                    .inUse,
                    "the plant was changed meanwhile, and \(kept.left) links cannot be placed now; nothing was added")
            }
            return (kept, plan)
        }.value
        try Console.afterKeeping(write) { () throws(PlantError) in
            try format.show(kept.purchase.answer)
        }
        say(keptPlan, kept)
        if kept.left > 0 { throw Failed.validation }
    }

    /// Whether the plant is changed.
    private var isWriting: Bool { apply && !write.dryRun }

    /// What is bought, and how many links then still find no place.
    private struct Suggestion {
        let purchase: TrunkPurchase
        let left: Int
        /// What is said of those that find none: those too that no trunk would help.
        let reasons: [String]

        init(
            _ plan: TrunkPlan, _ demands: [Demand], _ terms: AllocationTerms, _ prices: TrunkPrices,
            _ transaction: Transaction
        ) throws(PlantError) {
            purchase = try TrunkPurchase(plan, prices, transaction)
            let failures = Allocation(try transaction.snapshot(of: .all), demands, terms).failures
            left = failures.count
            reasons = failures.map(\.message)
        }
    }

    private func say(_ plan: TrunkPlan, _ suggestion: Suggestion) {
        let (purchase, left) = (suggestion.purchase, suggestion.left)
        let before = "\(plan.placedBefore) of \(plan.links) links go on trunks that are there"
        guard !purchase.rows.isEmpty else {
            Console.say(left == 0 ? "\(before): nothing to buy" : before)
            return sayLeft(suggestion)
        }
        let cost = purchase.cost
        let gap = cost == 0 ? 0 : (cost - plan.lowerBound) * 1000 / cost
        Console.say(
            "\(before); \(counted(purchase.rows.count, "trunk")) to buy\(isAdded(left) ? ", added as planned" : "")"
        )
        Console.say(
            "cost \(money(cost))\(isMetres ? " m to order" : ""), no plan costs less than \(money(plan.lowerBound)), gap \(money(cost - plan.lowerBound)) (\(gap / 10).\(gap % 10) %)"
        )
        sayLeft(suggestion)
    }

    /// Whether cost is nothing but metres.
    private var isMetres: Bool { priceTrunk == "0" && priceMetre == "1" && priceCassette == "0" }

    private func sayLeft(_ suggestion: Suggestion) {
        let left = suggestion.left
        guard left > 0 else { return }
        var counts: [String: Int] = [:]
        for reason in suggestion.reasons { counts[reason, default: 0] += 1 }
        for (message, count) in counts.sorted(by: { $0.key < $1.key }) {
            Console.say("no trunk places \(counted(count, "link")): \(message)")
        }
        let kept = isWriting && !isAdded(left) ? "; nothing was added (--partial adds what places the others)" : ""
        Console.say("error: \(counted(left, "link")) cannot be placed with these trunks either\(kept)")
    }

    private func isAdded(_ left: Int) -> Bool { isWriting && (left == 0 || partial) }

    private func money(_ thousandths: Int) -> String {
        let rest = thousandths % 1000
        return rest == 0 ? String(thousandths / 1000) : "\(thousandths / 1000).\(String(rest + 1000).dropFirst())"
    }
}
