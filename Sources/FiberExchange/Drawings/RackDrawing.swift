import FiberModel
import FiberPlanning

/// A rack from the front and from the rear, unit by unit, with the state of every port.
package struct RackDrawing: Drawing {
    private let plant: Plant
    private let rack: RackHandle
    private let units: [UnitHandle]
    private let states: PortStates

    /// How much is told of a port.
    package enum Detail { case ports, states }
    private let detail: Detail

    /// - Parameters:
    ///   - touched: the ports that somebody is sent to, made to stand out in the place of what ports are used for.
    ///   - detail: whether every port says what it is, or ports of a state are one shape.
    ///   - facts: what other drawings of the plant have worked out already.
    package init(
        _ rack: RackHandle, in plant: Plant, touched: Set<PortHandle>? = nil, detail: Detail = .ports,
        facts: DrawingFacts? = nil
    ) {
        self.plant = plant
        self.rack = rack
        self.detail = detail
        let facts = facts ?? DrawingFacts(plant)
        units = facts.unitsIn[rack.index]
        states = PortStates(facts, touched: touched)
    }

    private var row: Plant.RackRow { plant.racks[rack.index] }
    private var name: String { row.name.isEmpty ? row.address.description : "\(row.address), \(row.name)" }

    package var title: String { "Rack \(name), front and rear" }
    package var summary: String {
        let counts = states.counts(of: units)
        let told = states.kinds.filter { counts[$0, default: 0] > 0 }.map {
            "\(counts[$0, default: 0]) \($0.words)"
        }
        return "Elevation of rack \(name) of \(row.heightU) units with \(counted(units.count, "unit")) in it; ports: "
            + (told.isEmpty ? "none" : told.joined(separator: ", ")) + "."
    }

    // MARK: Layout

    private static let top = 72.0
    private static let unitHeight = 20.0
    private static let numberWidth = 26.0
    private static let width = 440.0
    private static let nameWidth = 130.0
    private static let gap = 40.0
    private static let besideWidth = 130.0

    private enum Face { case front, rear }

    package func draw(on canvas: inout SVGCanvas) {
        let front = SVGCanvas.margin
        let rear = front + Self.numberWidth + Self.width + Self.gap
        draw(.front, at: front, &canvas)
        draw(.rear, at: rear, &canvas)
        drawBeside(at: rear + Self.numberWidth + Self.width + Self.gap / 2, &canvas)
        drawLegend(&canvas)
    }

    private func draw(_ face: Face, at x: Double, _ canvas: inout SVGCanvas) {
        let left = x + Self.numberWidth
        let height = Double(row.heightU) * Self.unitHeight
        canvas.text(face == .front ? "front" : "rear", left, Self.top - 10, .start, "m")
        canvas.rect(Box(left, Self.top, Self.width, height), "box")
        for unit in 1...max(1, row.heightU) {
            let y = Self.top + Double(row.heightU - unit) * Self.unitHeight
            canvas.text("\(row.printed(unit))", left - 5, y + 14, .end, size: 9, "m")
        }
        let lines = (1..<max(1, row.heightU)).map { Self.top + Double($0) * Self.unitHeight }
        canvas.levels(lines, from: left, length: Self.width, "fl")
        // A chassis before the modules in it.
        for unit in units.sorted(by: { plant.units[$0.index].slot < plant.units[$1.index].slot }) {
            guard let box = box(of: unit, face, left) else { continue }
            draw(unit, face, box, &canvas)
        }
    }

    /// Where a unit is seen from a face; nil where it is not seen from there, or is beside the rails.
    private func box(of unit: UnitHandle, _ face: Face, _ left: Double) -> Box? {
        let own = plant.units[unit.index]
        let address = plant.address(of: unit)
        guard !address.isBesideRails else { return nil }
        // What is mounted behind is seen from the rear; what takes the whole depth, or has ports behind, from both sides.
        let isSeen = face == .rear ? address.isAtRear || own.isFullDepth || own.rears > 0 : !address.isAtRear
        guard isSeen else { return nil }
        let half = Self.unitHeight / 2
        let y = Self.top + (2 * Double(row.heightU) - Double(own.topHalf)) * half
        let height = Double(own.height.halves) * half
        guard address.slotNumber > 0 else { return Box(left, y, Self.width, height) }
        let places = Double(max(own.sideBySide ?? bays(below: own) ?? 1, address.slotNumber))
        let width = Self.width / places
        let place = face == .front ? Double(address.slotNumber - 1) : places - Double(address.slotNumber)
        return Box(left + place * width, y, width, height)
    }

    /// How many bays the chassis has in which a module stands; nil where there is none.
    private func bays(below module: Plant.UnitRow) -> Int? {
        for unit in units {
            let own = plant.units[unit.index]
            guard own.slot == 0, own.topHalf >= module.topHalf, own.topHalf - own.height.halves < module.topHalf else {
                continue
            }
            return own.cassetteType.flatMap { plant.catalogue.cassetteType($0)?.bays?.count }
        }
        return nil
    }

    // MARK: Units

    private func draw(_ unit: UnitHandle, _ face: Face, _ box: Box, _ canvas: inout SVGCanvas) {
        let own = plant.units[unit.index]
        let address = plant.address(of: unit)
        let type =
            own.cassetteType.map { plant.catalogue.name($0) } ?? own.deviceType.map { plant.catalogue.name($0) } ?? ""
        let name = own.label.isEmpty ? (type.isEmpty ? address.place : type) : own.label
        canvas.group(
            [address.description, own.label, type].filter { !$0.isEmpty }.joined(separator: ", "),
            of: .init(own.cassetteType == nil ? .device : .cassette, address.description)
        ) { canvas in
            canvas.rect(box.inset(by: 1), "face", radius: 2)
            if overlaps(unit) { canvas.rect(box.inset(by: 1), "bad-l d", tip: "another unit stands here as well") }
            let isNarrow = box.width < Self.width
            let textWidth = isNarrow ? box.width * 0.45 : Self.nameWidth
            canvas.textIfFree(
                name, box.x + 6, box.y + min(box.height, Self.unitHeight) / 2 + 4, size: 10, most: textWidth - 8)
            let ports = Box(box.x + textWidth, box.y, box.width - textWidth - 4, box.height)
            drawPorts(of: unit, face, ports, &canvas)
        }
    }

    /// Whether another unit takes some of the same place on the same side.
    private func overlaps(_ unit: UnitHandle) -> Bool {
        let (own, address) = (plant.units[unit.index], plant.address(of: unit))
        return units.contains { other in
            let (row, its) = (plant.units[other.index], plant.address(of: other))
            return other != unit && its.isAtRear == address.isAtRear && its.slotNumber == address.slotNumber
                && !its.isBesideRails && row.topHalf >= own.lowestHalf && own.topHalf >= row.lowestHalf
        }
    }

    private func drawPorts(of unit: UnitHandle, _ face: Face, _ box: Box, _ canvas: inout SVGCanvas) {
        let own = plant.units[unit.index]
        // What is mounted behind shows its front to the rear.
        let isFront = (face == .front) != plant.address(of: unit).isAtRear
        let count = isFront ? own.ports : own.rears
        var ports = (0..<max(0, count)).map {
            isFront ? PortHandle(unit, Int32($0 + 1)) : PortHandle(unit, rear: Int32($0 + 1))
        }
        ports += states.beyond(unit).filter { $0.isRear != isFront }
        guard !ports.isEmpty, box.width > 8 else { return }
        let rows = max(1, min(Int(box.height / 8), (ports.count * 7 + Int(box.width) - 1) / max(1, Int(box.width))))
        let columns = (ports.count + rows - 1) / rows
        let (width, height) = (min(14, box.width / Double(columns)), min(12, (box.height - 3) / Double(rows)))
        guard width >= 1.5 else { return }
        var frames: [PortState: [Box]] = [:]
        for (index, port) in ports.enumerated() {
            let (row, column) = (index / columns, index % columns)
            let place = isFront ? column : columns - 1 - column
            let x = box.x + Double(place) * width
            let y = box.y + (box.height - Double(rows) * height) / 2 + Double(row) * height
            let state = states[port]
            let frame = Box(x + 0.5, y + 0.5, max(1, width - 1), max(1, height - 1))
            guard detail == .ports else {
                frames[state, default: []].append(frame)
                continue
            }
            canvas.rect(frame, state.style, tip: tip(port, state), of: subject(port))
            if let pattern = state.pattern { canvas.rect(frame, pattern) }
        }
        for state in states.kinds {
            guard let boxes = frames[state] else { continue }
            canvas.rects(boxes, state.style)
            if let pattern = state.pattern { canvas.rects(boxes, pattern) }
        }
    }

    /// The cable in a port, for a page that leads there.
    private func subject(_ port: PortHandle) -> SVGCanvas.Subject? {
        switch plant.cableInPort(port) {
        case .cord(let cord): .init(.cord, plant.label(of: cord))
        case .trunk(let trunk): .init(plant.trunks[trunk.index].isCord ? .cord : .trunk, plant.label(of: trunk))
        case nil: nil
        }
    }

    /// `DC1.A01-42:07 Ethernet7/1, in use: C0007`.
    private func tip(_ port: PortHandle, _ state: PortState) -> String {
        let printed = plant.printed(at: port)
        let cable = plant.cableInPort(port).map { ": \(plant.label(of: $0))" } ?? ""
        return "\(plant.address(of: port))\(printed.isEmpty ? "" : " \(printed)"), \(state.words)\(cable)"
    }

    /// What hangs beside the rails.
    private func drawBeside(at x: Double, _ canvas: inout SVGCanvas) {
        let beside = units.filter { plant.address(of: $0).isBesideRails }
        guard !beside.isEmpty else { return }
        canvas.text("beside the rails", x, Self.top - 10, .start, "m")
        for (index, unit) in beside.enumerated() {
            let box = Box(x, Self.top + Double(index) * 48, Self.besideWidth, 42)
            let own = plant.units[unit.index]
            let type = own.cassetteType.map { plant.catalogue.name($0) } ?? ""
            canvas.rect(
                box, "face", radius: 2, tip: plant.address(of: unit).description,
                of: .init(own.cassetteType == nil ? .device : .cassette, plant.address(of: unit).description))
            canvas.text(plant.address(of: unit).place, box.x + 6, box.y + 16, size: 10, "m", most: box.width - 12)
            canvas.text(
                own.label.isEmpty ? type : own.label, box.x + 6, box.y + 33, size: 10, "t", most: box.width - 12)
        }
    }

    private func drawLegend(_ canvas: inout SVGCanvas) {
        let y = Self.top + Double(row.heightU) * Self.unitHeight + 26
        var x = SVGCanvas.margin + Self.numberWidth
        for state in states.kinds {
            let box = Box(x, y - 10, 12, 12)
            canvas.rect(box, state.style)
            if let pattern = state.pattern { canvas.rect(box, pattern) }
            let text = canvas.text(state.words, x + 18, y, size: 11)
            x = (text?.right ?? x) + 20
        }
    }
}

