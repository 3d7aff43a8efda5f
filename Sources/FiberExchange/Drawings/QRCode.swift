import CQREncode
import FiberModel
import Platform

/// A text as a QR code, by libqrencode.
struct QRCode {
    /// Modules from side to side.
    let width: Int
    /// Row by row from the upper left corner.
    let isDark: [Bool]

    /// What a code of middle correction takes at most, in bytes.
    static let longestText = 2_331

    private static let library: cqrencode_library? = {
        var library = cqrencode_library()
        return cqrencode_load(&library) ? library : nil
    }()

    /// - Throws: `PlantError` with code `badValue` for a text that is empty or too long, `io` without the library.
    init(_ text: String) throws(PlantError) {
        let bytes = Array(text.utf8)
        guard (1...Self.longestText).contains(bytes.count) else {
            throw PlantError(
                .badValue, "a QR code takes 1 to \(Self.longestText) bytes, and this text has \(bytes.count)",
                hint: "shorten the template of --qr")
        }
        guard let library = Self.library else {
            throw PlantError(
                .io, "libqrencode 4 is not installed, and QR codes are drawn with it",
                hint: "install it (Debian: libqrencode4, or 'make deps')")
        }
        guard let code = library.QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw PlantError(.io, "the QR code cannot be made: \(String(cString: strerror(errno)))")
        }
        defer { library.QRcode_free(code) }
        width = Int(code.pointee.width)
        guard let data = code.pointee.data else { throw PlantError(.io, "the QR code cannot be made") }
        isDark = (0..<width * width).map { data[$0] & 1 == 1 }
    }

    /// The code with the quiet zone of four modules that readers need around it, as the path of an SVG.
    var svg: Markup {
        var path = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                let start = x
                while x < width, isDark[y * width + x] { x += 1 }
                if x > start { path += "M\(start + 4) \(y + 4)h\(x - start)v1h-\(x - start)z" }
                x += 1
            }
        }
        let size = width + 8
        return
            "<svg class=\"qrcode\" viewBox=\"0 0 \(size) \(size)\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"QR code\"><path fill=\"#fff\" d=\"M0 0h\(size)v\(size)h-\(size)z\"/><path fill=\"#000\" d=\"\(path)\"/></svg>"
    }
}
