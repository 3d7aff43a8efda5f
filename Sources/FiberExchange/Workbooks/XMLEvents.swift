import CExpat
import FiberModel

/// Reads XML, an element at a time.
///
/// A document that declares entities is refused before any of them is met: no workbook has one, and they are what XML is
/// attacked with.
final class XMLEvents {
    /// How deep elements may stand in one another.
    private static let deepest = 64

    private static let loaded: cexpat_library? = {
        var library = cexpat_library()
        return cexpat_load(&library) ? library : nil
    }()

    private let library: cexpat_library
    private let onStart: (String, [String: String]) -> Void
    private let onEnd: (String) -> Void
    private let onText: (String) -> Void
    private var parser: XML_Parser?
    private var depth = 0
    private var isRefused = false

    private init(
        _ library: cexpat_library, _ onStart: @escaping (String, [String: String]) -> Void,
        _ onEnd: @escaping (String) -> Void, _ onText: @escaping (String) -> Void
    ) {
        self.library = library
        (self.onStart, self.onEnd, self.onText) = (onStart, onEnd, onText)
    }

    /// Reads a document and tells of every element by its name without a prefix, and of the text between.
    ///
    /// - Throws: `PlantError` with code `badValue` for what is no XML, or declares entities.
    static func read(
        _ bytes: [UInt8], start: @escaping (String, [String: String]) -> Void = { _, _ in },
        end: @escaping (String) -> Void = { _ in }, text: @escaping (String) -> Void = { _ in }
    ) throws(PlantError) {
        guard let library = loaded else {
            throw PlantError(
                .io, "libexpat 1 is not installed, and workbooks are read with it",
                hint: "install it (Debian: libexpat1, or 'make deps'), or save the sheet as CSV")
        }
        let events = XMLEvents(library, start, end, text)
        guard let parser = library.XML_ParserCreate(nil) else {
            throw PlantError(.io, "there is no memory to read XML")
        }
        defer { library.XML_ParserFree(parser) }
        events.parser = parser
        let result = withExtendedLifetime(events) {
            events.prepare(parser)
            return bytes.withUnsafeBytes { buffer in
                library.XML_Parse(
                    parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), 1)
            }
        }
        guard result == XML_STATUS_OK, !events.isRefused else {
            let reason =
                events.isRefused
                ? "it declares entities or nests too deep"
                : library.XML_ErrorString(library.XML_GetErrorCode(parser)).map { String(cString: $0) }
                    ?? "it is no XML"
            throw PlantError(.badValue, "the XML inside cannot be read: \(reason)")
        }
    }

    private func prepare(_ parser: XML_Parser) {
        library.XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        library.XML_SetElementHandler(
            parser,
            { user, name, attributes in
                guard let user, let name else { return }
                Unmanaged<XMLEvents>.fromOpaque(user).takeUnretainedValue().begin(name, attributes)
            },
            { user, name in
                guard let user, let name else { return }
                let events = Unmanaged<XMLEvents>.fromOpaque(user).takeUnretainedValue()
                events.depth -= 1
                events.onEnd(XMLEvents.plain(String(cString: name)))
            })
        library.XML_SetCharacterDataHandler(parser) { user, text, count in
            guard let user, let text else { return }
            let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
            Unmanaged<XMLEvents>.fromOpaque(user).takeUnretainedValue().onText(String(decoding: bytes, as: UTF8.self))
        }
        library.XML_SetEntityDeclHandler(parser) { user, _, _, _, _, _, _, _, _ in
            guard let user else { return }
            Unmanaged<XMLEvents>.fromOpaque(user).takeUnretainedValue().refuse()
        }
    }

    private func begin(
        _ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        depth += 1
        if depth > Self.deepest { return refuse() }
        var values: [String: String] = [:]
        var at = 0
        while let attributes, let key = attributes[at], let value = attributes[at + 1] {
            values[Self.plain(String(cString: key))] = String(cString: value)
            at += 2
        }
        onStart(Self.plain(String(cString: name)), values)
    }

    private func refuse() {
        isRefused = true
        if let parser { _ = library.XML_StopParser(parser, XML_Bool(XML_FALSE)) }
    }

    /// A name without its prefix.
    private static func plain(_ name: String) -> String {
        name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }
}
