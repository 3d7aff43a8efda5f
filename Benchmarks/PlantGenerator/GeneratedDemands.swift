import Foundation

/// A made-up hall to allocate in: 1,000 free trunks from 250 leaf racks to 20 spine racks, and 10,000 demands, a tenth of
/// them from leaf to leaf, which no trunk joins directly.
struct GeneratedDemands {
    static let leaves = 250
    static let spines = 20
    static let trunksPerLeaf = 4
    static let demands = 10_000

    func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var racks = "address,x_mm,y_mm,height_u\n"
        var nodes = "label,hall,kind,x_mm,y_mm,z_mm,rack\n"
        var segments = "label,a,z,kind,width_mm,depth_mm,bend_radius_mm\n"
        var cassettes = "address\n"
        var devices = "address,label,ports,height_u,optic\n"
        var trunks = "label,a,z,length_mm,route,status\n"
        for rack in 0..<Self.leaves + Self.spines {
            let isLeaf = rack < Self.leaves
            racks += "DC1.R\(rack),\(rack * 600),0,60\n"
            nodes +=
                "N\(rack),DC1,junction,\(rack * 600),0,2700,\nE\(rack),DC1,rack-entry,\(rack * 600),0,2300,DC1.R\(rack)\n"
            segments += "D\(rack),N\(rack),E\(rack),drop,600,300,300\n"
            if rack > 0 { segments += "S\(rack),N\(rack - 1),N\(rack),tray,1200,600,300\n" }
            devices +=
                isLeaf
                ? "DC1.R\(rack)-58,leaf-\(rack),128,2,100G-LR4\n"
                : "DC1.R\(rack)-59,spine-\(rack - Self.leaves),1024,8,100G-LR4\n"
        }
        var number = 0
        for leaf in 0..<Self.leaves {
            for lane in 0..<Self.trunksPerLeaf {
                let spine = Self.leaves + (leaf * Self.trunksPerLeaf + lane) % Self.spines
                let (a, z) = ("DC1.R\(leaf)-\(50 - lane)", "DC1.R\(spine)-\(50 - number / Self.spines)")
                cassettes += "\(a)\n\(z)\n"
                let way = (leaf + 1...spine).map { "S\($0)" }.joined(separator: " ")
                trunks += "T\(number),\(a),\(z),300000,D\(leaf) \(way) D\(spine),installed\n"
                number += 1
            }
        }
        for (name, text) in [
            ("halls", "label,overlength_pct\nDC1,1000\n"), ("racks", racks), ("nodes", nodes), ("segments", segments),
            ("cassettes", cassettes), ("devices", devices), ("trunks", trunks),
        ] { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).csv")) }
        try Data(demandRows.utf8).write(to: URL(fileURLWithPath: "\(folder)/demands.txt"))
    }

    private var demandRows: String {
        var text = "label,a,z,optic\n"
        for demand in 0..<Self.demands {
            let leaf = demand % Self.leaves
            let spines = (0..<Self.trunksPerLeaf).map { "spine-\((leaf * Self.trunksPerLeaf + $0) % Self.spines)" }
            let other = (leaf + Self.spines / Self.trunksPerLeaf) % Self.leaves
            text +=
                "X\(demand),leaf-\(leaf),\(demand % 10 == 0 ? "leaf-\(other)" : spines.joined(separator: " ")),100G-LR4\n"
        }
        return text
    }
}
