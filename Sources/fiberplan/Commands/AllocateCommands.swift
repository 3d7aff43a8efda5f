import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import Foundation

/// What allocation holds to, on the command line.
struct AllocationOptions: ParsableArguments {
    @Option(help: "The share of each trunk's pairs in % that stays free (default: 10).") var spare = 10
    @Option(help: "Trunks that a link may run over in series (default: 3).") var trunksInSeries = 3
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
        terms.mostTrunks = trunksInSeries
        terms.colour = colour
        if let margin {
            guard let value = wholeThousandths(margin), (0...100_000).contains(value) else {
                throw ValidationError("'\(margin)' is no margin in dB, expected one such as 0.5.")
            }
            terms.margin = MilliDecibels(value)
        }
        return terms
    }

    /// Reads demands; every fault is printed and ends the command.
    static func demands(_ file: String, _ plant: Plant) throws -> [Demand] {
        let source = file == "-" ? FileSource() : try FileSource(path: file)
        let (demands, faults) = try DemandReader.read(file == "-" ? "standard-input" : file, source, plant)
        guard faults.isEmpty else {
            for fault in faults { Console.say(fault.description) }
            Console.say(
                "error: \(faults.count) fault\(faults.count == 1 ? "" : "s") in the demands; nothing was changed")
            throw Failed.command
        }
        let there = demands.reduce(0) { $0 + $1.there.count }
        if there > 0 { Console.say("\(there) of the links \(there == 1 ? "is" : "are") there already") }
        return demands
    }
}

struct Allocate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Places the links that are asked for on free pairs of trunks, with the cords they take.",
        discussion: """
            A demand is a row of a CSV: label, a, z, and as wanted count, optic, fec, diverse_group, metadata, note. A
            and z are devices by label or address, or ports; z may name several, which share the links.

            Everything that is placed passes every rule. Sought are, in this order: as many links as can be; diverse
            groups on trunks and trays that share nothing; the least loss; the shortest cords; trunks in use already,
            from their lowest pair. Cords stay within a rack; where no trunk leads there directly, links are
            cross-connected from trunk to trunk. All are placed or none, unless --partial.

            EXAMPLES
              fiberplan allocate demands.csv --dry-run
              fiberplan allocate demands.csv --work-order WO-0001
              fiberplan allocate demands.csv --partial --spare 20 --format json
            """)

    @Argument(help: "A CSV of demands, or - for standard input.") var demands: String
    @Flag(help: "Place what can be placed although the rest cannot.") var partial = false
    @OptionGroup var options: AllocationOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
        let terms = try options.terms()
        let store = try write.plant.open(.writing)
        // Known before a table is printed of what then cannot be kept.
        if let order = write.workOrder { _ = try store.record(.workOrder, order) }
        let bar = ProgressBar("allocating")
        let plant = try store.snapshot { bar.update($0 * 0.3) }
        let demands = try AllocationOptions.demands(demands, plant)
        let allocation = Allocation(plant, demands, terms) { bar.update(0.3 + $0 * 0.5) }
        bar.finish()
        let report = AllocationReport(allocation, plant)
        try report.write(format.format, to: Console.write)
        for line in report.summary { Console.say("not placed, \(line)") }
        let isWhole = allocation.failures.isEmpty
        guard isWhole || partial else {
            Console.say(
                "error: \(allocation.failures.count) of \(allocation.links) links cannot be placed; nothing was changed (--partial places the others\(allocation.failures.contains { $0.between != nil } ? ", 'fiberplan suggest-trunks' tells what to buy" : ""))"
            )
            throw Failed.command
        }
        guard !allocation.placed.isEmpty else { return Console.say("nothing to place") }
        try write.transact(store) { transaction throws(PlantError) in
            for edit in allocation.edits { try transaction.apply(edit) }
            try check(allocation, before: plant, after: try transaction.snapshot(of: .all))
        }
        let cords = allocation.placed.reduce(0) { $0 + $1.cords.count }
        Console.say(
            "\(write.dryRun ? "would have " : "")placed \(allocation.placed.count) of \(allocation.links) link\(allocation.links == 1 ? "" : "s") with \(cords) cord\(cords == 1 ? "" : "s")\(write.workOrder.map { " for \($0)" } ?? "")"
        )
    }

    /// Nothing is kept that a rule speaks against. Not expected to happen: it would be a fault of the program.
    private func check(_ allocation: Allocation, before: Plant, after: Plant) throws(PlantError) {
        var options = ValidationOptions()
        options.severity = .error
        let known = Set(Validator.validate(before, options).findings)
        guard let new = Validator.validate(after, options).findings.first(where: { !known.contains($0) }) else {
            return
        }
        throw PlantError(
            .badValue, "what was placed breaks rule \(new.code) at \(new.subject): \(new.message); nothing was changed",
            hint: "please report this as a fault of fiberplan, with the plant")
    }
}

