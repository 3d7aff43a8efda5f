import FiberModel
import FiberPlanning

/// The faces of a cable's plug: every position in the colour of its strand, with its number, the key and the pins, seen from the
/// side that mates and from the side of the cable; below, what runs on each.
package struct ConnectorDrawing: Drawing {
    /// Which plug of a cable: its end, and its number there, counted from 1.
    package struct Plug: Sendable {
        package var end: End
        package var number: Int

        /// Reads `A`, `Z3`, or `3` for the third plug at the A end.
        package init?(_ text: String) {
            let letters = text.prefix { !$0.isNumber }.uppercased()
            let digits = text.dropFirst(letters.count)
            guard letters.isEmpty || letters == "A" || letters == "Z", digits.isEmpty || (Int(digits) ?? 0) > 0,
                !text.isEmpty
            else { return nil }
            (end, number) = (letters == "Z" ? .z : .a, Int(digits) ?? 1)
        }

        var name: String { number == 1 ? end.rawValue : "\(end.rawValue)\(number)" }
    }

    private struct Position {
        var strand: Int?
        var colour: String
        var links: [String]
        var isBroken = false
    }

    private let plant: Plant
    private let cable: Cable
    private let plug: Plug
    private let type: CableType
    private let connector: Connector
    private let connectorName: String
    private let positions: [Position]

    /// - Throws: `PlantError` with code `notFound` for a plug that the cable does not have.
    package init(_ cable: Cable, _ plug: Plug, in plant: Plant) throws(PlantError) {
        let key =
            switch cable {
            case .cord(let cord): plant.cords.type[cord.index]
            case .trunk(let trunk): plant.trunks[trunk.index].type
            }
        guard let type = plant.catalogue.cable(key),
            let connector = plant.catalogue.connector(named: type.connector(at: plug.end))
        else { throw PlantError(.notFound, "the connector of \(plant.label(of: cable)) is not in the catalogue") }
        let shape = plant.shape(key)
        guard plug.number <= shape.plugs(at: plug.end) else {
            throw PlantError(
                .notFound,
                "\(plant.label(of: cable)) has \(counted(shape.plugs(at: plug.end), "plug")) at \(plug.end.rawValue), no plug \(plug.number)",
                hint: "plugs are named A1, A2, … and Z1, Z2, …")
        }
        (self.plant, self.cable, self.plug, self.type, self.connector) = (plant, cable, plug, type, connector)
        connectorName = type.connector(at: plug.end)
        let scheme = plant.catalogue.colourScheme(named: type.colourScheme)
        positions = (1...max(1, connector.positions)).map { position in
            guard let strand = shape.strand(at: plug.end, plug: plug.number, position: position) else {
                return Position(strand: nil, colour: "", links: [])
            }
            let colour = scheme?.colour(ofStrand: strand, of: type) ?? ""
            let isBroken = plant.strands.contains {
                .trunk($0.trunk) == cable && $0.strand == strand && $0.state == .broken
            }
            return Position(
                strand: strand, colour: colour, links: Self.links(on: cable, plug, position, strand, plant),
                isBroken: isBroken)
        }
    }

    private static func links(
        on cable: Cable, _ plug: Plug, _ position: Int, _ strand: Int, _ plant: Plant
    ) -> [String] {
        let path: StrandPath?
        switch cable {
        case .trunk(let trunk): path = Trace.fromStrand(strand, of: trunk, on: plant)
        case .cord(let cord):
            let ports = plant.ports(of: cord, plug.end)
            guard ports.indices.contains(plug.number - 1), let port = ports[plug.number - 1] else { return [] }
            path =
                plant.cassette(port.unit) == nil
                ? Trace.fromDevice(
                    port.whole, position: FibrePosition.code(connector: port.connector, position: position), on: plant)
                : Trace.fromCassette(port, position: position, on: plant)
        }
        return path.map { plant.use(of: $0).links.map { plant.label(of: $0) } } ?? []
    }

    private var name: String { "\(plant.label(of: cable)), plug \(plug.name)" }
    package var title: String { "\(name): \(connectorName)" }
    package var summary: String {
        let lit = positions.count { !$0.links.isEmpty }
        return
            "The \(connector.rows) × \(connector.columns) positions of \(name), \(connectorName), with \(pins), from the "
            + "mating side and from the cable side; \(lit) of them carry light."
    }

    private var isPinned: Bool? { type.isPinned(at: plug.end) }
    private var pins: String {
        isPinned.map { $0 ? "pins" : "no pins" } ?? "pins not stated"
    }

    // MARK: Faces

    private static let pitch = 30.0
    private static let radius = 12.0
    private static let top = 76.0

    package func draw(on canvas: inout SVGCanvas) {
        let key = connector.key.map { "key \($0.rawValue)" } ?? "key not stated"
        canvas.text("\(key), \(pins), polish \(connector.polish.rawValue)", SVGCanvas.margin, 50, .start, "m")
        let width = Double(connector.columns) * Self.pitch + 60
        face("mating side", at: SVGCanvas.margin, isMirrored: false, &canvas)
        face("cable side", at: SVGCanvas.margin + max(width, 150) + 30, isMirrored: true, &canvas)
        table(&canvas)
    }

    private func face(_ name: String, at x: Double, isMirrored: Bool, _ canvas: inout SVGCanvas) {
        let inner = Box(
            x + 30, Self.top + 24, Double(connector.columns) * Self.pitch, Double(connector.rows) * Self.pitch)
        canvas.text(name, x, Self.top, .start, "m")
        canvas.rect(Box(x, inner.y - 8, inner.width + 60, inner.height + 16), "face", radius: 6)
        // The key stands above; an offset one beside the middle, on the other side where it is seen from behind.
        let shift = connector.key == .offset ? (isMirrored ? -1.0 : 1.0) * inner.width / 6 : 0
        if connector.key != nil {
            canvas.rect(Box(inner.middle.x + shift - 10, inner.y - 14, 20, 7), "used", tip: "key")
        }
        for side in [x + 15, inner.right + 15] where connector.pins != false || isPinned != nil {
            canvas.circle(
                side, inner.middle.y, 6, isPinned == true ? "off" : "box",
                tip: isPinned == true ? "guide pin" : "hole or not stated")
        }
        for row in 0..<connector.rows {
            for column in 0..<connector.columns {
                let position = row * connector.columns + column
                let place = isMirrored ? connector.columns - 1 - column : column
                let (cx, cy) = (
                    inner.x + (Double(place) + 0.5) * Self.pitch, inner.y + (Double(row) + 0.5) * Self.pitch
                )
                draw(position, cx, cy, &canvas)
            }
        }
    }

    private func draw(_ index: Int, _ x: Double, _ y: Double, _ canvas: inout SVGCanvas) {
        let position = positions[index]
        guard let strand = position.strand else {
            canvas.circle(x, y, Self.radius, "box d", tip: "position \(index + 1), no fibre")
            canvas.text("\(index + 1)", x, y + 4, .middle, size: 10, "m")
            return
        }
        let colour = StrandColour(position.colour)
        let links = position.links.isEmpty ? "no light" : position.links.joined(separator: ", ")
        canvas.circle(
            x, y, Self.radius, canvas.style(of: colour),
            tip:
                "position \(index + 1), strand \(strand)\(position.colour.isEmpty ? "" : " \(position.colour)"): \(links)"
        )
        canvas.text("\(index + 1)", x, y + 4, .middle, size: 10, colour.isLight ? "off" : "on")
        // Light is a ring, since colours are taken.
        if position.isBroken { canvas.circle(x, y, Self.radius, "p-bad") }
        if !position.links.isEmpty { canvas.circle(x, y, Self.radius + 1.5, "h k none") }
    }

    private static let rowHeight = 16.0
    private static let columnWidth = 330.0

    private func table(_ canvas: inout SVGCanvas) {
        let rows = positions.enumerated().filter { $0.element.strand != nil }
        let perColumn = max(12, (rows.count + 2) / 3)
        let y = Self.top + 24 + Double(connector.rows) * Self.pitch + 40
        canvas.text("position, strand, what runs on it (ringed above)", SVGCanvas.margin, y, .start, "m")
        for (index, row) in rows.enumerated() {
            let at = (
                x: SVGCanvas.margin + Double(index / perColumn) * Self.columnWidth,
                y: y + 20 + Double(index % perColumn) * Self.rowHeight
            )
            let colour = StrandColour(row.element.colour)
            canvas.circle(at.x + 6, at.y - 4, 5, canvas.style(of: colour))
            let links =
                (row.element.isBroken ? "broken " : "")
                + (row.element.links.isEmpty ? "dark" : row.element.links.joined(separator: ", "))
            canvas.text("\(row.offset + 1)", at.x + 44, at.y, .end, size: 11, "t b")
            let strand = StrandAddress(trunk: plant.label(of: cable), strand: row.element.strand ?? 0).description
            canvas.text(
                "\(strand) \(row.element.colour)", at.x + 52, at.y, size: 11, "t", most: 170)
            canvas.text(links, at.x + 228, at.y, size: 11, row.element.links.isEmpty ? "m" : "t", most: 92)
        }
    }
}
