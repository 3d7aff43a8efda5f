import FiberModel
import Platform

/// A file that appears whole or not at all: written beside its place, moved there at the end.
package final class AtomicFile {
    private let path: String
    private let temporary: String
    private var descriptor: Int32
    private var isInPlace = false
    private var isDone = false

    /// - Throws: `PlantError` with code `io` where the folder cannot be written, `inUse` where a database or a journal of
    ///   one stands there: output is never written over a plant.
    package init(path: String) throws(PlantError) {
        let target = Self.resolved(path)
        self.path = target
        temporary = "\(target).part-\(ProcessInfo.processInfo.processIdentifier)"
        var facts = stat()
        let exists = stat(target, &facts) == 0
        if exists, facts.st_mode & S_IFMT == S_IFDIR {
            throw PlantError(.io, "\(quoted(path)) is a folder, expected a file")
        }
        try DatabaseGuard.check(target)
        if exists, facts.st_mode & S_IFMT != S_IFREG {
            // A device or pipe is written to as it stands; replacing it would destroy it.
            descriptor = open(target, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Self.failure(path) }
            isInPlace = true
            return
        }
        unlink(temporary)
        descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path) }
        // What others may do with the file stays as it was.
        if exists { fchmod(descriptor, facts.st_mode & 0o7777) }
    }

    deinit {
        guard !isDone else { return }
        close(descriptor)
        // The half-written copy is of no use to anybody, and a failure to remove it changes nothing.
        if !isInPlace { unlink(temporary) }
    }

    package func write(_ bytes: [UInt8]) throws(PlantError) {
        guard putAll(bytes, on: descriptor) else { throw Self.failure(path) }
    }

    /// Puts the file in its place.
    package func commit() throws(PlantError) {
        guard !isInPlace else { return }
        guard fsync(descriptor) == 0 else { throw Self.failure(path) }
        // Something may have come to stand there since.
        try DatabaseGuard.check(path)
        guard rename(temporary, path) == 0 else { throw Self.failure(path) }
        close(descriptor)
        isDone = true
    }

    private static func resolved(_ path: String) -> String {
        guard let whole = realpath(path, nil) else {
            // Nothing is there, or a link that leads nowhere, through which the system makes the file.
            return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        }
        defer { free(whole) }
        return String(cString: whole)
    }

    private static func failure(_ path: String) -> PlantError {
        if errno == ENOSPC || errno == EDQUOT {
            return PlantError(
                .diskFull, "the disk is full; \(quoted(path)) was not written", hint: "free some space and try again")
        }
        return PlantError(.io, "\(quoted(path)) cannot be written: \(String(cString: strerror(errno)))")
    }
}

/// Tells files that output must never be written over: SQLite databases, and their journals.
enum DatabaseGuard {
    private static let database = Array("SQLite format 3\u{0}".utf8)
    private static let writeAhead: [[UInt8]] = [[0x37, 0x7f, 0x06, 0x82], [0x37, 0x7f, 0x06, 0x83]]
    private static let rollback: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]

    /// - Throws: `PlantError` with code `inUse` where a database or a journal stands at a path, or where one would be
    ///   looked for beside a database.
    static func check(_ path: String) throws(PlantError) {
        let head = head(path)
        if head.starts(with: database) {
            throw PlantError(
                .inUse, "\(quoted(path)) is an SQLite database, and nothing is written over it",
                hint: "name another file for the output")
        }
        let isBeside = ["-wal", "-shm", "-journal"].contains { ending in
            path.hasSuffix(ending) && Self.head(String(path.dropLast(ending.count))).starts(with: database)
        }
        guard isBeside || head.starts(with: rollback) || writeAhead.contains(where: { head.starts(with: $0) }) else {
            return
        }
        throw PlantError(
            .inUse, "\(quoted(path)) is a journal of an SQLite database, and nothing is written over it",
            hint: "name another file for the output")
    }

    private static func head(_ path: String) -> [UInt8] {
        var facts = stat()
        // A pipe would keep whoever opens it.
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return [] }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(file, &bytes, 16)
        return Array(bytes.prefix(max(0, count)))
    }
}
