import FiberModel
import FiberPlanning

/// What is inside a module: its faces with the fibres between them, the branches of a splitter or mux, the splices of a
/// closure in the order of its trays, or what stands in the bays of a chassis.
package struct ModuleDrawing: Drawing {
    private let plant: Plant
    private let unit: UnitHandle
    private let shape: CassetteShape
    private let type: CassetteType
    /// The tray of each splice, in words, by the label of the splice.
    private let trays: [String: String]

    /// - Throws: `PlantError` with code `badValue` for a device, which has nothing inside that is known.
    package init(_ unit: UnitHandle, in plant: Plant, trays: [String: String]) throws(PlantError) {
        guard let key = plant.units[unit.index].cassetteType, let type = plant.catalogue.cassetteType(key),
            let shape = plant.cassette(unit)
        else {
            throw PlantError(
                .badValue, "\(plant.address(of: unit)) is a device",
                hint: "a module is a cassette, panel, splitter, mux or closure; see its ports with 'fiberplan ports'")
        }
        (self.plant, self.unit, self.shape, self.type, self.trays) = (plant, unit, shape, type, trays)
    }

    private var name: String {
        let (address, label) = (plant.address(of: unit).description, plant.units[unit.index].label)
        return label.isEmpty ? address : "\(label) (\(address))"
    }
    private var typeName: String { plant.units[unit.index].cassetteType.map { plant.catalogue.name($0) } ?? "" }

    package var title: String { "\(name), \(typeName)" }
    package var summary: String {
        switch shape.inside {
        case .splices: "The splices of closure \(name), tray by tray, with the strands that each joins."
        case .bays: "The bays of chassis \(name) with the modules that stand in them."
        default:
            "The \(counted(shape.rearCount, "connector")) behind and the \(counted(shape.frontCount, "port")) in front "
                + "of \(name), with the fibres that join them."
        }
    }

    package func draw(on canvas: inout SVGCanvas) {
        switch shape.inside {
        case .splices: SpliceDrawing(plant, unit, trays).draw(on: &canvas)
        case .bays: drawBays(on: &canvas)
        default: drawFaces(on: &canvas)
        }
    }

    // MARK: Faces

    private static let top = 64.0
    private static let fibreHeight = 7.0
    private static let gap = 5.0
    private static let portWidth = 190.0
    private static let span = 240.0
    private static let rearX = SVGCanvas.margin
    private static let frontX = rearX + portWidth + span

    /// More fibres than these are drawn as one line a port.
    private static let mostFibres = 1200

    private var isDetailed: Bool { shape.frontCount * shape.frontPositions <= Self.mostFibres }

    private func height(_ positions: Int) -> Double {
        isDetailed ? max(16, Double(positions) * Self.fibreHeight) : 16
    }

    private func drawFaces(on canvas: inout SVGCanvas) {
        canvas.text("behind", Self.rearX, Self.top - 10, .start, "m")
        canvas.text("in front", Self.frontX, Self.top - 10, .start, "m")
        let rears = (0..<shape.rearCount).map { PortHandle(unit, rear: Int32($0 + 1)) }
        let fronts = (0..<shape.frontCount).map { PortHandle(unit, Int32($0 + 1)) }
        let (rearStep, frontStep) = (height(shape.rearPositions), height(shape.frontPositions))
        let tallest = max(
            Double(rears.count) * (rearStep + Self.gap), Double(fronts.count) * (frontStep + Self.gap))
        func start(_ count: Int, _ step: Double) -> Double {
            Self.top + (tallest - Double(count) * (step + Self.gap)) / 2
        }
        let (rearTop, frontTop) = (start(rears.count, rearStep), start(fronts.count, frontStep))
        func y(_ top: Double, _ step: Double, _ port: Int, _ position: Int, _ positions: Int) -> Double {
            let box = top + Double(port - 1) * (step + Self.gap)
            return box + step * (Double(position) - 0.5) / Double(max(1, positions))
        }
        for front in 1...max(1, shape.frontCount) {
            for position in 1...max(1, isDetailed ? shape.frontPositions : 1) {
                guard let rear = shape.rear(port: front, position: position) else { continue }
                let positions = isDetailed ? (shape.rearPositions, shape.frontPositions) : (1, 1)
                let from = y(rearTop, rearStep, rear.connector, isDetailed ? rear.position : 1, positions.0)
                let to = y(frontTop, frontStep, front, isDetailed ? position : 1, positions.1)
                canvas.curve(
                    (Self.rearX + Self.portWidth, from), (Self.frontX, to), style(rear.connector, rear.position),
                    tip: "R\(rear.connector) position \(rear.position) to port \(front) position \(position)")
            }
        }
        for (index, port) in rears.enumerated() {
            box(port, Self.rearX, rearTop + Double(index) * (rearStep + Self.gap), rearStep, &canvas)
        }
        for (index, port) in fronts.enumerated() {
            box(port, Self.frontX, frontTop + Double(index) * (frontStep + Self.gap), frontStep, &canvas)
        }
    }

    /// Lines of one plug after the other, told apart by two styles.
    private func style(_ connector: Int, _ position: Int) -> String {
        let lit = plant.cableInPort(PortHandle(unit, rear: Int32(connector))) != nil
        return lit ? (connector % 2 == 1 ? "used-l" : "good-l") : "l"
    }

    private func box(_ port: PortHandle, _ x: Double, _ y: Double, _ height: Double, _ canvas: inout SVGCanvas) {
        let cable = plant.cableInPort(port)
        let frame = Box(x, y, Self.portWidth, height)
        canvas.rect(frame, cable == nil ? "box" : "face", radius: 2)
        let number = port.isRear ? "R\(port.number)" : "\(port.number)"
        let baseline = frame.middle.y + 4
        canvas.text(number, x + 6, baseline, size: 11, "t b", most: 40)
        let detail = [plant.printed(at: port), branch(port), cable.map { plant.label(of: $0) } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: "  ")
        canvas.text(detail, x + 52, baseline, size: 11, cable == nil ? "m" : "t", most: Self.portWidth - 58)
    }

    /// What a branch of a splitter or mux does with light.
    private func branch(_ port: PortHandle) -> String {
        guard !port.isRear, shape.branches.indices.contains(port.number - 1) else { return "" }
        let own = shape.branches[port.number - 1]
        let loss = own.loss_mdB.map { "\($0.value)" } ?? "loss unknown"
        guard let low = own.low_pm, let high = own.high_pm else { return loss }
        return "\((low.rawValue + high.rawValue) / 2000) nm, \(loss)"
    }

    // MARK: Bays

    private func drawBays(on canvas: inout SVGCanvas) {
        let own = plant.units[unit.index]
        let count = type.bays?.count ?? 0
        let columns = 6
        let (width, height) = (150.0, 44.0)
        for bay in 1...max(1, count) {
            let (row, column) = ((bay - 1) / columns, (bay - 1) % columns)
            let frame = Box(
                SVGCanvas.margin + Double(column) * (width + 6), Self.top - 12 + Double(row) * (height + 6), width,
                height)
            let module = plant.units.indices.first {
                let other = plant.units[$0]
                return other.rack == own.rack && other.u == own.u && other.slot == bay
            }
            canvas.rect(frame, module == nil ? "box d" : "face", radius: 2)
            canvas.text("bay \(bay)", frame.x + 6, frame.y + 15, size: 10, "m", most: width - 12)
            let text = module.map { index in
                let label = plant.units[index].label
                return label.isEmpty
                    ? plant.units[index].cassetteType.map { plant.catalogue.name($0) } ?? "device" : label
            }
            canvas.text(text ?? "empty", frame.x + 6, frame.y + 33, size: 11, text == nil ? "m" : "t", most: width - 12)
        }
    }
}

