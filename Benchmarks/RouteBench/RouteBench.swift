import FiberModel
import FiberPlanning
import FiberStore
import Foundation

/// Times routes over a plant inside one process, for a benchmark that does the same with graph libraries.
///
/// usage: route-bench PLANT PAIRS, where PAIRS has two rack addresses a line; prints one JSON object of seconds.
@main
enum RouteBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            FileHandle.standardError.write(Data("usage: route-bench PLANT PAIRS\n".utf8))
            exit(64)
        }
        let pairs = try String(contentsOfFile: arguments[2], encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        var seconds: [String: Double] = [:]
        let plant = try time("load", &seconds) {
            try Store.open(at: arguments[1], for: .reading).snapshot(of: .pathways)
        }
        var planner = time("graph", &seconds) { RoutePlanner(plant) }
        let needs = try CableNeeds(type: "MXC-64-FLIP", in: plant.catalogue)
        let requests = try pairs.map { pair in
            RouteRequest(from: try RouteEnd(pair[0], in: plant), to: try RouteEnd(pair[1], in: plant), needs: needs)
        }
        var found = 0
        // The arrays of the search are made once; a plan asks more than one question.
        _ = planner.routes(requests[0])
        time("single", &seconds) { for request in requests { found += planner.routes(request).count } }
        time("alternatives", &seconds) {
            for request in requests.prefix(20) { found += planner.routes(request, count: 10).count }
        }
        time("disjoint", &seconds) {
            for request in requests.prefix(20) { found += planner.disjointPair(request) == nil ? 0 : 2 }
        }
        var router = AutoRouter(plant)
        let units = try pairs.map { pair in try pair.map { try UnitAddress("\($0)-40") } }
        time("auto-route", &seconds) {
            for (index, unit) in units.enumerated() {
                let job = AutoRouter.Job(label: "T\(index)", type: "MXC-64-FLIP", a: unit[0], z: unit[1])
                if (try? router.route(job)) != nil { found += 1 }
            }
        }
        seconds["found"] = Double(found)
        print(
            String(decoding: try JSONSerialization.data(withJSONObject: seconds, options: .sortedKeys), as: UTF8.self))
    }

    private static func time<T>(_ what: String, _ seconds: inout [String: Double], _ body: () throws -> T) rethrows -> T
    {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try body()
        let elapsed = clock.now - start
        seconds[what] = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        return value
    }
}