/// What a port is used for.
enum PortState {
    case free, planned, used, broken, reserved, beyond
    /// On a sketch for somebody who is sent to some of the ports.
    case touched, other

    var words: String {
        switch self {
        case .free: "free"
        case .planned: "planned"
        case .used: "in use"
        case .broken: "broken strand"
        case .reserved: "reserved strand"
        case .beyond: "out of range"
        case .touched: "to touch"
        case .other: "other ports"
        }
    }
    var style: String {
        switch self {
        case .free: "box"
        case .planned: "planned"
        case .used: "used"
        case .broken: "bad"
        case .reserved: "held"
        case .beyond, .touched: "warn"
        case .other: "box"
        }
    }
    /// What lies over its colour, for those who see no colours.
    var pattern: String? {
        switch self {
        case .free, .used, .other: nil
        case .planned: "p-planned"
        case .broken: "p-bad"
        case .reserved: "p-held"
        case .beyond, .touched: "p-warn"
        }
    }
}

/// The states of the ports of some units.
private struct PortStates {
    private let facts: DrawingFacts
    private let touched: Set<PortHandle>?
    private var plant: Plant { facts.plant }

    init(_ facts: DrawingFacts, touched: Set<PortHandle>?) { (self.facts, self.touched) = (facts, touched) }

