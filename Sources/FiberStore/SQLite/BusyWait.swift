import FiberModel
import Platform
import Synchronization

/// How long a program waits for another that is writing to the plant, and whom it tells.
public struct WaitPolicy: Sendable {
    /// Longer than a hook may take, which holds the plant while it runs.
    public static let defaultSeconds = 60.0
    /// How long to wait before giving up.
    public var seconds: Double
    /// Told once, when waiting has taken two seconds.
    public var onWait: (@Sendable () -> Void)?

    /// Waits up to `seconds`; `onWait` is told once that it does.
    public init(seconds: Double = WaitPolicy.defaultSeconds, onWait: (@Sendable () -> Void)? = nil) {
        self.seconds = seconds
        self.onWait = onWait
    }
}

/// Waits in small steps until the plant is free or patience ends.
final class BusyWait: Sendable {
    private struct State {
        var start = Date()
        var hasTold = false
    }
    private let policy: WaitPolicy
    private let state = Mutex(State())

    init(_ policy: WaitPolicy) { self.policy = policy }

    /// Called by SQLite each time that it finds the plant locked, counted from 0; false gives up.
    func wait(tries: Int) -> Bool {
        let (waited, tells): (Double, Bool) = state.withLock { state in
            if tries == 0 { state.start = Date() }
            let waited = Date().timeIntervalSince(state.start)
            let tells = waited >= 2 && !state.hasTold
            if tells { state.hasTold = true }
            return (waited, tells)
        }
        if tells { policy.onWait?() }
        guard waited < policy.seconds else { return false }
        usleep(UInt32(min(25_000, 1000 * (tries + 1))))
        return true
    }
}
