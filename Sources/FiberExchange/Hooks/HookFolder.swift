import FiberModel
import Foundation

/// What happens in a plant that scripts may hang on to.
public enum HookEvent: String, Sendable, CaseIterable {
    case plantChanged = "plant-changed"
    case trunkAdded = "trunk-added"
    case workOrderCreated = "work-order-created"
    case workOrderSignedOff = "work-order-signed-off"
    case validate
}

/// Before it is kept, when a script can still say no; and afterwards.
public enum HookPhase: String, Sendable, CaseIterable { case prepare, done }

/// A file in a hooks folder, and whether it runs.
public struct HookFile: Hashable, Sendable {
    public enum State: Hashable, Sendable {
        case runs
        /// It is no hook; the rest goes on without it.
        case skipped(String)
        /// Somebody else could have put something into it.
        case refused(String)
    }
    public var event: HookEvent
    public var phase: HookPhase
    public var name: String
    /// As people read it: `hooks/plant-changed-done.d/10-notify`.
    public var place: String
    var path: String
    public var state: State
}

/// The scripts beside a plant: `hooks/EVENT-PHASE.d/NN-name`.
///
/// Names of folders come from the fixed events and phases alone. A folder or script that others may write, or that
/// belongs to neither the user nor root, is refused.
public struct HookFolder: Sendable {
    let path: String
    public let plant: String

    /// Nil where there is no folder `hooks` beside the plant.
    public init?(besides plant: String) {
        let file = URL(fileURLWithPath: plant).resolvingSymlinksInPath()
        self.plant = file.path
        path = file.deletingLastPathComponent().appendingPathComponent("hooks").path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
    }

    /// What lies in the folder of an event and phase, in the order of the bytes of its names.
    public func files(_ event: HookEvent, _ phase: HookPhase) throws(PlantError) -> [HookFile] {
        let folder = "\(event.rawValue)-\(phase.rawValue).d"
        let whole = "\(path)/\(folder)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder) else { return [] }
        guard isFolder.boolValue else {
            throw PlantError(.io, "\(quoted(whole)) is a file, expected a folder of hooks")
        }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: whole) } catch {
            throw PlantError(.io, "\(quoted(whole)) cannot be read: \(error.localizedDescription)")
        }
        let ofFolder = Self.objection(to: path) ?? Self.objection(to: whole)
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
            HookFile(
                event: event, phase: phase, name: name, place: "hooks/\(folder)/\(name)", path: "\(whole)/\(name)",
                state: Self.state(name, "\(whole)/\(name)", ofFolder))
        }
    }

    /// Folders beside the plant that no event and phase have: most likely a slip of the pen.
    public var strays: [String] {
        let known = HookEvent.allCases.flatMap { event in
            HookPhase.allCases.map { "\(event.rawValue)-\($0.rawValue).d" }
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".d") && !known.contains($0) }.sorted()
    }

    private static func state(_ name: String, _ path: String, _ ofFolder: String?) -> HookFile.State {
        guard let first = name.utf8.first, (0x30...0x39).contains(first), !name.hasSuffix("~") else {
            return .skipped("its name does not begin with a number, or ends in ~")
        }
        var facts = stat()
        guard stat(path, &facts) == 0 else { return .skipped("it leads nowhere") }
        guard facts.st_mode & S_IFMT == S_IFREG else { return .skipped("it is no file") }
        guard access(path, X_OK) == 0 else { return .skipped("it is not executable: chmod +x") }
        return (ofFolder ?? objection(to: path)).map { .refused($0) } ?? .runs
    }

    /// Why something is not trusted, with what mends it; nil where it is.
    private static func objection(to path: String) -> String? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return "it cannot be looked at" }
        let name = URL(fileURLWithPath: path).lastPathComponent
        guard facts.st_uid == geteuid() || facts.st_uid == 0 else {
            return "\(name) belongs to neither you nor root"
        }
        return facts.st_mode & 0o022 == 0 ? nil : "\(name) may be written by others: chmod go-w"
    }
}
