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
    /// Nobody knows.
    public func deviceType(named name: String) throws(PlantError) -> DeviceType? { nil }
}
