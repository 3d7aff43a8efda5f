import FiberModel
import Foundation

/// The bytes of an open file or pipe.
public struct FileSource: ByteSource {
    private static let chunkSize = 1 << 18
    private let handle: FileHandle
    private let name: String

    /// - Throws: ``PlantError`` with code `io` where the file cannot be opened.
    public init(path: String) throws(PlantError) {
        var isFolder: ObjCBool = false
        guard !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue else {
            throw PlantError(.io, "\(quoted(path)) is a folder, expected a file")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw PlantError(.io, "\(quoted(path)) cannot be read: \(String(cString: strerror(errno)))")
        }
        self.handle = handle
        name = path
    }

    /// Standard input.
    public init() {
        handle = .standardInput
        name = "standard input"
    }

    private init(_ handle: FileHandle, _ name: String) {
        self.handle = handle
        self.name = name
    }

    public mutating func read() throws(PlantError) -> [UInt8] {
        do {
            return try handle.read(upToCount: Self.chunkSize).map(Array.init) ?? []
        } catch {
            throw PlantError(.io, "\(quoted(name)) cannot be read: \(systemReason(error))")
        }
    }

    /// The same bytes from a file, so that whoever reads them never has to wait: what comes from a pipe is read to its
    /// end first, into a file that nobody else can see.
    ///
    /// Whoever holds the plant while it reads must not depend on how fast somebody else writes.
    /// - Throws: ``PlantError`` with code `io` or `diskFull`.
    public func spooled() throws(PlantError) -> FileSource {
        var facts = stat()
        if fstat(handle.fileDescriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG { return self }
        var template = Array("\(FileManager.default.temporaryDirectory.path)/fiberplan-input-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Self.cannotSpool() }
        unlink(template)
        let spool = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var source = self
        while true {
            let bytes = try source.read()
            if bytes.isEmpty { break }
            do { try spool.write(contentsOf: Data(bytes)) } catch { throw Self.cannotSpool() }
        }
        do { try spool.seek(toOffset: 0) } catch { throw Self.cannotSpool() }
        return FileSource(spool, name)
    }

    private static func cannotSpool() -> PlantError {
        PlantError(
            errno == ENOSPC ? .diskFull : .io,
            "the input cannot be kept in a temporary file: \(String(cString: strerror(errno)))",
            hint: "set TMPDIR to a folder with room")
    }
}

/// Bytes in memory, handed out in pieces of a given size.
public struct MemorySource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let piece: Int

    public init(_ text: String, piece: Int = 1 << 18) { self.init(Array(text.utf8), piece: piece) }

    public init(_ bytes: [UInt8], piece: Int = 1 << 18) {
        rest = bytes[...]
        self.piece = piece
    }

    public mutating func read() throws(PlantError) -> [UInt8] {
        let next = rest.prefix(piece)
        rest = rest.dropFirst(piece)
        return Array(next)
    }
}
