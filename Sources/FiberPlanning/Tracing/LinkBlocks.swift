import Dispatch
import FiberModel
import Platform

extension Plant {
    /// Works something out for every link in blocks on all cores, and hands the results over in the order of the links
    /// while the next are worked out.
    ///
    /// Only so many blocks are in memory at a time, so it does not grow with the plant.
    func forEachLinkBlock<Part, Failure: Error>(
        _ make: @escaping @Sendable (Range<Int>) -> Part, body: (Part) throws(Failure) -> Void
    ) throws(Failure) {
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let size = 4096
        let batch = cores * 4 * size
        let total = links.count
        let next = DispatchGroup()
        // Nothing is left running where a hand-over fails.
        defer { next.wait() }
        var parts = LinkBatch(0..<min(batch, total), of: size, make)
        parts.work()
        while !parts.links.isEmpty {
            let done = parts
            parts = LinkBatch(done.links.upperBound..<min(done.links.upperBound + batch, total), of: size, make)
            if !parts.links.isEmpty { DispatchQueue.global().async(group: next) { [parts] in parts.work() } }
            for block in 0..<done.count { if let part = done.take(block) { try body(part) } }
            next.wait()
        }
    }
}

/// Links of some blocks, with a slot for what each block came to, which one thread writes and another reads once all are
/// done.
private final class LinkBatch<Part>: @unchecked Sendable {
    let links: Range<Int>
    let count: Int
    private let size: Int
    private let make: @Sendable (Range<Int>) -> Part
    private let slots: UnsafeMutableBufferPointer<Part?>

    init(_ links: Range<Int>, of size: Int, _ make: @escaping @Sendable (Range<Int>) -> Part) {
        self.links = links
        self.size = size
        self.make = make
        count = (links.count + size - 1) / size
        slots = .allocate(capacity: count)
        slots.initialize(repeating: nil)
    }

    deinit {
        slots.deinitialize()
        slots.deallocate()
    }

    /// Works all of it out, on all cores.
    func work() {
        DispatchQueue.concurrentPerform(iterations: count) { block in
            let start = links.lowerBound + block * size
            slots[block] = make(start..<min(start + size, links.upperBound))
        }
    }

    func take(_ block: Int) -> Part? {
        defer { slots[block] = nil }
        return slots[block]
    }
}
