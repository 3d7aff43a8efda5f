import FiberModel
import Platform

/// Files that nobody else needs to know of.
enum TemporaryFile {
    /// A new empty file in the folder for such; whoever asks for it removes it.
    ///
    /// - Throws: `PlantError` with code `io` or `diskFull`.
    static func path() throws(PlantError) -> String {
        let (path, descriptor) = try make()
        close(descriptor)
        return path
    }

    /// A new empty file, open for reading and writing, under its name.
    static func make() throws(PlantError) -> (path: String, descriptor: Int32) {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/fiberplan-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure() }
        let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        return (path, descriptor)
    }

    static func failure() -> PlantError {
        PlantError(
            errno == ENOSPC ? .diskFull : .io,
            "a temporary file cannot be written: \(String(cString: strerror(errno)))",
            hint: "set TMPDIR to a folder with free space")
    }
}
