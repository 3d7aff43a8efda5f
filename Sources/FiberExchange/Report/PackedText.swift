import FiberModel
import Platform

/// A text on its way into a page: deflated, in base64, inflated by the page where it is looked at.
enum PackedText {
    /// - Throws: `PlantError` with code `io` where zlib or the memory for it is not there.
    static func packed(_ text: [UInt8]) throws(PlantError) -> [UInt8] {
        Array(Data(try Deflate.deflated(text)).base64EncodedData())
    }
}
