import Foundation

/// Writes a made-up plant of N trunks as a folder of CSVs, the same bytes for the same N.
///
/// Per trunk two cassettes, 24 links with two device ports and two cords each; every tenth link runs over two
/// trunks and so has a cross-connect cord besides. Trunks lie on trays with real bends. The plant is valid.
@main
enum PlantGenerator {
    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.count == 3, arguments[1] == "campus" { return try GeneratedCampus().write(to: arguments[2]) }
        if arguments.count == 3, arguments[1] == "free" { return try GeneratedDemands().write(to: arguments[2]) }
        if arguments.count == 3, arguments[1].hasPrefix("pod") {
            return try GeneratedPod().write(to: arguments[2], isCabled: arguments[1] == "pod")
        }
        guard arguments.count == 3, let trunks = Int(arguments[1]), (2...1_000_000).contains(trunks) else {
            FileHandle.standardError.write(Data("usage: plant-generator TRUNKS|campus|free|pod|pod-free FOLDER\n".utf8))
            exit(64)
        }
        try GeneratedPlant(trunks: trunks).write(to: arguments[2])
    }
}

/// The made-up plant: racks in rows, eight trunk ends a rack, one tray over each row and one across.
struct GeneratedPlant {
    static let linksPerTrunk = 24
    static let endsPerRack = 8
    static let racksPerRow = 20

    let trunks: Int
    private var racks: Int { (2 * ((trunks + Self.endsPerRow - 1) / Self.endsPerRow)) * Self.racksPerRow }
    private var ends: [Int] { (0..<trunks).flatMap { [endA($0), endZ($0)] } }

    init(trunks: Int) { self.trunks = trunks }

