import FiberModel
import Foundation

/// A file that appears whole or not at all: written beside its place, moved there at the end.
public final class AtomicFile {
    private let path: String
    private let temporary: String
    private var handle: FileHandle?
    private var isInPlace = false

    /// - Throws: ``PlantError`` with code `io` where the folder cannot be written.
    public init(path: String) throws(PlantError) {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        self.path = target
        temporary = "\(target).part-\(ProcessInfo.processInfo.processIdentifier)"
        let type = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
        if type == .typeDirectory { throw PlantError(.io, "\(quoted(path)) is a folder, expected a file") }
        if let type, type != .typeRegular {
            // A device or pipe is written to as it stands; replacing it would destroy it.
            guard let handle = FileHandle(forWritingAtPath: target) else {
                throw PlantError(.io, "\(quoted(path)) cannot be written: \(String(cString: strerror(errno)))")
            }
            self.handle = handle
            isInPlace = true
            return
        }
        guard FileManager.default.createFile(atPath: temporary, contents: nil),
            let handle = FileHandle(forWritingAtPath: temporary)
        else { throw PlantError(.io, "\(quoted(path)) cannot be written: \(String(cString: strerror(errno)))") }
        self.handle = handle
    }

    deinit {
        // Not committed: the half-written copy is of no use to anybody, and a failure to remove it changes nothing.
        if handle != nil, !isInPlace { unlink(temporary) }
    }

    public func write(_ bytes: [UInt8]) throws(PlantError) {
        do { try handle?.write(contentsOf: Data(bytes)) } catch { throw Self.failure(path, error) }
    }

    /// Puts the file in its place.
    public func commit() throws(PlantError) {
        guard !isInPlace else { return }
        do {
            try handle?.synchronize()
            try handle?.close()
        } catch { throw Self.failure(path, error) }
        guard rename(temporary, path) == 0 else {
            throw PlantError(.io, "\(quoted(path)) cannot be written: \(String(cString: strerror(errno)))")
        }
        handle = nil
    }

    private static func failure(_ path: String, _ error: any Error) -> PlantError {
        let code = (error as NSError).code
        let underlying = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
        if code == NSFileWriteOutOfSpaceError || underlying == Int(ENOSPC) {
            return PlantError(
                .diskFull, "the disk is full; \(quoted(path)) was not written", hint: "free some space and try again")
        }
        return PlantError(.io, "\(quoted(path)) cannot be written: \(error.localizedDescription)")
    }
}