/// The splices of a closure, tray by tray.
private struct SpliceDrawing {
    private struct Row {
        var a: TrunkStrand
        var z: TrunkStrand
        var loss: MilliDecibels?
        var label: String
    }

    private let plant: Plant
    private let trays: [(name: String, rows: [Row])]

    init(_ plant: Plant, _ unit: UnitHandle, _ names: [String: String]) {
        self.plant = plant
        var byTray: [String: [Row]] = [:]
        for splice in plant.splices {
            let ends = [splice.a, splice.z].map { strand in
                plant.ports(of: strand.trunk).contains { $0.unit == unit }
            }
            guard ends == [true, true] else { continue }
            for offset in 0..<min(splice.count, 9999) {
                byTray[names[splice.label] ?? "", default: []].append(
                    Row(
                        a: TrunkStrand(splice.a.trunk, splice.a.number + offset),
                        z: TrunkStrand(splice.z.trunk, splice.z.number + offset), loss: splice.loss, label: splice.label
                    ))
            }
        }
        trays = byTray.sorted { naturallyPrecedes($0.key, $1.key) }.map { ($0.key, $0.value) }
    }

    private static let rowHeight = 15.0
    private static let width = 430.0
    /// Rows of a column, before the next one begins: columns are about as long as each other.
    private var rowsInColumn: Int {
        let rows = trays.reduce(0) { $0 + $1.rows.count + 2 }
        let columns = (rows + 51) / 52
        return max(12, (rows + columns - 1) / max(1, columns))
    }