    func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try file(folder, "halls", "label") { $0 += "DC1\n" }
        try file(folder, "racks", "address,x_mm,y_mm,height_u", writeRacks)
        try file(folder, "nodes", "label,hall,kind,x_mm,y_mm,z_mm,rack", writeNodes)
        try file(folder, "segments", "label,a,z,kind,length_mm,width_mm,depth_mm,bend_radius_mm", writeSegments)
        try file(folder, "cassettes", "address,type", writeCassettes)
        try file(folder, "devices", "address,label,height_u,ports,connector,optic", writeDevices)
        try file(folder, "trunks", "label,type,a,z,length_mm,route,status", writeTrunks)
        try file(folder, "cords", "label,type,a,z,length_mm,colour,status", writeCords)
        try file(folder, "links", "label,a,z,optic,fec", writeLinks)
    }

    private func file(_ folder: String, _ name: String, _ header: String, _ body: (inout String) -> Void) throws {
        var text = header + "\n"
        body(&text)
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).csv"))
    }

    // MARK: Places

    private func row(_ rack: Int) -> Int { rack / Self.racksPerRow }
    private func column(_ rack: Int) -> Int { rack % Self.racksPerRow }
    private func rackAddress(_ rack: Int) -> String { "DC1.R\(row(rack))C\(column(rack))" }

    /// Trunks come in blocks whose A ends fill one row of racks and whose Z ends the next, so that routes do
    /// not grow with the hall.
    private static let endsPerRow = endsPerRack * racksPerRow

    private func rackOfEnd(_ end: Int) -> Int { end / Self.endsPerRack }
    private func endA(_ trunk: Int) -> Int {
        2 * (trunk / Self.endsPerRow) * Self.endsPerRow + trunk % Self.endsPerRow
    }
    private func endZ(_ trunk: Int) -> Int { endA(trunk) + Self.endsPerRow }
    private func cassette(_ end: Int) -> String {
        "\(rackAddress(rackOfEnd(end)))-\(42 - 2 * (end % Self.endsPerRack))"
    }
    private func device(_ end: Int) -> String { "\(rackAddress(rackOfEnd(end)))-\(41 - 2 * (end % Self.endsPerRack))" }
    private func port(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    // MARK: Files

    private func writeRacks(_ text: inout String) {
        for rack in 0..<racks { text += "\(rackAddress(rack)),\(column(rack) * 600),\(row(rack) * 2400),48\n" }
    }

    private func writeNodes(_ text: inout String) {
        for rack in 0..<racks {
            let place = "\(column(rack) * 600),\(row(rack) * 2400)"
            text += "N\(rack),DC1,junction,\(place),2700,\n"
            text += "E\(rack),DC1,rack-entry,\(place),2200,\(rackAddress(rack))\n"
        }
    }

    private func writeSegments(_ text: inout String) {
        for rack in 0..<racks {
            text += "D\(rack),N\(rack),E\(rack),drop,500,300,100,300\n"
            if column(rack) > 0 { text += "S\(rack),N\(rack - 1),N\(rack),tray,600,600,100,300\n" }
            if column(rack) == 0, rack > 0 {
                text += "X\(rack),N\(rack - Self.racksPerRow),N\(rack),tray,2400,600,100,300\n"
            }
        }
    }

    private func writeCassettes(_ text: inout String) {
        for end in ends { text += "\(cassette(end)),MXC-64-LC-32\n" }
    }

    private func writeDevices(_ text: inout String) {
        for end in ends { text += "\(device(end)),sw-\(end),1,32,LC-duplex,100G-CWDM4\n" }
    }

    private func writeTrunks(_ text: inout String) {
        for trunk in 0..<trunks {
            let route = route(from: rackOfEnd(endA(trunk)), to: rackOfEnd(endZ(trunk)))
            text += "T\(trunk),MXC-64-FLIP,\(cassette(endA(trunk))):R1,\(cassette(endZ(trunk))):R1,"
            text += "\(orderedLength(route, trunk)),\(route.joined(separator: " ")),installed\n"
        }
    }

    private static let stock = [
        5000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 75_000, 100_000, 150_000, 200_000, 300_000,
    ]

    /// What the route asks for: drops of 0.5 m, trays of 0.6 m, crossings of 2.4 m, the way from the top of each
    /// rack of 48 U, a metre of loop at each end and 5 % of slack; then the next stock length.
    private func orderedLength(_ route: [String], _ trunk: Int) -> Int {
        let way = route.reduce(0) { $0 + ($1.hasPrefix("D") ? 500 : $1.hasPrefix("S") ? 600 : 2400) }
        let inside = [endA(trunk), endZ(trunk)].reduce(0) { sum, end in
            sum + ((2 * 48 - 2 * (42 - 2 * (end % Self.endsPerRack)) + 1) * 22_225 + 999) / 1000
        }
        let needed = (way + inside + 2000) * 105 / 100 + 1
        return Self.stock.first { $0 >= needed } ?? needed
    }

    private func route(from a: Int, to z: Int) -> [String] { routeAlongRows(from: a, to: z, Self.racksPerRow) }

    /// Whether link `link` of a trunk goes on over the next trunk. The last trunk has none.
    private func isLong(_ trunk: Int, _ link: Int) -> Bool {
        trunk < trunks - 1 && (trunk * Self.linksPerTrunk + link) % 10 == 0
    }

    /// The pair of the next trunk that a long link takes: behind the 24 of its own, in order.
    private func transitPort(_ trunk: Int, _ link: Int) -> Int {
        Self.linksPerTrunk + (0...link).count { isLong(trunk, $0) }
    }

    private func writeCords(_ text: inout String) {
        for trunk in 0..<trunks {
            for link in 0..<Self.linksPerTrunk {
                let name = "C\(trunk * Self.linksPerTrunk + link)"
                let p = port(link + 1)
                let rest = "LC-AB-SM"
                let tail = "2000,yellow,installed\n"
                text += "\(name)a,\(rest),\(device(endA(trunk))):\(p),\(cassette(endA(trunk))):\(p),\(tail)"
                if isLong(trunk, link) {
                    let next = trunk + 1
                    let q = port(transitPort(trunk, link))
                    // Neighbouring trunks end in neighbouring rows at most: far enough for every one of them.
                    let tail = "50000,yellow,installed\n"
                    text += "\(name)x,\(rest),\(cassette(endZ(trunk))):\(p),\(cassette(endA(next))):\(q),\(tail)"
                    text += "\(name)z,\(rest),\(cassette(endZ(next))):\(q),\(device(endZ(trunk))):\(p),\(tail)"
                } else {
                    text += "\(name)z,\(rest),\(cassette(endZ(trunk))):\(p),\(device(endZ(trunk))):\(p),\(tail)"
                }
            }
        }
    }

    private func writeLinks(_ text: inout String) {
        for trunk in 0..<trunks {
            for link in 0..<Self.linksPerTrunk {
                let p = port(link + 1)
                text +=
                    "L\(trunk * Self.linksPerTrunk + link),\(device(endA(trunk))):\(p),\(device(endZ(trunk))):\(p),100G-CWDM4,on\n"
            }
        }
    }
}

/// Along the row to its first rack, across to the other row, and along that one.
func routeAlongRows(from a: Int, to z: Int, _ racksPerRow: Int) -> [String] {
    if a == z { return [] }
    func row(_ rack: Int) -> Int { rack / racksPerRow }
    func column(_ rack: Int) -> Int { rack % racksPerRow }
    var route = ["D\(a)"]
    if row(a) == row(z) {
        let between = (min(a, z) + 1...max(a, z)).map { "S\($0)" }
        route += a < z ? between : between.reversed()
    } else {
        route += (0..<column(a)).reversed().map { "S\(row(a) * racksPerRow + $0 + 1)" }
        let rows = row(a) < row(z) ? Array(row(a) + 1...row(z)) : Array(row(z) + 1...row(a)).reversed()
        route += rows.map { "X\($0 * racksPerRow)" }
        route += (0..<column(z)).map { "S\(row(z) * racksPerRow + $0 + 1)" }
    }
    return route + ["D\(z)"]
}
