import FiberModel
import Platform

/// An open file that nobody but the user and root could have put there.
///
/// Judged are the file itself, every folder on the way to it, and the folders of every link on the way: none may belong to
/// another user or be written by others. A folder such as /tmp, in which only its owner may move a file (sticky), passes.
final class TrustedFile {
    enum Opening {
        case trusted(TrustedFile)
        /// Nothing is there that could be opened, with the reason.
        case absent(String)
        /// It could be somebody else's, with what fixes it.
        case distrusted(String)
    }

    /// The path with every link followed.
    let path: String
    let descriptor: Int32

    private init(_ path: String, _ descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Of the open file, not of what may stand at its path by now.
    var isExecutable: Bool {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return false }
        if geteuid() == 0 { return facts.st_mode & 0o111 != 0 }
        return facts.st_mode & (facts.st_uid == geteuid() ? 0o100 : facts.st_gid == getegid() ? 0o010 : 0o001) != 0
    }

    static func open(_ path: String) -> Opening {
        var whole = path
        if !path.hasPrefix("/") { whole = FileManager.default.currentDirectoryPath + "/" + path }
        var way = Way(whole)
        do throws(Way.Stop) { try way.walk() } catch {
            switch error {
            case .absent: return .absent("it leads nowhere")
            case .distrusted(let why): return .distrusted(why)
            }
        }
        // The way has no links any more; one that was put there since is not followed.
        let descriptor = Platform.open(way.real, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return .absent("it cannot be read: \(String(cString: strerror(errno)))") }
        let file = TrustedFile(way.real, descriptor)
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            return .absent("it is not a file")
        }
        if let objection = objection(facts, path) { return .distrusted(objection) }
        return .trusted(file)
    }

    /// Why something is not trusted, with what fixes it; nil where it is.
    fileprivate static func objection(_ facts: stat, _ path: String) -> String? {
        let name = path == "/" ? "/" : URL(fileURLWithPath: path).lastPathComponent
        guard facts.st_uid == geteuid() || facts.st_uid == 0 else {
            return "\(quoted(name)) belongs to neither you nor root"
        }
        let isSafeToShare = facts.st_mode & S_IFMT == S_IFDIR && facts.st_mode & S_ISVTX != 0
        guard facts.st_mode & 0o022 == 0 || isSafeToShare else {
            return "\(quoted(name)) may be written by others: chmod go-w"
        }
        return nil
    }
}

/// Follows a path from the root, one part at a time, and judges every folder that it comes through.
private struct Way {
    enum Stop: Error { case absent, distrusted(String) }
    private static let maxLinks = 40

    private(set) var real = ""
    private var parts: [String]
    private var links = 0

    init(_ path: String) { parts = Self.split(path).reversed() }

    private static func split(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    mutating func walk() throws(Stop) {
        try judgeFolder()
        while let part = parts.popLast() {
            if part == "." { continue }
            if part == ".." {
                real = String(real[..<(real.lastIndex(of: "/") ?? real.startIndex)])
                continue
            }
            let next = real + "/" + part
            var facts = stat()
            guard lstat(next, &facts) == 0 else { throw .absent }
            guard facts.st_mode & S_IFMT == S_IFLNK else {
                real = next
                if !parts.isEmpty { try judgeFolder() }
                continue
            }
            try follow(next, facts)
        }
    }

    private mutating func follow(_ link: String, _ facts: stat) throws(Stop) {
        links += 1
        guard links <= Self.maxLinks else { throw .absent }
        guard facts.st_uid == geteuid() || facts.st_uid == 0 else {
            throw .distrusted(
                "link \(quoted(URL(fileURLWithPath: link).lastPathComponent)) belongs to neither you nor root")
        }
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes {
            readlink(link, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
        }
        guard count > 0, let target = String(validating: buffer.prefix(count), as: UTF8.self) else { throw .absent }
        if target.hasPrefix("/") { real = "" }
        parts += Self.split(target).reversed()
    }

    private func judgeFolder() throws(Stop) {
        let folder = real.isEmpty ? "/" : real
        var facts = stat()
        guard lstat(folder, &facts) == 0 else { throw .absent }
        guard facts.st_mode & S_IFMT == S_IFDIR else { throw .absent }
        if let objection = TrustedFile.objection(facts, folder) { throw .distrusted(objection) }
    }
}
