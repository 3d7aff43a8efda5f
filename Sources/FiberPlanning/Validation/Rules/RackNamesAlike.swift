import FiberModel

struct RackNamesAlike: DocumentedRule {
    let code = "RCK005"
    let name = "rack-names-alike"
    let severity = Severity.warning
    let subject = RecordKind.rack
    let summary = "No two racks of a hall differ only in capitals or in leading zeros."
    let why = """
        A1, A01 and a1 are three racks to a program and one to whoever reads the sheet: half of the cords end up in the \
        wrong one.
        """
    var triggeringExample: TinyHall { Self.hall("A1") }
    var nonTriggeringExample: TinyHall { Self.hall("A11") }

    private static func hall(_ grid: String) -> TinyHall {
        TinyHall {
            var rack = Rack()
            rack.address = RackAddress(hall: "DC1", grid: grid)
            $0.racks.append(rack)
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        struct Key: Hashable { var hall: HallHandle, grid: String }
        let plant = survey.plant
        let alike = Dictionary(grouping: plant.racks.indices) { index in
            Key(hall: plant.racks[index].hall, grid: Self.plain(plant.racks[index].address.grid))
        }
        for racks in alike.values where racks.count > 1 {
            let names = racks.map { plant.racks[$0].address.description }.sorted(by: naturallyPrecedes)
            report.add(
                names[0], "it reads like \(names.dropFirst().joined(separator: ", "))",
                advice:
                    "if they are one rack, move what stands in the others and remove them; else give one another name: fiberplan set \(names[names.count - 1]) address=…"
            )
        }
    }

    /// In lower case, without zeros in front of numbers.
    static func plain(_ grid: String) -> String {
        var plain: [UInt8] = []
        var rest = Array(grid.lowercased().utf8)[...]
        while let first = rest.first {
            guard (0x30...0x39).contains(first) else {
                plain.append(first)
                rest = rest.dropFirst()
                continue
            }
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            let number = digits.drop { $0 == 0x30 }
            plain += number.isEmpty ? [0x30] : Array(number)
            rest = rest.dropFirst(digits.count)
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
