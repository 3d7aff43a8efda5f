import FiberModel
import Platform

/// Where a plant lies on the disk, and what lies beside it.
enum PlantFile {
    /// What SQLite may leave beside a file.
    static let companions = ["-wal", "-shm", "-journal"]

    /// The path with every link resolved, which SQLite cannot take for one of its special names such as `:memory:`; of
    /// what is not there yet, the folder resolved.
    static func absolute(_ path: String) -> String {
        if let whole = resolved(path) { return whole }
        let name = String(path.split(separator: "/").last ?? "")
        let folder = path.utf8.contains(UInt8(ascii: "/")) ? String(path.dropLast(name.count)) : "."
        return "\(resolved(folder.isEmpty ? "/" : folder) ?? folder)/\(name)"
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    static func folder(_ path: String) -> String {
        let folder = absolute(path).split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        return folder.isEmpty ? "/" : folder
    }

    static func facts(_ path: String) -> stat? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts : nil
    }

    static func isLink(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether a journal with something in it lies beside a file.
    static func hasJournal(_ path: String) -> Bool {
        ["-wal", "-journal"].contains { (facts(path + $0)?.st_size ?? 0) > 0 }
    }

    /// Refuses a file that goes by several names while a journal lies beside one of them: SQLite finds a journal by the
    /// name of its file, so under another name the changes in it would be missed, and later written over newer ones.
    ///
    /// - Throws: `PlantError` with code `foreignFile`.
    static func checkSingleName(_ path: String) throws(PlantError) {
        guard let own = facts(path), own.st_nlink > 1 else { return }
        let folder = folder(path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let twins = names.map { "\(folder)/\($0)" }.filter { other in
            facts(other).map { $0.st_ino == own.st_ino && $0.st_dev == own.st_dev } ?? false
        }
        for name in twins + [path] where hasJournal(name) {
            throw PlantError(
                .foreignFile,
                "the file has \(own.st_nlink) names (hard links), and a journal lies beside \(quoted(name))",
                hint:
                    "use the plant under the name that has the journal once, or copy both together, then remove the other names"
            )
        }
    }

    // MARK: Building a new file beside its place

    static func draft(of target: String) -> String { "\(prefix(target))\(ProcessInfo.processInfo.processIdentifier)" }

    private static func prefix(_ target: String) -> String {
        "\(folder(target))/.\(target.split(separator: "/").last ?? "plant").new-"
    }

    /// Removes drafts whose process is gone: it was killed while it built them.
    static func removeStaleDrafts(of target: String) {
        let prefix = prefix(target)
        let folder = folder(target)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let path = "\(folder)/\(name)"
            guard path.hasPrefix(prefix) else { continue }
            let digits = path.dropFirst(prefix.count).prefix { $0.isNumber }
            if let process = Int32(digits), kill(process, 0) != 0, errno == ESRCH { unlink(path) }
        }
    }

    static func remove(_ path: String) { for ending in [""] + companions { unlink(path + ending) } }

    /// Gives a finished draft its name, unless something has that name by now.
    ///
    /// - Throws: `PlantError` with code `duplicate` or `io`.
    static func publish(_ draft: String, as target: String) throws(PlantError) {
        sync(draft)
        if link(draft, target) == 0 {
            unlink(draft)
        } else {
            let isTaken = errno == EEXIST
            guard !isTaken else { throw taken(target) }
            // A file system without hard links: an empty file of ours holds the name for the moment between.
            let holder = open(target, O_CREAT | O_EXCL | O_WRONLY, 0o644)
            guard holder >= 0 else {
                throw errno == EEXIST ? taken(target) : cannotBeMade(target)
            }
            close(holder)
            guard rename(draft, target) == 0 else {
                let error = cannotBeMade(target)
                unlink(target)
                throw error
            }
        }
        sync(folder(target))
    }

    static func taken(_ path: String) -> PlantError {
        let isEmpty = facts(path)?.st_size == 0
        return PlantError(
            .duplicate, "\(path) exists already",
            hint: isEmpty ? "it is empty: remove it, or name another file" : "name another file, or use that plant")
    }

    static func cannotBeMade(_ path: String) -> PlantError {
        PlantError(
            errno == EACCES || errno == EROFS ? .readOnly : errno == ENOSPC ? .diskFull : .io,
            "\(quoted(path)) cannot be made: \(String(cString: strerror(errno)))", hint: "check the folder")
    }

    private static func sync(_ path: String) {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }
}
