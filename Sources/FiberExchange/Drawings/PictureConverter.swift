import FiberModel
import Platform

/// Makes pictures of drawings, by whichever program for that is installed.
package enum PictureConverter {
    /// The programs that are tried, with the arguments for an SVG and a PNG; twice the size, for letters that can be read.
    private static func programs(_ svg: String, _ png: String) -> [[String]] {
        [
            ["rsvg-convert", "--format=png", "--zoom=2", "--output=\(png)", svg],
            ["inkscape", "--export-type=png", "--export-dpi=192", "--export-filename=\(png)", svg],
            ["magick", "-density", "192", "svg:\(svg)", "png:\(png)"],
        ]
    }

    /// - Throws: `PlantError` with code `io` where no program for it is installed, or it fails.
    package static func png(ofSVG bytes: [UInt8]) throws(PlantError) -> [UInt8] {
        let (svg, png) = (try TemporaryFile.path(), try TemporaryFile.path())
        defer {
            unlink(svg)
            unlink(png)
        }
        guard let file = fopen(svg, "w") else { throw failure("a temporary file cannot be written") }
        let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard fclose(file) == 0, written == bytes.count else { throw failure("a temporary file cannot be written") }
        for words in programs(svg, png) {
            guard let program = Program(words, isQuiet: true) else { continue }
            guard program.wait() == 0 else { throw failure("\(words[0]) cannot make a picture of the drawing") }
            var picture = try FileSource(path: png)
            guard let all = try picture.all(upTo: 1 << 30), !all.isEmpty else {
                throw failure("\(words[0]) made no picture")
            }
            return all
        }
        throw PlantError(
            .io, "no program that makes pictures is installed",
            hint: "install rsvg-convert (Debian: librsvg2-bin), Inkscape or ImageMagick, or write .svg")
    }

    private static func failure(_ message: String) -> PlantError {
        PlantError(.io, message, hint: "write .svg, which every browser shows")
    }
}
