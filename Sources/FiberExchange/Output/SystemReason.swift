import Platform

/// Why the system refused something, in its own words: `Permission denied`. What a library says around them is left out.
func systemReason(_ error: any Error) -> String {
    let code: Int32? =
        switch (error as? CocoaError)?.code {
        case .fileReadNoPermission?, .fileWriteNoPermission?: EACCES
        case .fileReadNoSuchFile?, .fileNoSuchFile?: ENOENT
        case .fileWriteOutOfSpace?: ENOSPC
        case .fileWriteVolumeReadOnly?: EROFS
        case .fileWriteFileExists?: EEXIST
        default: (error as? POSIXError)?.code.rawValue
        }
    return code.map { String(cString: strerror($0)) } ?? "the system gives no reason"
}
