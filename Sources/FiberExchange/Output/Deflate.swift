import CZlib
import FiberModel

/// Deflated data (RFC 1951) by zlib, which is loaded the first time that it is asked for.
enum Deflate {
    private static let loaded: czlib_library? = {
        var library = czlib_library()
        return czlib_load(&library) ? library : nil
    }()

    private static func library() throws(PlantError) -> czlib_library {
        guard let loaded else {
            throw PlantError(
                .io, "zlib 1 is not installed, and workbooks and reports are packed with it",
                hint: "install it (Debian: zlib1g, or 'make deps')")
        }
        return loaded
    }

    /// - Throws: `PlantError` with code `io` where the library or the memory for it is not there.
    static func deflated(_ bytes: [UInt8]) throws(PlantError) -> [UInt8] {
        var library = try library()
        var stream = z_stream()
        guard czlib_begin_deflating(&library, &stream, 6) == Z_OK else {
            throw PlantError(.io, "there is no memory to pack the report")
        }
        defer { _ = library.deflateEnd(&stream) }
        let most = Int(library.deflateBound(&stream, UInt(bytes.count)))
        guard let out = run(&stream, bytes, most: most, { library.deflate(&$0, Z_FINISH) }) else {
            throw PlantError(.io, "the report cannot be packed")
        }
        return out
    }

    /// - Parameter most: what it may become at most, so that nothing can swell.
    /// - Returns: nil for what is no deflated data, is cut short, or would become more.
    static func inflated(_ packed: ArraySlice<UInt8>, most: Int) throws(PlantError) -> [UInt8]? {
        var library = try library()
        var stream = z_stream()
        guard czlib_begin_inflating(&library, &stream) == Z_OK else {
            throw PlantError(.io, "there is no memory to unpack a workbook")
        }
        defer { _ = library.inflateEnd(&stream) }
        // With a byte more than it may take: zlib tells the end of data only where it could have gone on.
        let out = run(&stream, Array(packed), most: most + 1) { library.inflate(&$0, Z_FINISH) }
        return out.flatMap { $0.count <= most ? $0 : nil }
    }

    /// All of the data through a stream in one go; nil where it does not come to its end.
    private static func run(
        _ stream: inout z_stream, _ bytes: [UInt8], most: Int, _ step: (inout z_stream) -> Int32
    ) -> [UInt8]? {
        var input = bytes
        var result = Z_OK
        let out = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(buffer.count)
                result = step(&stream)
            }
            filled = buffer.count - Int(stream.avail_out)
        }
        return result == Z_STREAM_END ? out : nil
    }
}
