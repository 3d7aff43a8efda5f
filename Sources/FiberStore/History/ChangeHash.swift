internal import Crypto
import FiberModel

/// The hash of a change: over the hash before, the change's own row and all of its pages.
///
/// Every field is written with its length in front, so that no two histories give the same bytes.
struct ChangeHash {
    private var pages = SHA256()

    mutating func add(page body: UnsafeBufferPointer<UInt8>) {
        var length: [UInt8] = []
        Self.length(body.count, &length)
        length.withUnsafeBytes { pages.update(bufferPointer: $0) }
        pages.update(bufferPointer: UnsafeRawBufferPointer(body))
    }

    /// In hexadecimal.
    func finish(_ change: Change, after previous: String) -> String {
        var head: [UInt8] = []
        Self.field(previous, &head)
        for number in [change.id, change.edits] { Self.field(String(number), &head) }
        for text in [change.time, change.author, change.command] { Self.field(text, &head) }
        Self.field(change.workOrder, &head)
        Self.field(change.undoes.map(String.init), &head)
        head.append(contentsOf: pages.finalize())
        return SHA256.hash(data: head).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
    }

    private static func field(_ text: String?, _ out: inout [UInt8]) {
        length(text?.utf8.count ?? Int(UInt32.max), &out)
        if let text { out.append(contentsOf: text.utf8) }
    }

    private static func length(_ count: Int, _ out: inout [UInt8]) {
        var rest = UInt32(truncatingIfNeeded: count)
        for _ in 0..<4 {
            out.append(UInt8(rest & 0xff))
            rest >>= 8
        }
    }
}
