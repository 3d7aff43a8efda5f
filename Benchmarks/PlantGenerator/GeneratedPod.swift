import Foundation

/// A made-up hall of 2,048 nodes with eight ports of 800G each, behind three stages of switches that block nothing.
///
/// 512 leafs, 512 spines and 256 cores of 64 ports. Nodes to leafs and spines to cores are 16,384 links of 800G each, over
/// twin ports and so two plugs; between leafs and spines each of the 16,384 ports is broken out to two spines. 9,216 trunks
/// of twelve plugs join panels of 24 adapters. In each rack of nodes a switch serves two stores by harnesses. The plant is
/// valid; without its cords and links it is what they are placed in.
struct GeneratedPod {
    static let nodes = 2048
    /// Leafs, spines or cores in a rack.
    static let perRack = 8
    static let nodesPerRack = 4
    static let nodeRacks = nodes / nodesPerRack
    static let leafRacks = 64
    static let coreRacks = 32
    static let trunksPerRun = 6
    private static let racksPerRow = 20
    private static let height = 80

    /// Trunks that join two racks, side by side in their panels.
    private struct Run {
        var a: Int
        var z: Int
        /// The first of its trunks among those of each rack.
        var atA: Int
        var atZ: Int
    }

    private let runs: [Run]
    private var runOf: [Int: Int] = [:]
    private var racks: Int { Self.nodeRacks + 2 * Self.leafRacks + Self.coreRacks }
    private func leafRack(_ number: Int) -> Int { Self.nodeRacks + number }
    private func spineRack(_ number: Int) -> Int { Self.nodeRacks + Self.leafRacks + number }
    private func coreRack(_ number: Int) -> Int { Self.nodeRacks + 2 * Self.leafRacks + number }

    init() {
        var runs: [Run] = []
        var used = [Int](repeating: 0, count: Self.nodeRacks + 2 * Self.leafRacks + Self.coreRacks)
        var runOf: [Int: Int] = [:]
        func join(_ a: Int, _ z: Int) {
            runOf[a << 16 | z] = runs.count
            runs.append(Run(a: a, z: z, atA: used[a], atZ: used[z]))
            used[a] += Self.trunksPerRun
            used[z] += Self.trunksPerRun
        }
        let (nodes, leafs) = (Self.nodeRacks, Self.leafRacks)
        for rack in 0..<nodes { join(rack, nodes + rack / 8) }
        for leaf in 0..<leafs { for spine in 0..<8 { join(nodes + leaf, nodes + leafs + leaf / 8 * 8 + spine) } }
        for spine in 0..<leafs {
            for core in 0..<8 { join(nodes + leafs + spine, nodes + 2 * leafs + (spine / 16 * 8 + core)) }
        }
        self.runs = runs
        self.runOf = runOf
    }

