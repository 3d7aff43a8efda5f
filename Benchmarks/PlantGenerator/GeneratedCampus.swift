import Foundation

/// A made-up campus: 20,000 nodes in a grid of trays, 60,000 segments with diagonals and second trays, 2,000
/// racks. Some fittings are too tight for a trunk and some trays nearly too narrow, so that the search has
/// something to keep clear of.
struct GeneratedCampus {
    static let columns = 200
    static let rows = 100
    static let segments = 60_000
    /// Every so many nodes one is the entry of a rack.
    static let nodesPerRack = 10

    func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try file(folder, "halls", "label\nDC1\n")
        var dice = Dice(state: 7)
        var racks = "address,height_u\n"
        var nodes = "label,hall,kind,x_mm,y_mm,z_mm,rack,bend_radius_mm\n"
        var cassettes = "address\n"
        for node in 0..<Self.columns * Self.rows {
            let isEntry = node % Self.nodesPerRack == 0
            let rack = isEntry ? "DC1.R\(node / Self.nodesPerRack)" : ""
            let (x, y) = (node % Self.columns * 3000, node / Self.columns * 3000)
            let radius = dice.next(20) == 0 ? "120" : ""
            nodes += "N\(node),DC1,\(isEntry ? "rack-entry" : "junction"),\(x),\(y),2700,\(rack),\(radius)\n"
            guard isEntry else { continue }
            racks += "\(rack),48\n"
            cassettes += "\(rack)-40\n"
        }
        try file(folder, "nodes", nodes)
        try file(folder, "racks", racks)
        try file(folder, "cassettes", cassettes)
        try file(folder, "segments", segments(&dice))
    }

    private func segments(_ dice: inout Dice) -> String {
        var text = "label,a,z,kind,length_mm,width_mm,depth_mm,bend_radius_mm\n"
        var count = 0
        func add(_ a: Int, _ z: Int) {
            // A tray of 60 × 40 mm takes 18 trunks, one of 300 × 100 mm takes 235.
            let isNarrow = dice.next(10) == 0
            let length = dice.next(3) == 0 ? String(3000 + dice.next(2000)) : ""
            text += "S\(count),N\(a),N\(z),tray,\(a / Self.columns == z / Self.columns ? length : ""),"
            text += "\(isNarrow ? "60,40" : "300,100"),\(dice.next(10) == 0 ? "" : "300")\n"
            count += 1
        }
        for node in 0..<Self.columns * Self.rows {
            if node % Self.columns < Self.columns - 1 { add(node, node + 1) }
            if node / Self.columns < Self.rows - 1 { add(node, node + Self.columns) }
        }
        while count < Self.segments {
            let node = dice.next(Self.columns * (Self.rows - 1))
            if node % Self.columns < Self.columns - 1 { add(node, node + Self.columns + 1) }
        }
        return text
    }

    private func file(_ folder: String, _ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).csv"))
    }
}

/// A repeatable source of chance.
private struct Dice {
    var state: UInt64

    // SplitMix64 (Steele, Lea and Flood 2014).
    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
