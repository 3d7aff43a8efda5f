import Foundation

/// Why the system refused something, in its own words: `Permission denied`. What a library says around them is left out.
func systemReason(_ error: any Error) -> String {
    var current: NSError? = error as NSError
    while let known = current {
        if known.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(known.code))) }
        current = known.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    switch (error as? CocoaError)?.code {
    case .fileReadNoPermission?, .fileWriteNoPermission?: return String(cString: strerror(EACCES))
    case .fileReadNoSuchFile?, .fileNoSuchFile?: return String(cString: strerror(ENOENT))
    case .fileWriteOutOfSpace?: return String(cString: strerror(ENOSPC))
    case .fileWriteVolumeReadOnly?: return String(cString: strerror(EROFS))
    case .fileWriteFileExists?: return String(cString: strerror(EEXIST))
    default: return "the system gives no reason"
    }
}
