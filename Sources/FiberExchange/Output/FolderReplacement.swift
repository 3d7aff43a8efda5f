import FiberModel
import Platform

/// Replaces certain files of a folder, all together.
///
/// They are written into a draft beside the folder. Where the folder is new or holds nothing but files, the two change
/// places in one step. A folder that has folders or links in it, or that we stand in, is kept: its files are replaced one
/// by one out of a draft inside it, and a reader is refused while that is under way or was cut short.
final class FolderReplacement {
    /// Inside a folder whose files are being replaced; ``marker`` in it says that it is complete.
    private static let innerDraft = ".fiberplan-export"
    private static let marker = "complete"
    /// Inside a folder that is a draft, or was replaced by one: only with this in it is it ever removed.
    private static let draftMark = ".fiberplan-draft"

    private let folder: String
    /// The files that belong to us, each with the columns that its header may begin with.
    private let columns: [String: [String]]
    private var files: [String] { columns.keys.sorted() }
    /// Where the new files are to be written.
    let draft: String
    private let isKept: Bool
    private let isNew: Bool
    /// Set while some files are replaced and others not: what is left over then has to be found.
    private var isUnderWay = false
    private var hasTakenOver = false

    /// - Parameter columns: by the names of the files that belong to us in such a folder, their columns.
    /// - Throws: `PlantError` with code `io`, `diskFull`, or `inUse` where one of the files leads to a plant.
    init(of path: String, columns: [String: [String]]) throws(PlantError) {
        var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        self.folder = folder
        self.columns = columns
        var facts = stat()
        isNew = stat(folder, &facts) != 0
        guard isNew || facts.st_mode & S_IFMT == S_IFDIR else {
            throw PlantError(.io, "\(quoted(path)) is a file, expected a folder")
        }
        if isNew {
            try Self.makeFolder(URL(fileURLWithPath: folder).deletingLastPathComponent().path)
            isKept = false
        } else {
            for file in columns.keys.sorted() { try DatabaseGuard.check("\(folder)/\(file)") }
            isKept = try !Self.isReplaceable(folder, facts)
        }
        Self.removeStaleDrafts(of: folder)
        // Not that of an export that was cut short: it tells of that until this one is whole.
        draft =
            isKept
            ? "\(folder)/\(Self.innerDraft)-new"
            : "\(folder).part-\(ProcessInfo.processInfo.processIdentifier)"
        if isKept { Self.remove(draft) } else { Self.removeDraft(draft) }
        guard isKept || access(draft, F_OK) != 0 else {
            throw PlantError(.io, "\(quoted(draft)) is in the way", hint: "move it away")
        }
        try Self.makeFolder(draft)
        if !isKept { try Self.mark(draft) }
        if !isNew { chmod(draft, facts.st_mode & 0o7777) }
    }

    deinit {
        if isKept { Self.remove(draft) } else { Self.removeDraft(draft) }
        if isKept, hasTakenOver, !isUnderWay { Self.remove("\(folder)/\(Self.innerDraft)") }
    }

