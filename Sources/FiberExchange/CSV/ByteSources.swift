import FiberModel
import Platform

extension ByteSource {
    /// All of the bytes; nil where there are more than `limit`.
    package mutating func all(upTo limit: Int) throws(PlantError) -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            let piece = try read()
            if piece.isEmpty { return bytes }
            bytes += piece
            if bytes.count > limit { return nil }
        }
    }
}

/// The bytes of an open file or pipe.
public struct FileSource: ByteSource {
    private static let chunkSize = 1 << 18
    private let file: OpenFile

    /// - Throws: `PlantError` with code `io` where the file cannot be opened.
    public init(path: String) throws(PlantError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw PlantError(.io, "\(quoted(path)) cannot be read: \(String(cString: strerror(errno)))")
        }
        file = OpenFile(descriptor, path)
        var facts = stat()
        guard fstat(descriptor, &facts) != 0 || facts.st_mode & S_IFMT != S_IFDIR else {
            throw PlantError(.io, "\(quoted(path)) is a folder, expected a file")
        }
    }

    /// Standard input.
    public init() { file = OpenFile(dup(0), "standard input") }

    private init(_ file: OpenFile) { self.file = file }

    /// In bytes; 0 where that is not known, as of a pipe.
    var size: Int {
        var facts = stat()
        return fstat(file.descriptor, &facts) == 0 ? Int(facts.st_size) : 0
    }

    /// The next bytes; none at the end.
    public mutating func read() throws(PlantError) -> [UInt8] { try file.read(Self.chunkSize) }

    /// The same bytes from a file, so that whoever reads them never has to wait: what comes from a pipe is read to its
    /// end first, into a file that nobody else can see.
    ///
    /// Whoever holds the plant while it reads must not depend on how fast somebody else writes.
    /// - Throws: `PlantError` with code `io` or `diskFull`.
    public func spooled() throws(PlantError) -> FileSource {
        var facts = stat()
        if fstat(file.descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG { return self }
        let (path, descriptor) = try TemporaryFile.make()
        unlink(path)
        let spool = OpenFile(descriptor, file.name)
        while true {
            let bytes = try file.read(Self.chunkSize)
            if bytes.isEmpty { break }
            guard spool.put(bytes) else { throw TemporaryFile.failure() }
        }
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw TemporaryFile.failure() }
        return FileSource(spool)
    }
}

/// Bytes in memory, handed out in pieces of a given size.
public struct MemorySource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let piece: Int

    /// Hands these bytes out.
    public init(_ text: String, piece: Int = 1 << 18) { self.init(Array(text.utf8), piece: piece) }

    /// Hands these bytes out.
    public init(_ bytes: [UInt8], piece: Int = 1 << 18) {
        rest = bytes[...]
        self.piece = piece
    }

    /// The next bytes; none at the end.
    public mutating func read() throws(PlantError) -> [UInt8] {
        let next = rest.prefix(piece)
        rest = rest.dropFirst(piece)
        return Array(next)
    }
}