    func beyond(_ unit: UnitHandle) -> [PortHandle] { facts.outside[unit] ?? [] }

    /// What a port may be.
    var kinds: [PortState] {
        touched == nil ? [.free, .planned, .used, .broken, .reserved, .beyond] : [.touched, .other]
    }

    subscript(port: PortHandle) -> PortState {
        if let touched { return touched.contains(port.whole) ? .touched : .other }
        let unit = plant.units[port.unit.index]
        if port.number > (port.isRear ? unit.rears : unit.ports) { return .beyond }
        let strands = strands(behind: port).compactMap { facts.notes[$0] }
        if strands.contains(.broken) { return .broken }
        if let cable = plant.cableInPort(port) ?? furtherCable(port) {
            return isPlanned(cable) ? .planned : .used
        }
        return strands.contains(.reserved) ? .reserved : .free
    }

    private func isPlanned(_ cable: Cable) -> Bool {
        switch cable {
        case .cord(let cord): plant.cords.status[cord.index] == .planned
        case .trunk(let trunk): plant.trunks[trunk.index].status == .planned
        }
    }

    /// The cable in a further connector of a port.
    private func furtherCable(_ port: PortHandle) -> Cable? {
        guard !port.isRear else { return nil }
        let most = plant.connectors(at: port)
        guard most > 1 else { return nil }
        return (2...most).lazy.compactMap { plant.cableInPort(PortHandle(port.unit, port.port, connector: $0)) }.first
    }

