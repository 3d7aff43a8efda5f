import ArgumentParser
import FiberExchange
import FiberModel
import Platform

extension HookEvent: ExpressibleByArgument {}
extension HookPhase: ExpressibleByArgument {}

struct HooksCommand: ListedCommand {
    static let place = HelpPlace(.history, 5)
    static let configuration = CommandConfiguration(
        commandName: "hooks",
        abstract: "Scripts beside the plant that run when something happens.",
        discussion: paragraphs(
            """
            hooks/EVENT-PHASE.d/NN-name beside the plant's file. Events: plant-changed, trunk-added,
            work-order-created, work-order-signed-off, validate. Phases: prepare, before the change is kept, when an
            exit code other than 0 says no; and done, when it can only warn. Scripts run in the order of the bytes
            of their names, each with the arguments OBJECT EVENT PHASE and its own full copy of the change as JSON
            on standard input, in their own folder; FIBERPLAN_HOOK_FILE is their path. Those of prepare have 30 s
            (FIBERPLAN_HOOK_SECONDS) altogether, those of done 30 s each; what they leave running in the
            background is not waited for. They may run fiberplan to read the plant; what those of done change is
            asked about by prepare, and tells no hooks of done.

            A script is refused where anybody but you and root could have written it, or a folder or link on the
            way to it.

            EXAMPLES
              fiberplan hooks list
              fiberplan hooks test plant-changed
            """),
        subcommands: [HooksList.self, HooksTest.self])
}

struct HooksList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the hooks, and which of them would run.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan hooks list
              fiberplan hooks list --format json
            """))

    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let folder = HookFolder(besides: plant.path)
        let answer = Answer(["event", "phase", "name", "state", "why"]) { add throws(PlantError) in
            guard let folder else { return }
            for event in HookEvent.allCases {
                for phase in HookPhase.allCases {
                    for file in try folder.files(event, phase) {
                        let state: (String, String) =
                            switch file.state {
                            case .runs: ("runs", "")
                            case .skipped(let why): ("skipped", why)
                            case .refused(let why): ("refused", why)
                            }
                        try add([
                            .word(event.rawValue), .word(phase.rawValue), .text(file.name), .word(state.0),
                            .text(state.1),
                        ])
                    }
                }
            }
        }
        let rows = try format.show(answer)
        guard let folder else { return Console.say("no folder 'hooks' beside \(plant.path)") }
        if rows == 0 { Console.say("no hooks") }
        for stray in folder.strays { Console.say("note: folder hooks/\(stray) is of no event and phase") }
    }
}

struct HooksTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs the hooks of an event on the last change, and changes nothing.",
        discussion: paragraphs(
            """
            Both phases, unless --phase names one. Of an empty history the change is made up.

            EXAMPLES
              fiberplan hooks test plant-changed
              fiberplan hooks test work-order-created --phase done
            """))

    @Argument(help: "plant-changed, trunk-added, work-order-created, work-order-signed-off or validate.")
    var event: HookEvent
    @Option(help: "prepare or done.") var phase: HookPhase?
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        guard let hooks = try plant.hooks() else {
            return Console.say("no folder 'hooks' beside \(plant.path)")
        }
        let sample = try HookSample(event, plant: plant.path, store: store)
        var isGood = true
        let answer = Answer(["phase", "name", "exit", "seconds", "result"]) { add throws(PlantError) in
            for phase in phase.map({ [$0] }) ?? HookPhase.allCases {
                for outcome in try hooks.trial(event, phase, object: sample.object, input: sample.input) {
                    for line in outcome.output.split(separator: "\n") { Console.say("\(outcome.file.name): \(line)") }
                    let code: Int? = if case .exited(let code) = outcome.end { Int(code) } else { nil }
                    try add([
                        .word(phase.rawValue), .text(outcome.file.name), code.map { .int($0) } ?? .null,
                        .thousandths(Int(outcome.seconds * 1000)), .text(outcome.text),
                    ])
                    isGood = isGood && outcome.isGood
                }
            }
        }
        let rows = try format.show(answer)
        if rows == 0 { Console.say("no hook of \(event.rawValue) runs: see 'fiberplan hooks list'") }
        if !isGood { throw Failed.validation }
    }
}
