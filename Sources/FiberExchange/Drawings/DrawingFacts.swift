import FiberModel
import FiberPlanning

/// What drawings of one plant have in common, worked out once for all of them and only where it is asked for.
package final class DrawingFacts {
    let plant: Plant

    package init(_ plant: Plant) { self.plant = plant }

    private(set) lazy var survey = LightSurvey(plant)
    private(set) lazy var fill = TrayFill(plant)

    /// By segment: the trunks, and the cords on pathways, that lie in it and are not retired.
    private(set) lazy var cablesOn: [[TrunkHandle]] = {
        var cables: [[TrunkHandle]] = Array(repeating: [], count: plant.segments.count)
        for (index, row) in plant.trunks.enumerated() where row.status != .retired {
            // A way that passes a segment twice lies there twice, and is told once.
            for segment in Set(plant.route(of: TrunkHandle(index: index))).sorted() {
                cables[segment.index].append(TrunkHandle(index: index))
            }
        }
        return cables
    }()

    /// By rack: its units.
    private(set) lazy var unitsIn: [[UnitHandle]] = {
        var units: [[UnitHandle]] = Array(repeating: [], count: plant.racks.count)
        for index in plant.units.indices { units[plant.units[index].rack.index].append(UnitHandle(index: index)) }
        return units
    }()

    /// Strands that something is said of.
    private(set) lazy var notes: [TrunkStrand: StrandException.State] = {
        var notes: [TrunkStrand: StrandException.State] = [:]
        for row in plant.strands where row.state != .ok { notes[TrunkStrand(row.trunk, row.strand)] = row.state }
        return notes
    }()

    /// Ports that a cord is said to be in, and that their unit does not have.
    private(set) lazy var outside: [UnitHandle: [PortHandle]] = {
        var outside: [UnitHandle: [PortHandle]] = [:]
        for cord in 0..<plant.cords.count where plant.cords.status[cord] != .retired {
            let handle = CordHandle(index: cord)
            for end in [End.a, .z] {
                for case let port? in plant.ports(of: handle, end) {
                    let row = plant.units[port.unit.index]
                    guard port.number > (port.isRear ? row.rears : row.ports) else { continue }
                    outside[port.unit, default: []].append(port)
                }
            }
        }
        return outside
    }()
}