    /// - Parameter isCabled: with cords and links; else with the demands that ask for them.
    func write(to folder: String, isCabled: Bool) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try file(folder, "halls.csv", "label,overlength_pct,pins\nDC1,1000,pinned-trunks\n")
        try file(folder, "racks.csv", "address,x_mm,y_mm,height_u", lines: rackLines)
        try file(folder, "nodes.csv", "label,hall,kind,x_mm,y_mm,z_mm,rack,bend_radius_mm", lines: nodeLines)
        try file(folder, "segments.csv", "label,a,z,kind,width_mm,depth_mm,bend_radius_mm", lines: segmentLines)
        try file(folder, "cassettes.csv", "address,type", lines: panelLines)
        try file(folder, "devices.csv", "address,label,height_u,ports,connector,optic,type,depth", lines: deviceLines)
        try file(folder, "trunks.csv", "label,type,a,z,more_a,more_z,length_mm,route,status", lines: trunkLines)
        if isCabled {
            let (links, cords) = cabling()
            try file(folder, "links.csv", "label,a,z,optic,fec", lines: links)
            try file(folder, "cords.csv", "label,type,a,z,more_z,length_mm,colour,status", lines: cords)
        } else {
            try file(folder, "demands.txt", "label,a,z,count,optic,fec", lines: demandLines)
        }
    }

    private func file(_ folder: String, _ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    private func file(_ folder: String, _ name: String, _ header: String, lines: [String]) throws {
        try file(folder, name, header + "\n" + lines.joined(separator: "\n") + "\n")
    }

    // MARK: Places

    private func row(_ rack: Int) -> Int { rack / Self.racksPerRow }
    private func column(_ rack: Int) -> Int { rack % Self.racksPerRow }
    private func address(_ rack: Int) -> String { "DC1.R\(row(rack))C\(column(rack))" }
    private func number(_ port: Int) -> String { port < 10 ? "0\(port)" : "\(port)" }

    private var rackLines: [String] {
        (0..<racks).map { "\(address($0)),\(column($0) * 600),\(row($0) * 2400),\(Self.height)" }
    }
    private var nodeLines: [String] {
        (0..<racks).flatMap { rack in
            let place = "\(column(rack) * 600),\(row(rack) * 2400)"
            return [
                "N\(rack),DC1,junction,\(place),4200,,300",
                "E\(rack),DC1,rack-entry,\(place),3700,\(address(rack)),300",
            ]
        }
    }
    private var segmentLines: [String] {
        (0..<racks).flatMap { rack in
            var lines = ["D\(rack),N\(rack),E\(rack),drop,600,300,300"]
            if column(rack) > 0 { lines.append("S\(rack),N\(rack - 1),N\(rack),tray,1500,600,300") }
            if column(rack) == 0, rack > 0 {
                lines.append("X\(rack),N\(rack - Self.racksPerRow),N\(rack),tray,1800,900,300")
            }
            return lines
        }
    }

    /// Panels from the top down, devices from the bottom up.
    private func panel(_ rack: Int, _ trunk: Int) -> String { "\(address(rack))-\(Self.height - trunk / 2)" }
    private func rear(_ trunk: Int, _ plug: Int) -> Int { trunk % 2 * 12 + plug }

    private var panelLines: [String] {
        var counts = [Int](repeating: 0, count: racks)
        for run in runs {
            counts[run.a] += Self.trunksPerRun
            counts[run.z] += Self.trunksPerRun
        }
        return counts.enumerated().flatMap { rack, count in
            (0..<(count + 1) / 2).map { "\(panel(rack, 2 * $0)),MPO-12x24-PANEL-A" }
        }
    }

    private func node(_ node: Int) -> String {
        "\(address(node / Self.nodesPerRack))-\(node % Self.nodesPerRack * 8 + 8)"
    }
    private func leaf(_ leaf: Int) -> String { "\(address(leafRack(leaf / 8)))-\(leaf % 8 * 2 + 2)" }
    private func spine(_ spine: Int) -> String { "\(address(spineRack(spine / 8)))-\(spine % 8 * 2 + 2)" }
    private func core(_ core: Int) -> String { "\(address(coreRack(core / 8)))-\(core % 8 * 2 + 2)" }
    private func store(_ rack: Int, _ number: Int) -> String { "\(address(rack))-\(35 + number)" }
    private func agg(_ rack: Int) -> String { "\(address(rack))-40" }

    private var deviceLines: [String] {
        let twin = "800G-2xDR4"
        var lines = (0..<Self.nodes).map { "\(node($0)),node-\($0),8,8,MPO-12,\(twin),NODE-8-OSFP,full" }
        lines += (0..<8 * Self.leafRacks).map { "\(leaf($0)),leaf-\($0),2,64,MPO-12,\(twin),SWITCH-64-OSFP,full" }
        lines += (0..<8 * Self.leafRacks).map { "\(spine($0)),spine-\($0),2,64,MPO-12,\(twin),SWITCH-64-OSFP,full" }
        lines += (0..<8 * Self.coreRacks).map { "\(core($0)),core-\($0),2,64,MPO-12,\(twin),SWITCH-64-OSFP,full" }
        for rack in 0..<Self.nodeRacks {
            lines.append("\(agg(rack)),agg-\(rack),1,32,MPO-12,400G-DR4,SWITCH-32-QSFP-DD,full")
            lines += (0..<2).map { "\(store(rack, $0)),store-\(rack)-\($0),1,4,LC-duplex,100G-DR,," }
        }
        return lines
    }

    // MARK: Trunks

    private func label(_ run: Int, _ trunk: Int) -> String { "T\(run * Self.trunksPerRun + trunk)" }

    private var trunkLines: [String] {
        runs.enumerated().flatMap { number, run in
            (0..<Self.trunksPerRun).map { trunk in
                let (a, z) = (panel(run.a, run.atA + trunk), panel(run.z, run.atZ + trunk))
                func further(_ panel: String, _ place: Int) -> String {
                    "\(panel):R\(rear(place, 2))-R\(rear(place, 12))"
                }
                let route = route(from: run.a, to: run.z)
                return [
                    label(number, trunk), "MPO-12x12-BASE8-B-M", "\(a):R\(rear(run.atA + trunk, 1))",
                    "\(z):R\(rear(run.atZ + trunk, 1))", further(a, run.atA + trunk), further(z, run.atZ + trunk),
                    "\(ordered(route))", route.joined(separator: " "), "installed",
                ].joined(separator: ",")
            }
        }
    }

    /// Ten metres inside the racks, loops included, 5 % of slack, in steps of 10 m.
    private func ordered(_ route: [String]) -> Int {
        let way = route.reduce(10_000) { $0 + ($1.hasPrefix("D") ? 500 : $1.hasPrefix("S") ? 600 : 2400) }
        return (way * 105 / 100 / 10_000 + 1) * 10_000
    }

    private func route(from a: Int, to z: Int) -> [String] { routeAlongRows(from: a, to: z, Self.racksPerRow) }

    // MARK: Links

    private struct Wanted {
        var label: String
        var names: (a: String, z: String)
        /// Unit, port and connector or leg.
        var a: (unit: String, port: Int, rack: Int)
        var z: (unit: String, port: Int, rack: Int)
        /// The leg of either port; 0 is the whole, which has two plugs.
        var legs: (a: Int, z: Int) = (0, 0)
    }

    /// Node to leaf, leaf to spine by legs, spine to core.
    private var wanted: [Wanted] {
        var wanted: [Wanted] = []
        for node in 0..<Self.nodes {
            for port in 0..<8 {
                let leaf = node / 32 * 8 + port
                wanted.append(
                    Wanted(
                        label: "N\(node * 8 + port)", names: ("node-\(node)", "leaf-\(leaf)"),
                        a: (self.node(node), port + 1, node / Self.nodesPerRack),
                        z: (self.leaf(leaf), node % 32 + 1, leafRack(leaf / 8))))
            }
        }
        for leaf in 0..<8 * Self.leafRacks {
            for leg in 0..<64 {
                let spine = leaf / 64 * 64 + leg
                wanted.append(
                    Wanted(
                        label: "S\(leaf * 64 + leg)", names: ("leaf-\(leaf)", "spine-\(spine)"),
                        a: (self.leaf(leaf), 33 + leg / 2, leafRack(leaf / 8)),
                        z: (self.spine(spine), leaf % 64 / 2 + 1, spineRack(spine / 8)),
                        legs: (leg % 2 + 1, leaf % 2 + 1)))
            }
        }
        for spine in 0..<8 * Self.leafRacks {
            for port in 0..<32 {
                // Four of the eight cores of each of eight racks.
                let core = spine / 128 * 64 + port / 4 * 8 + (port % 4 * 2 + spine % 2)
                wanted.append(
                    Wanted(
                        label: "K\(spine * 32 + port)", names: ("spine-\(spine)", "core-\(core)"),
                        a: (self.spine(spine), 33 + port, spineRack(spine / 8)),
                        z: (self.core(core), spine % 128 / 2 + 1, coreRack(core / 8))))
            }
        }
        return wanted
    }

    private var demandLines: [String] {
        var lines = wanted.map { link in
            "\(link.label),\(link.names.a),\(link.names.z),1,\(link.legs.a > 0 ? "400G-DR4" : "800G-2xDR4"),on"
        }
        for rack in 0..<Self.nodeRacks {
            lines += (0..<2).map { "H\(rack)-\($0),agg-\(rack),store-\(rack)-\($0),4,100G-DR,on" }
        }
        return lines
    }

    private func cabling() -> (links: [String], cords: [String]) {
        var (links, cords): ([String], [String]) = ([], [])
        var next = [Int](repeating: 0, count: runs.count)
        var count = 0
        func cord(_ a: String, _ z: String, _ type: String, _ further: String = "") {
            count += 1
            cords.append("C\(count),\(type),\(a),\(z),\(further),5000,yellow,installed")
        }
        for link in wanted {
            func end(_ side: (unit: String, port: Int, rack: Int), _ leg: Int) -> String {
                "\(side.unit):\(number(side.port))" + (leg > 0 ? "/\(leg)" : "")
            }
            let optic = link.legs.a > 0 ? "400G-DR4" : "800G-2xDR4"
            links.append("\(link.label),\(end(link.a, link.legs.a)),\(end(link.z, link.legs.z)),\(optic),on")
            let run = runOf[link.a.rack << 16 | link.z.rack] ?? 0
            for plug in 1...(link.legs.a > 0 ? 1 : 2) {
                let (trunk, port) = (next[run] / 12, next[run] % 12 + 1)
                next[run] += 1
                func panelPort(_ rack: Int, _ place: Int) -> String {
                    "\(panel(rack, place + trunk)):\(number(rear(place + trunk, port)))"
                }
                func plugged(_ side: (unit: String, port: Int, rack: Int), _ leg: Int) -> String {
                    let connector = leg > 0 ? leg : plug
                    return "\(side.unit):\(number(side.port))" + (connector > 1 ? "/\(connector)" : "")
                }
                cord(plugged(link.a, link.legs.a), panelPort(link.a.rack, runs[run].atA), "MPO-12-B-SM-FF")
                cord(panelPort(link.z.rack, runs[run].atZ), plugged(link.z, link.legs.z), "MPO-12-B-SM-FF")
            }
        }
        for rack in 0..<Self.nodeRacks {
            for store in 0..<2 {
                for leg in 1...4 {
                    links.append(
                        "H\(rack)-\(store)-\(leg),\(agg(rack)):\(number(store + 1))/\(leg),\(self.store(rack, store)):\(number(leg)),100G-DR,on"
                    )
                }
                let unit = self.store(rack, store)
                cord("\(agg(rack)):\(number(store + 1))", "\(unit):01", "MPO-12-4xLC-SM-F", "\(unit):02-04")
            }
        }
        return (links, cords)
    }
}
