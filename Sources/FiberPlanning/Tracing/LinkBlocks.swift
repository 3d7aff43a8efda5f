import Dispatch
import FiberModel
import Platform

extension Plant {
    /// Works something out for every link in blocks on all cores, and hands the results over in the order of the links.
    ///
    /// Only so many blocks are in memory at a time, so it does not grow with the plant.
    func forEachLinkBlock<Part, Failure: Error>(
        _ make: @Sendable (Range<Int>) -> Part, body: (Part) throws(Failure) -> Void
    ) throws(Failure) {
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let size = 4096
        let blocks = (links.count + size - 1) / size
        var next = 0
        while next < blocks {
            let count = min(cores * 4, blocks - next)
            let first = next
            let total = links.count
            let parts = Slots<Part>(count)
            DispatchQueue.concurrentPerform(iterations: count) { block in
                let start = (first + block) * size
                parts[block] = make(start..<min(start + size, total))
            }
            for block in 0..<count { if let part = parts.take(block) { try body(part) } }
            next += count
        }
    }
}

/// A slot for each block, which one thread writes and another reads once all are done.
private final class Slots<Part>: @unchecked Sendable {
    private let slots: UnsafeMutableBufferPointer<Part?>
    init(_ count: Int) {
        slots = .allocate(capacity: count)
        slots.initialize(repeating: nil)
    }
    deinit {
        slots.deinitialize()
        slots.deallocate()
    }
    subscript(block: Int) -> Part? {
        get { slots[block] }
        set { slots[block] = newValue }
    }
    func take(_ block: Int) -> Part? {
        defer { slots[block] = nil }
        return slots[block]
    }
}
