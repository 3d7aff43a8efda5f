import FiberModel

struct DeviceNamesAlike: DocumentedRule {
    let code = "RCK007"
    let name = "device-names-alike"
    let severity = Severity.info
    let subject = RecordKind.device
    let summary = "No two devices of a hall go by one name."
    let why = """
        A name that two devices have names neither: commands ask for the address, and an installer patches the first that \
        he comes to.
        """
    var triggeringExample: TinyHall { TinyHall { for index in 0..<2 { $0.devices[index].label = "leaf-1" } } }
    var nonTriggeringExample: TinyHall {
        TinyHall { for index in 0..<2 { $0.devices[index].label = "leaf-\(index)" } }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        struct Key: Hashable { var hall: HallHandle, name: String }
        let plant = survey.plant
        var alike: [Key: [Int]] = [:]
        for (index, unit) in plant.units.enumerated() where plant.isDevice(UnitHandle(index: index)) {
            guard !unit.label.isEmpty else { continue }
            alike[Key(hall: plant.racks[unit.rack.index].hall, name: unit.label), default: []].append(index)
        }
        for (key, units) in alike where units.count > 1 {
            let names = units.map { plant.address(of: UnitHandle(index: $0)).description }.sorted(by: naturallyPrecedes)
            report.add(
                names[0], "\(quoted(key.name)) is the name of \(names.dropFirst().joined(separator: ", ")) as well",
                advice: "give one another name: fiberplan set \(names[names.count - 1]) label=…")
        }
    }
}
