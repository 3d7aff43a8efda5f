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

    public mutating func read() throws(PlantError) -> [UInt8] {
        do {
            return try handle.read(upToCount: Self.chunkSize).map(Array.init) ?? []
        } catch {
            throw PlantError(.io, "\(quoted(name)) cannot be read: \(error.localizedDescription)")
        }
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
