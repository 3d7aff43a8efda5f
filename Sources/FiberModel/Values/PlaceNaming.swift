/// Who knows places by the names that people give them.
public protocol PlaceNaming {
    /// The address of what people call `text`, or `text` itself where it is an address or label already, and where nothing
    /// is called so.
    ///
    /// A hall, rack, cassette or device by its name; a port by the name of its unit and what is printed beside it, or its
    /// number: `leaf-07:Ethernet5/1`; a unit by the name of its rack and its place: `Comms closet-14`. What several are
    /// called takes the hall, or its site, before it: `DC1/leaf-07`.
    ///
    /// - Throws: ``PlantError`` with code `badValue` where several are called so, with their addresses.
    func canonical(_ text: String) throws(PlantError) -> String

    /// `did you mean …?` with the name that is nearest to one that nothing has; nil where none is near.
    func suggestion(for text: String) throws(PlantError) -> String?

    /// A kind of device of the catalogue; nil where it is not there, or nobody knows.
    func deviceType(named name: String) throws(PlantError) -> DeviceType?
}

extension PlaceNaming {
    /// What people call `text`, read as the address that is wanted there.
    ///
    /// - Throws: ``PlantError`` with code `notFound` and the nearest name for what is neither; else that of `read`.
    public func place<Place>(
        _ text: String, _ read: (String) throws(PlantError) -> Place
    ) throws(PlantError) -> Place {
        let address = try canonical(text)
        do throws(PlantError) { return try read(address) } catch {
            guard error.code == .badValue, address == text, let near = try suggestion(for: text) else { throw error }
            throw PlantError(.notFound, "no such place: \(quoted(text))", hint: near)
        }
    }

    /// The addresses of a list of ports, of which each may be called as people do; `column` reads one that is an address.
    package func canonicalPorts(_ text: String, _ column: FieldInfo) throws(PlantError) -> String {
        func address(_ part: String) throws(PlantError) -> String? {
            do throws(PlantError) { return try column.value(part).description } catch {
                guard error.code == .badValue else { throw error }
            }
            do throws(PlantError) {
                let address = try canonical(part)
                return address == part ? nil : try column.value(address).description
            } catch {
                // Of a longer part it says nothing that a shorter one is not.
                guard error.code == .notFound, part.contains(" ") else { throw error }
                return nil
            }
        }
        return try placeList(text, read: address).map { part, known throws(PlantError) in
            if let known { return known }
            // Told as of one port.
            _ = try canonical(part)
            return try column.value(part).description
        }.joined(separator: " ")
    }

    /// Nobody knows.
    public func deviceType(named name: String) throws(PlantError) -> DeviceType? { nil }
}
