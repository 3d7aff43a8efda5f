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
    /// The optic at an end of a link, of a port that is broken out the lanes of the leg.
    func optic(of link: Link, _ end: End) throws(PlantError) -> Optic
    /// Whether a port holds a cable of copper, or one that its transceivers are fixed to.
    func isDirect(_ port: PortHandle) throws(PlantError) -> Bool
    /// The trunks that lie on a segment, as built.
    func trunks(onSegment label: String) throws(PlantError) -> [TrunkHandle]
    /// The plant cut down to these trunks, cords and links with what they stand on and lie in.
    func excerpt(trunks: Set<TrunkHandle>, cords: Set<CordHandle>, links: Set<String>) throws(PlantError) -> Plant
}
