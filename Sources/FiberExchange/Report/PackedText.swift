import CZlib
import FiberModel

/// A text on its way into a page: deflated, in base64, inflated by the page where it is looked at.
enum PackedText {
    /// - Throws: `PlantError` with code `io` where there is no memory for it.
    static func packed(_ text: [UInt8]) throws(PlantError) -> [UInt8] { base64(try deflated(text)) }

    static func deflated(_ bytes: [UInt8]) throws(PlantError) -> [UInt8] {
        var stream = z_stream()
        guard czlib_begin_deflating(&stream, 6) == Z_OK else {
            throw PlantError(.io, "there is no memory to pack the report")
        }
        defer { deflateEnd(&stream) }
        var out = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        var input = bytes
        let capacity = out.count
        let left = input.withUnsafeMutableBufferPointer { source -> Int? in
            out.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.avail_out) : nil
            }
        }
        guard let left else { throw PlantError(.io, "the report cannot be packed") }
        out.removeLast(left)
        precondition(out.count <= capacity)
        return out
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base64 of RFC 4648, with padding.
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let group =
                UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            out.append(digits[Int(group >> 18)])
            out.append(digits[Int(group >> 12 & 63)])
            out.append(left > 1 ? digits[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            out.append(left > 2 ? digits[Int(group & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return out
    }
}
