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
        let (demands, _, faults) = try DemandReader.read(file == "-" ? "standard-input" : file, source, plant)
        guard faults.isEmpty else {
            for fault in faults { Console.say(fault.description) }
            Console.say("error: \(faults.count) fault\(faults.count == 1 ? "" : "s"); nothing was placed")
            throw Failed.command
        }
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
        let bar = ProgressBar("allocating")
        let plant = try store.snapshot { bar.update($0 * 0.3) }
        let demands = try AllocationOptions.demands(demands, plant)
        let allocation = Allocation(plant, demands, terms) { bar.update(0.3 + $0 * 0.5) }
        bar.finish()
        try AllocationReport(allocation, plant).write(format.format, to: Console.write)
        for line in AllocationReport(allocation, plant).summary { Console.say("not placed, \(line)") }
        let isWhole = allocation.failures.isEmpty
        guard isWhole || partial else {
            Console.say(
                "error: \(allocation.failures.count) of \(allocation.links) links cannot be placed; nothing was changed (--partial places the others, 'fiberplan suggest-trunks' tells what to buy)"
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
        guard let new = Validator.validate(after, options).findings.first(where: { !known.contains($0) }) else { return }
        throw PlantError(
            .badValue, "what was placed breaks rule \(new.code) at \(new.subject): \(new.message); nothing was changed",
            hint: "please report this as a fault of fiberplan, with the plant")
    }
}
