import FiberModel

/// Where the links of demands go: device ports, pairs of trunks, and the cords between.
///
/// What is sought, in this order: as many links as can be; each diverse group on trunks and trays that share nothing; for
/// each link the way that loses least; the shortest cords; trunks that are in use already, their pairs from the lowest.
package struct Allocation: Sendable {
    /// A link that found its way.
    package struct Placed: Sendable {
        package var link: Link
        package var demand: Int
        /// Trunks from A to Z, each with the pair it takes: by the port at the trunk's A end, and by its strands.
        package var trunks: [(trunk: TrunkHandle, port: Int, strands: [Int])]
        package var cords: [Cord]
        /// In mdB, at worst; nil where a figure is not known.
        package var loss: Int?
        /// What is left of the loss limit; nil where no limit is known.
        package var margin: Int?
    }

    package private(set) var placed: [Placed] = []
    package private(set) var failures: [AllocationFailure] = []
    /// Every cord that is new, harnesses with all of their legs.
    package private(set) var cords: [Cord] = []
    /// Legs of harnesses that are there, with the ports that they go into.
    package private(set) var plugged: [(cord: String, plug: Int, port: PortAddress)] = []
    package var links: Int { placed.count + failures.count }

    /// Places every demand that has capacity.
    ///
    /// Near linear in links; the plant is read once.
    package init(
        _ plant: Plant, _ demands: [Demand], _ terms: AllocationTerms = AllocationTerms(),
        _ onProgress: (Double) -> Void = { _ in }
    ) {
        let model = AllocationModel(plant, demands, terms)
        var search = AllocationSearch(model.problem)
        search.run(onProgress)
        var builder = AllocationBuilder(model)
        var built: [[Int]] = []
        for want in search.chosen.indices {
            guard let way = search.chosen[want] else {
                failures.append(AllocationFailure(want, &search, model))
                continue
            }
            switch builder.build(want, way, search.pools[want]) {
            case .success(let (placed, cords)):
                self.placed.append(placed)
                built.append(cords)
            case .failure(let fault): failures.append(AllocationFailure(want, fault, model))
            }
        }
        (cords, plugged) = (builder.cords, builder.plugged)
        // A harness is known in full once its last leg is.
        for (index, numbers) in built.enumerated() { placed[index].cords += numbers.map { cords[$0] } }
    }

    /// What is to be written: cords, then links.
    ///
    /// - Parameter cord: reads a cord that is there.
    package func edits(_ cord: (String) throws(PlantError) -> Cord) throws(PlantError) -> [Edit] {
        var edits = cords.map { Edit.add(Record($0)) }
        var extended: [String: Cord] = [:]
        for leg in plugged {
            var own: Cord
            if let known = extended[leg.cord] { own = known } else { own = try cord(leg.cord) }
            own.plug(leg.port, leg.plug)
            extended[leg.cord] = own
        }
        edits += extended.sorted { naturallyPrecedes($0.key, $1.key) }.map { .replace(name: $0.key, with: $0.value) }
        return edits + placed.map { .add(Record($0.link)) }
    }
}