struct SuggestTrunks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest-trunks",
        abstract: "Tells which trunks to buy so that every demand can be placed, and what they cost.",
        discussion: """
            Cost is metres of trunk to order unless prices say otherwise. Printed are the cost, a lower bound that no
            set of trunks can go below, and the gap between the two. --apply adds the trunks and their cassettes as
            planned; 'allocate' then places the demands.

            EXAMPLES
              fiberplan suggest-trunks demands.csv
              fiberplan suggest-trunks demands.csv --price-trunk 400 --price-cassette 250 --price-metre 6.5
              fiberplan suggest-trunks demands.csv --apply --work-order WO-0001
            """)

    @Argument(help: "A CSV of demands, or - for standard input.") var demands: String
    @Option(help: "A trunk type that may be bought (repeatable).") var type: [String] = [Trunk().type]
    @Option(help: "Price of a trunk besides its metres.") var priceTrunk = "0"
    @Option(help: "Price of a metre of trunk.") var priceMetre = "1"
    @Option(help: "Price of a cassette, of which a trunk takes two.") var priceCassette = "0"
    @Flag(help: "Add the trunks and cassettes to the plant.") var apply = false
    @OptionGroup var options: AllocationOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var write: WriteOptions

    func validate() throws {
        _ = try prices()
        if write.workOrder != nil, !apply { throw ValidationError("--work-order goes with --apply.") }
    }

    private func prices() throws -> TrunkPrices {
        func price(_ text: String, _ name: String) throws -> Int {
            guard let value = wholeThousandths(text), value >= 0 else {
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

    func run() throws {
        let terms = try options.terms()
        let prices = try prices()
        let store = try write.plant.open(.writing)
        let plant = try store.snapshot()
        let demands = try AllocationOptions.demands(demands, plant)
        let bar = ProgressBar("suggesting")
        let plan = try TrunkPlan(plant, demands, terms, prices, types: type, bar.update)
        bar.finish()
        var note = write.note
        note.dryRun = write.dryRun || !apply
        if !apply { note.workOrder = nil }
        var left = 0
        let purchase = try write.transact(store, note) { transaction throws(PlantError) in
            let purchase = try TrunkPurchase(plan, prices, transaction)
            left = Allocation(try transaction.snapshot(of: .all), demands, terms).failures.count
            return purchase
        }.value
        try purchase.write(plant, format.format, to: Console.write)
        say(plan, purchase, left)
        if left > 0 { throw Failed.validation }
    }

    private func say(_ plan: TrunkPlan, _ purchase: TrunkPurchase, _ left: Int) {
        let before = "\(plan.placedBefore) of \(plan.links) links go on trunks that are there"
        guard !purchase.rows.isEmpty else {
            Console.say(left == 0 ? "\(before): nothing to buy" : before)
            return sayLeft(plan, left)
        }
        let cost = purchase.cost
        let gap = cost == 0 ? 0 : (cost - plan.lowerBound) * 1000 / cost
        Console.say(
            "\(before); \(purchase.rows.count) trunk\(purchase.rows.count == 1 ? "" : "s") to buy\(apply && !write.dryRun ? ", added as planned" : "")"
        )
        Console.say(
            "cost \(money(cost))\(isMetres ? " m to order" : ""), no plan costs less than \(money(plan.lowerBound)), gap \(money(cost - plan.lowerBound)) (\(gap / 10).\(gap % 10) %)"
        )
        sayLeft(plan, left)
    }

    /// Whether cost is nothing but metres.
    private var isMetres: Bool { priceTrunk == "0" && priceMetre == "1" && priceCassette == "0" }

    private func sayLeft(_ plan: TrunkPlan, _ left: Int) {
        guard left > 0 else { return }
        var counts: [String: Int] = [:]
        for failure in plan.hopeless { counts[failure.message, default: 0] += 1 }
        for (message, count) in counts.sorted(by: { $0.key < $1.key }) {
            Console.say("no trunk places \(count) link\(count == 1 ? "" : "s"): \(message)")
        }
        Console.say("error: \(left) link\(left == 1 ? "" : "s") cannot be placed with these trunks either")
    }

    private func money(_ thousandths: Int) -> String {
        let rest = thousandths % 1000
        return rest == 0 ? String(thousandths / 1000) : "\(thousandths / 1000).\(String(rest + 1000).dropFirst())"
    }
}