    func draw(on canvas: inout SVGCanvas) {
        guard !trays.isEmpty else {
            canvas.text("no strand is spliced here", SVGCanvas.margin, 64, .start, "m")
            return
        }
        var (column, line) = (0, 0)
        func place() -> (x: Double, y: Double) {
            (SVGCanvas.margin + Double(column) * (Self.width + 24), 58 + Double(line) * Self.rowHeight)
        }
        let most = rowsInColumn
        func step() {
            line += 1
            if line >= most { (column, line) = (column + 1, 0) }
        }
        for tray in trays {
            if line >= most - 3 { (column, line) = (column + 1, 0) }
            let head = place()
            canvas.text(
                tray.name.isEmpty ? "no tray is named" : tray.name, head.x, head.y, size: 11, "m", most: Self.width)
            step()
            for row in tray.rows {
                let at = place()
                draw(row, at.x, at.y, on: &canvas)
                step()
            }
            if line > 0 { step() }
        }
    }

    private func draw(_ row: Row, _ x: Double, _ y: Double, on canvas: inout SVGCanvas) {
        let (left, right) = (x + 170, x + 250)
        canvas.line([(left, y - 4), (right, y - 4)], "l", tip: row.label)
        canvas.rect(Box((left + right) / 2 - 4, y - 7, 8, 6), "box")
        for (strand, at, isLeft) in [(row.a, left, true), (row.z, right, false)] {
            let colour = plant.colour(of: strand)
            canvas.circle(at, y - 4, 4, canvas.style(of: StrandColour(colour)), tip: colour)
            let name = StrandAddress(trunk: plant.label(of: strand.trunk), strand: strand.number).description
            let text = colour.isEmpty ? name : "\(name) \(colour)"
            if isLeft {
                canvas.text(text, at - 8, y, .end, size: 11, "t", most: 160)
            } else {
                canvas.text(text, at + 8, y, .start, size: 11, "t", most: row.loss == nil ? 170 : 120)
            }
        }
        if let loss = row.loss { canvas.text("\(loss)", x + Self.width, y, .end, size: 10, "m", most: 50) }
    }
}

extension Plant {
    /// The colour of a strand by the scheme of its cable; empty where the cable has none.
    func colour(of strand: TrunkStrand) -> String {
        guard let type = catalogue.cable(trunks[strand.trunk.index].type), !type.colourScheme.isEmpty else { return "" }
        return catalogue.colourScheme(named: type.colourScheme)?.colour(ofStrand: strand.number, of: type) ?? ""
    }
}
