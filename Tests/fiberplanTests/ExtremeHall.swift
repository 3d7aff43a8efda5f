import FiberModel
import FiberStore
import Foundation

/// A hall of one link over one trunk, all of types of its own whose rows have every key that there is.
enum ExtremeHall {
    struct Row: Sendable {
        var kind: CatalogueKind
        var name: String
        var body: String
    }

    private static func figure(_ value: Int) -> String { #"{"value":\#(value),"trust":"user","source":"s"}"# }

    static let rows: [Row] = [
        Row(
            kind: .fibreClass, name: "XF",
            body: """
                {"mode":"single-mode","meaning":"G.657.B2","minimumBendRadius_um":\(figure(5000)),
                "bendLoss":[{"radius_um":15000,"turns":10,"at1550_mdB":\(figure(250)),"at1625_mdB":\(figure(1000))},
                {"radius_um":10000,"turns":1,"at1550_mdB":\(figure(750)),"at1625_mdB":\(figure(1500))}],
                "attenuation":[{"from_nm":1260,"to_nm":1309,"perKm_mdB":\(figure(440))},
                {"from_nm":1310,"to_nm":1625,"perKm_mdB":\(figure(400))}]}
                """),
        Row(
            kind: .connector, name: "XM",
            body: """
                {"family":"MXC","rows":1,"columns":4,"polish":"lens","grades":[{"name":"standard",
                "pairLossMax_mdB":\(figure(750)),"pairLossTypical_mdB":\(figure(350)),"returnLoss_mdB":\(figure(40_000))}]}
                """),
        Row(
            kind: .connector, name: "XL",
            body: """
                {"family":"LC","rows":1,"columns":2,"polish":"UPC","grades":[{"name":"standard",
                "pairLossMax_mdB":\(figure(250)),"pairLossTypical_mdB":\(figure(150)),"returnLoss_mdB":\(figure(45_000))}]}
                """),
        Row(
            kind: .colourScheme, name: "XC",
            body: #"{"colours":["blue","orange"],"tracer":"black","tracerOnBlack":"yellow"}"#),
        Row(
            kind: .trunkType, name: "XT",
            body: """
                {"connector":"XM","grade":"standard","strands":4,"strandMap":[2,1,4,3],"fibreClass":"XF",
                "outerDiameter_um":\(figure(9000)),"bendRadiusAtRest_um":\(figure(90_000)),
                "bendRadiusUnderPull_um":\(figure(135_000)),"pullTension_N":\(figure(400)),"pullTurns":\(figure(2)),
                "weight_gPerM":\(figure(80)),"friction_thousandths":\(figure(350)),"cableKinds":["indoor"],
                "splices":1,"plugsA":1,"plugsZ":1,"legLength_mm":800,"reach_m":\(figure(3000)),
                "colourScheme":"XC","stockLengths_mm":[5000,10000,20000]}
                """),
        Row(
            kind: .cassetteType, name: "XS",
            body: """
                {"rear":{"connector":"XM","count":1,"grade":"standard"},
                "front":{"connector":"XL","count":2,"grade":"standard"},"strandMap":[1,2,3,4],"fibreClass":"XF",
                "height_u":1,"splices":1}
                """),
        Row(
            kind: .cordType, name: "XD",
            body: """
                {"connectorA":"XL","connectorZ":"XL","grade":"standard","strandMap":[2,1],"polarity":"A-to-B",
                "fibreClass":"XF","bendRadiusAtRest_um":\(figure(25_000)),"stockLengths_mm":[500,1000,3000],
                "plugsA":1,"plugsZ":1,"legLength_mm":500,"splices":0,"reach_m":\(figure(3000)),
                "outerDiameter_um":\(figure(2000)),
                "bendRadiusUnderPull_um":\(figure(50_000)),"pullTension_N":\(figure(100)),"pullTurns":\(figure(4)),
                "weight_gPerM":\(figure(6)),"friction_thousandths":\(figure(300))}
                """),
        Row(
            kind: .optic, name: "XO",
            body: """
                {"connector":"XL","fibres":2,"mode":"single-mode","lanes":[
                {"lane":0,"wavelength_pm":1271000,"low_pm":1264500,"high_pm":1277500,"tx":1,"rx":2},
                {"lane":1,"wavelength_pm":1331000,"low_pm":1324500,"high_pm":1337500,"tx":1,"rx":2}],
                "laneRate_kBd":25781250,"modulation":"NRZ","fec":"optional","fecCode":"KR4",
                "reach_m":\(figure(2000)),"matedPairs":\(figure(4)),"lossLimitWithFEC_mdB":\(figure(5000)),
                "lossLimitWithoutFEC_mdB":\(figure(3000)),"connectors":1,"connectionLoss_mdB":\(figure(2000)),
                "launchLeast_mdBm":\(figure(-3000)),"launchMost_mdBm":\(figure(2500)),
                "receiveLeast_mdBm":\(figure(-9000)),"receiveMost_mdBm":\(figure(2500)),
                "reflections":[{"count":4,"returnLoss_mdB":\(figure(35_000))}],
                "breakouts":[{"name":"2x","optic":"XO","legs":[[0],[1]]}]}
                """),
        Row(
            kind: .deviceType, name: "XV",
            body: #"{"ports":[{"name":"p{n}","from":1,"count":2,"connector":"XL"}],"height_u":1}"#),
    ]

    /// Keys in which no number stands and that need not be there.
    static let textsLeftOut: [CatalogueKind: Set<String>] = [
        .connector: ["key", "pins", "supersededBy"],
        .cassetteType: ["inside", "fitsBay", "branches", "bays", "sideBySide", "adaptersSeparate"],
        .deviceType: ["depth", "partNumbers", "sideBySide"],
        .trunkType: ["connectorA", "connectorZ", "pinnedA", "pinnedZ", "polarity", "medium", "legLabels"],
        .cordType: ["connector", "strands", "pinnedA", "pinnedZ", "medium", "cableKinds", "colourScheme", "legLabels"],
        .optic: ["pinned", "formFactors", "innerFEC", "fecInHost", "mediaCode", "partNumbers"],
    ]

    /// Whether the rows of the hall still go together when one of them has another body.
    static func fits(_ row: Row, _ body: String) -> Bool {
        var entries = rows.map { row in
            CatalogueEntry(kind: row.kind, name: row.name, source: "s", trust: .user, body: row.body)
        }
        for index in entries.indices where entries[index].kind == row.kind && entries[index].name == row.name {
            entries[index].body = body
        }
        guard let store = try? Store.inMemory() else { return false }
        let edits = entries.map { Edit.add(Record($0)) }
        return (try? store.commit(edits, author: "t", command: "t")) != nil
    }

    static func write(_ bodies: [String], into folder: String) throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/hall", withIntermediateDirectories: true)
        func cell(_ text: String) -> String { "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" }
        var catalogue = "kind,name,source,trust,body\n"
        for (row, body) in zip(rows, bodies) { catalogue += "\(row.kind.rawValue),\(row.name),s,user,\(cell(body))\n" }
        let files = [
            "hall/catalogue.csv": catalogue,
            "hall/halls.csv": "label,service_loop_mm\nDC1,2000\n",
            "hall/racks.csv": "address,height_u,x_mm,y_mm\nDC1.A01,42,0,0\nDC1.B01,42,3000,3000\n",
            "hall/nodes.csv": """
            label,hall,kind,x_mm,y_mm,z_mm,rack,entry
            NA,DC1,rack-entry,0,0,2600,DC1.A01,top
            N1,DC1,junction,3000,0,2600,,
            NB,DC1,rack-entry,3000,3000,2600,DC1.B01,top

            """,
            "hall/segments.csv": """
            label,a,z,kind,width_mm,depth_mm
            S1,NA,N1,tray,300,100
            S2,N1,NB,tray,300,100

            """,
            "hall/cassettes.csv": "address,type\nDC1.A01-40,XS\nDC1.B01-40,XS\n",
            "hall/devices.csv": """
            address,label,height_u,ports,connector,optic,type
            DC1.A01-42,a,1,2,XL,XO,XV
            DC1.B01-42,b,1,2,XL,XO,

            """,
            "hall/trunks.csv":
                "label,type,a,z,length_mm,route,status\nT1,XT,DC1.A01-40:R1,DC1.B01-40:R1,20000,S1 S2,planned\n",
            "hall/cords.csv": """
            label,type,a,z,length_mm,status
            C1,XD,DC1.A01-42:1,DC1.A01-40:1,1000,planned
            C2,XD,DC1.B01-42:1,DC1.B01-40:1,1000,planned

            """,
            "hall/links.csv": "label,a,z,optic\nL1,DC1.A01-42:1,DC1.B01-42:1,XO\n",
            "results.csv": "strand,wavelength_nm,loss_db\nT1:1,1310,0.42\n",
            "demands.csv": "label,a,z,optic\nL2,DC1.A01-42:2,DC1.B01-42:2,XO\n",
        ]
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
    }

    /// The commands that reckon with figures of the catalogue.
    static let reckoning: [[String]] = [
        ["validate"], ["lanes", "L1"], ["budget", "--all"], ["budget", "--limit-for-tester"], ["fill", "--type", "XT"],
        ["route", "DC1.A01-40", "DC1.B01-40", "--type", "XT", "--explain"], ["export", "pull-sheet"],
        ["export", "bill-of-materials", "--spares", "10"], ["suggest-trunks", "demands.csv", "--type", "XT"],
        ["allocate", "demands.csv", "--dry-run"],
    ]

    /// Those that show a figure, or what one brings about.
    static let showing: [[String]] = [
        ["validate", "--format", "json"], ["polarity", "L1"], ["trace", "L1"], ["budget", "L1"],
        ["budget", "L1", "--with", "bend=90 radius=10mm"], ["fill"], ["reroute", "T1", "--dry-run"], ["show", "T1"],
        ["impact", "S1"], ["stats"], ["list", "trunks"], ["catalogue", "list"],
        ["catalogue", "show", "trunk-type", "XT"],
        ["catalogue", "show", "optic", "XO"], ["export", "patch-sheet"], ["export", "labels"],
        ["import-results", "results.csv"], ["verify-history"], ["export", "plant", "out"],
    ]
}
