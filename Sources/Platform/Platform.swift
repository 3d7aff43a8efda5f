// What is used of the system and of Foundation, for every other module to import in one line.
//
// On Linux that is the C library and the essential half of Foundation. The whole of it would bring locales, formatters and
// 34 MB of their data into the program, and with them a longer start.
#if canImport(FoundationEssentials)
    @_exported import FoundationEssentials
    #if canImport(Glibc)
        @_exported import Glibc
    #elseif canImport(Musl)
        @_exported import Musl
    #endif
#else
    @_exported import Foundation
#endif
