import Foundation

/// A hall of two racks, one trunk and one link, as the CSV files that describe it: what a test is about is changed in them.
struct SmallHall {
    var files: [String: String] = [
        "halls": "label\nDC1\n",
        "racks": "address,height_u,x_mm,y_mm\nDC1.A01,42,0,0\nDC1.B01,42,3000,3000\n",
        "nodes": """
        label,hall,kind,x_mm,y_mm,z_mm,rack,entry,bend_radius_mm
        NA,DC1,rack-entry,0,0,2700,DC1.A01,top,
        N1,DC1,junction,3000,0,2700,,,300
        NB,DC1,rack-entry,3000,3000,2700,DC1.B01,top,

        """,
        "segments": """
        label,a,z,kind,width_mm,depth_mm,bend_radius_mm
        S1,NA,N1,tray,300,100,300
        S2,N1,NB,tray,300,100,300

        """,
        "cassettes": "address,type\nDC1.A01-40,MXC-64-LC-32\nDC1.B01-40,MXC-64-LC-32\n",
        "devices": """
        address,label,height_u,ports,connector,optic
        DC1.A01-42,a,1,32,LC-duplex,100G-CWDM4
        DC1.B01-42,b,1,32,LC-duplex,100G-CWDM4

        """,
        "trunks": """
        label,type,a,z,length_mm,route,status
        T1,MXC-64-FLIP,DC1.A01-40:R1,DC1.B01-40:R1,10000,S1 S2,installed

        """,
        "cords": """
        label,type,a,z,length_mm,status
        C1,LC-AB-SM,DC1.A01-42:1,DC1.A01-40:1,2000,installed
        C2,LC-AB-SM,DC1.B01-42:1,DC1.B01-40:1,2000,installed

        """,
        "links": "label,a,z,optic,fec\nL1,DC1.A01-42:1,DC1.B01-42:1,100G-CWDM4,on\n",
    ]

    /// Puts something in the place of a text everywhere; the text has to be there.
    mutating func replace(_ text: String, _ other: String, in name: String? = nil) {
        var isFound = false
        for (file, content) in files where name == nil || name == file {
            isFound = isFound || content.contains(text)
            files[file] = content.replacingOccurrences(of: text, with: other)
        }
        precondition(isFound, "the hall has no \(text)")
    }

    mutating func add(_ row: String, to name: String) { files[name, default: ""] += row + "\n" }

    /// The hall in a plant of its own.
    ///
    /// - Parameter before: what is done before the hall is read, such as adding rows to the catalogue.
    static func plant(
        _ change: (inout SmallHall) -> Void = { _ in }, before: (Tool) throws -> Tool.Result? = { _ in nil }
    ) throws -> Tool {
        var hall = SmallHall()
        change(&hall)
        let tool = try Tool()
        try FileManager.default.createDirectory(atPath: tool.scratch.file("hall"), withIntermediateDirectories: true)
        for (name, text) in hall.files { try tool.scratch.write("hall/\(name).csv", text) }
        let made = try tool.run("init")
        if let result = try before(tool), result.code != 0 { throw Refused(description: result.err) }
        let read = try tool.run("import", "hall")
        guard made.code == 0, read.code == 0 else { throw Refused(description: made.err + read.err) }
        return tool
    }

    struct Refused: Error, CustomStringConvertible { var description: String }
}

extension Tool {
    /// What `validate` finds: `error BUD001 L1: …`, without advice and without notes on figures that are assumed.
    func findings(_ options: String...) throws -> [String] {
        let result = try run(arguments: ["validate", "--today", "2026-01-01"] + options)
        return result.out.split(separator: "\n").filter { !$0.contains("→") && $0.contains(":") }
            .map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
    }
}
