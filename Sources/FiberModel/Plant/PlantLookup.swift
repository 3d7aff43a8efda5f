/// A plant that is asked by name and key, one question at a time, and can be cut down to a part that is small enough to
/// hold. What a store offers to whoever looks at a few objects of a large plant.
public protocol PlantLookup: Topology, PlaceNames where Failure == PlantError {
    /// - Throws: ``PlantError`` with code `notFound`, as every look-up by a name does.
    func unit(_ address: UnitAddress) throws(PlantError) -> UnitHandle
    func trunk(labelled label: String) throws(PlantError) -> TrunkHandle
    func cord(labelled label: String) throws(PlantError) -> CordHandle
    func record(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record
    /// The links of a device port: several where it is broken out, in the order of their legs.
    func links(at port: PortHandle) throws(PlantError) -> [Link]
    /// The links of a device port, each with the lanes that it has there.
    func opticalLinks(at port: PortHandle) throws(PlantError) -> [OpticalLink]
    /// The trunks that lie on a segment, as built.
    func trunks(onSegment label: String) throws(PlantError) -> [TrunkHandle]
    /// The plant cut down to these trunks, cords and links with what they stand on and lie in.
    func excerpt(
        trunks: Set<TrunkHandle>, cords: Set<CordHandle>, links: Set<String>, withRacks: Bool
    ) throws(PlantError) -> Plant
}

/// A link at one of its ports.
public struct OpticalLink: Sendable {
    /// The link.
    public var link: Link
    /// What sends and listens for it there: of a port that is broken out the lanes of the leg; nil over a direct cable, whose
    /// fibres cannot be told from each other.
    public var optic: Optic?

    package init(_ link: Link, optic: Optic?) { (self.link, self.optic) = (link, optic) }
}
