import FiberModel
import Platform

/// What happens in a plant that scripts may hang on to.
package enum HookEvent: String, Sendable, CaseIterable {
    case plantChanged = "plant-changed"
    case trunkAdded = "trunk-added"
    case workOrderCreated = "work-order-created"
    case workOrderSignedOff = "work-order-signed-off"
    case validate
}

/// Before it is kept, when a script can still say no; and afterwards.
package enum HookPhase: String, Sendable, CaseIterable { case prepare, done }

/// A file in a hooks folder.
package struct HookFile: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case runs
        /// It is not a hook; the rest goes on without it.
        case skipped(String)
        /// Somebody else could have put something into it.
        case refused(String)
    }
    package var event: HookEvent
    package var phase: HookPhase
    package var name: String
    /// As people read it: `hooks/plant-changed-done.d/10-notify`.
    package var place: String
    var path: String

    /// Whether it would run now.
    package var state: State {
        switch opened() {
        case .runs: .runs
        case .skipped(let why): .skipped(why)
        case .refused(let why): .refused(why)
        }
    }

    enum Opening {
        case runs(TrustedFile)
        case skipped(String)
        case refused(String)
    }

    /// Judges it and opens what was judged: whoever runs it runs that, whatever comes to stand there meanwhile.
    func opened() -> Opening {
        guard let first = name.utf8.first, (0x30...0x39).contains(first), !name.hasSuffix("~") else {
            return .skipped("its name does not begin with a number, or ends in ~")
        }
        switch TrustedFile.open(path) {
        case .trusted(let file): return file.isExecutable ? .runs(file) : .skipped("it is not executable: chmod +x")
        case .absent(let why): return .skipped(why)
        case .distrusted(let why): return .refused(why)
        }
    }
}

/// The scripts beside a plant: `hooks/EVENT-PHASE.d/NN-name`.
///
/// Names of folders come from the fixed events and phases alone. A script that others may write or put in another's place,
/// by any folder or link on the way to it, or that belongs to neither the user nor root, is refused.
package struct HookFolder: Sendable {
    let path: String
    package let plant: String

    /// Nil without a folder `hooks` beside the plant.
    package init?(besides plant: String) {
        let file = URL(fileURLWithPath: plant).resolvingSymlinksInPath()
        self.plant = file.path
        path = file.deletingLastPathComponent().appendingPathComponent("hooks").path
        guard isFolder(path) else { return nil }
    }

    /// What lies in the folder of an event and phase, in the order of the bytes of its names.
    package func files(_ event: HookEvent, _ phase: HookPhase) throws(PlantError) -> [HookFile] {
        let folder = "\(event.rawValue)-\(phase.rawValue).d"
        let whole = "\(path)/\(folder)"
        guard access(whole, F_OK) == 0 else { return [] }
        guard isFolder(whole) else {
            throw PlantError(.io, "\(quoted(whole)) is a file, expected a folder of hooks")
        }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: whole) } catch {
            throw PlantError(.io, "\(quoted(whole)) cannot be read: \(systemReason(error))")
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
            HookFile(
                event: event, phase: phase, name: name, place: "hooks/\(folder)/\(name)", path: "\(whole)/\(name)")
        }
    }

    /// Folders beside the plant that no event and phase have: most likely a typing error.
    package var strays: [String] {
        let known = HookEvent.allCases.flatMap { event in
            HookPhase.allCases.map { "\(event.rawValue)-\($0.rawValue).d" }
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".d") && !known.contains($0) }.sorted()
    }
}