    /// The strands of trunks that come out at a port, or end in it.
    private func strands(behind port: PortHandle) -> [TrunkStrand] {
        guard !facts.notes.isEmpty else { return [] }
        guard !port.isRear, let shape = plant.cassette(port.unit) else { return ending(in: port) }
        return (1...max(1, shape.frontPositions)).compactMap { position in
            guard let rear = shape.rear(port: port.number, position: position) else { return nil }
            return strand(PortHandle(port.unit, rear: Int32(rear.connector)), rear.position)
        }
    }

    private func ending(in port: PortHandle) -> [TrunkStrand] {
        guard let joint = plant.cable(at: port), joint.trunk != nil else { return [] }
        return (1...max(1, joint.shape.positions(at: joint.from))).compactMap { strand(port, $0) }
    }

    private func strand(_ port: PortHandle, _ position: Int) -> TrunkStrand? {
        guard let joint = plant.cable(at: port), let trunk = joint.trunk,
            let number = joint.shape.strand(at: joint.from, plug: joint.plug, position: position)
        else { return nil }
        return TrunkStrand(trunk, number)
    }

    func counts(of units: [UnitHandle]) -> [PortState: Int] {
        var counts: [PortState: Int] = [:]
        for unit in units {
            for number in 0..<max(0, plant.units[unit.index].ports) {
                counts[self[PortHandle(unit, Int32(number + 1))], default: 0] += 1
            }
            counts[.beyond, default: 0] += beyond(unit).count
        }
        return counts
    }
}