    /// Whether the folder can change places with another: we do not stand in it, and it holds nothing but files.
    private static func isReplaceable(_ folder: String, _ facts: stat) throws(PlantError) -> Bool {
        var here = stat()
        let isHere = stat(".", &here) == 0 && here.st_ino == facts.st_ino && here.st_dev == facts.st_dev
        let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
        guard !isHere, access(parent, W_OK) == 0 else { return false }
        for name in try names(in: folder) {
            var facts = stat()
            guard lstat("\(folder)/\(name)", &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
        }
        return true
    }

    private static func names(in folder: String) throws(PlantError) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw PlantError(.io, "folder \(quoted(folder)) cannot be read: \(systemReason(error))")
        }
    }

    /// Puts the files of the draft in their place, and takes away ours that are not among them.
    ///
    /// - Throws: `PlantError` with code `io` or `inUse`, the latter where a file that would go is not a file of a plant.
    func publish(_ written: [String]) throws(PlantError) {
        for file in files where !written.contains(file) { try checkIsOurs(file) }
        guard !isKept else { return try replaceOneByOne(written) }
        if isNew {
            guard rename(draft, folder) == 0 else { throw failure() }
            unlink("\(folder)/\(Self.draftMark)")
            return
        }
        // What is not ours stays: the same file under both folders until the old one goes.
        for name in try Self.names(in: folder) where name != Self.draftMark {
            let (old, new) = ("\(folder)/\(name)", "\(draft)/\(name)")
            guard files.contains(name) else {
                guard link(old, new) == 0 else { throw failure() }
                continue
            }
            var facts = stat()
            if stat(old, &facts) == 0 { chmod(new, facts.st_mode & 0o7777) }
        }
        // The draft is what was the folder now, and goes with this object.
        try Self.mark(folder)
        guard exchange(draft, folder) else {
            unlink("\(folder)/\(Self.draftMark)")
            throw failure()
        }
        unlink("\(folder)/\(Self.draftMark)")
    }

    /// A file of a plant begins with the header of its kind; any other of that name is somebody's own.
    private func checkIsOurs(_ file: String) throws(PlantError) {
        let path = "\(folder)/\(file)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        let start = try OpenFile(descriptor, path).read(64)
        let first = String(decoding: start.prefix { !",;\t\r\n".utf8.contains($0) }, as: UTF8.self)
        guard start.isEmpty || columns[file]?.contains(first) == true else {
            throw PlantError(
                .inUse, "\(quoted(path)) is not a file of a plant, and would be removed",
                hint: "move it away, or name another folder")
        }
    }

    private static func mark(_ folder: String) throws(PlantError) {
        // Not by Foundation, which writes beside it and renames: whoever is killed between leaves a file of its naming.
        let descriptor = open("\(folder)/\(draftMark)", O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw PlantError(.io, "folder \(quoted(folder)) cannot be written to") }
        close(descriptor)
    }

    private static func removeDraft(_ path: String) {
        // One that was killed before it could mark its draft has left an empty folder, and of others only such goes.
        if access("\(path)/\(draftMark)", F_OK) == 0 {
            // The mark goes last: who is killed here leaves a draft that is still known for one.
            // One that cannot be read stays as it is, with its mark.
            guard let names = try? names(in: path) else { return }
            for name in names where name != draftMark { remove("\(path)/\(name)") }
            unlink("\(path)/\(draftMark)")
        }
        rmdir(path)
    }

    private func replaceOneByOne(_ written: [String]) throws(PlantError) {
        let marker = try AtomicFile(path: "\(draft)/\(Self.marker)")
        let targets = written.map { URL(fileURLWithPath: "\(folder)/\($0)").resolvingSymlinksInPath().path }
        for target in targets { try DatabaseGuard.check(target) }
        try marker.commit()
        let inner = "\(folder)/\(Self.innerDraft)"
        guard access(inner, F_OK) == 0 ? exchange(draft, inner) : rename(draft, inner) == 0 else { throw failure() }
        (isUnderWay, hasTakenOver) = (true, true)
        // Where a link stands, the file that it leads to is replaced.
        for (file, target) in zip(written, targets) {
            guard rename("\(inner)/\(file)", target) == 0 || copy("\(inner)/\(file)", to: target) else {
                throw failure()
            }
        }
        for file in files where !written.contains(file) {
            guard unlink("\(folder)/\(file)") == 0 || errno == ENOENT else { throw failure() }
        }
        isUnderWay = false
    }

    /// Where a link leads to another file system, the file goes there as a copy.
    private func copy(_ file: String, to target: String) -> Bool {
        guard errno == EXDEV, let data = FileManager.default.contents(atPath: file) else { return false }
        do throws(PlantError) {
            let copy = try AtomicFile(path: target)
            try copy.write(Array(data))
            try copy.commit()
            return true
        } catch { return false }
    }

    /// - Throws: `PlantError` with code `io` for a folder in which the replacing of files was cut short.
    static func checkIsWhole(_ folder: String) throws(PlantError) {
        guard access("\(folder)/\(innerDraft)/\(marker)", F_OK) == 0 else { return }
        throw PlantError(
            .io, "\(quoted(folder)) holds files of two exports: the last one was cut short",
            hint: "export the plant again, or take the files from version control and remove \(innerDraft)")
    }

    // MARK: The system

    private static func makeFolder(_ path: String) throws(PlantError) {
        do { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) } catch {
            throw PlantError(.io, "folder \(quoted(path)) cannot be made: \(systemReason(error))")
        }
    }

    /// Drafts that a killed program left.
    private static func removeStaleDrafts(of folder: String) {
        let url = URL(fileURLWithPath: folder)
        let parent = url.deletingLastPathComponent().path
        let prefix = url.lastPathComponent + ".part-"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix(prefix) {
            guard let process = Int32(name.dropFirst(prefix.count)), kill(process, 0) != 0, errno == ESRCH else {
                continue
            }
            removeDraft("\(parent)/\(name)")
        }
    }

    /// What cannot be removed is in nobody's way.
    private static func remove(_ path: String) {
        var facts = stat()
        if lstat(path, &facts) == 0 { try? FileManager.default.removeItem(atPath: path) }
    }

    private func exchange(_ a: String, _ b: String) -> Bool {
        #if os(Linux)
            typealias Rename =
                @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
            // In every libc of today, but shown by its header only to programs that ask for GNU's extensions.
            if let symbol = dlsym(nil, "renameat2"),
                unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, a, AT_FDCWD, b, 2) == 0
            {
                return true
            }
        #else
            if renamex_np(a, b, UInt32(RENAME_SWAP)) == 0 { return true }
        #endif
        // A file system that cannot exchange: the old folder is aside for a moment.
        let aside = "\(b).old-\(ProcessInfo.processInfo.processIdentifier)"
        guard rename(b, aside) == 0 else { return false }
        guard rename(a, b) == 0 else {
            rename(aside, b)
            return false
        }
        return rename(aside, a) == 0
    }

    private func failure() -> PlantError {
        errno == ENOSPC || errno == EDQUOT
            ? PlantError(
                .diskFull, "the disk is full; \(quoted(folder)) \(isUnderWay ? "is half written" : "is as it was")",
                hint: "free some space and try again")
            : PlantError(.io, "\(quoted(folder)) cannot be written: \(String(cString: strerror(errno)))")
    }
}
