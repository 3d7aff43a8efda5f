import FiberModel
import Platform

/// An open file, closed with this object.
final class OpenFile: Sendable {
    let descriptor: Int32
    /// What messages call it.
    let name: String

    init(_ descriptor: Int32, _ name: String) {
        self.descriptor = descriptor
        self.name = name
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes; none at the end of the file.
    ///
    /// - Throws: `PlantError` with code `io`.
    func read(_ count: Int) throws(PlantError) -> [UInt8] {
        while true {
            var result = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                result = Platform.read(descriptor, buffer.baseAddress, count)
                filled = max(0, result)
            }
            if result >= 0 { return bytes }
            if errno != EINTR {
                throw PlantError(.io, "\(quoted(name)) cannot be read: \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Writes all of the bytes; false, with `errno`, where that fails.
    func put(_ bytes: [UInt8]) -> Bool { putAll(bytes, on: descriptor) }
}
