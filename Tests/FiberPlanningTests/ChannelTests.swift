import FiberModel
import TestSupport
import Testing

@testable import FiberPlanning

/// Channels of halls as they are built in 2026, each worked out by hand: where its light goes, how many lanes and mated
/// pairs it has, and what it loses.
struct ChannelTests {
    /// 0.35 dB a pair of low-loss arrays, 0.25 dB a pair of low-loss LC or SC, 0.4 dB a kilometre at 1311 nm rounded up for
    /// each cable: 2 m lose 1 mdB, 10 m 4 mdB.
    @Test func dr4OverAdaptersOfTypeA() throws {
        let bench = try Bench {
            $0.dr4(panel: "MPO-12x8-PANEL-A", trunk: "MPO-12-B-M", cords: ("MPO-12-B-SM-FF", "MPO-12-B-SM-FF"))
        }
        // Three reversals, two pairs: 2 × 350 + 1 + 4 + 1.
        try bench.expect("L1", lanes: 4, pairs: 2, loss: 706)
        #expect(bench.codes == [])
    }

    /// Three reversing cables and two reversing adapters are five, which is odd; angled plugs do not belong there.
    @Test func dr4OverAdaptersOfTypeB() throws {
        let bench = try Bench {
            $0.dr4(panel: "MPO-12x12-PANEL-B", trunk: "MPO-12-B-M", cords: ("MPO-12-B-SM-FF", "MPO-12-B-SM-FF"))
        }
        try bench.expect("L1", lanes: 4, pairs: 2, loss: 706)
        #expect(bench.codes == ["MAT004"])
    }

    /// With Type-A adapters only the cables count: two reversals leave transmit against transmit, three do not.
    @Test(arguments: [
        ("MPO-12-A-M", "MPO-12-B-SM-FF", "MPO-12-B-SM-FF", false),
        ("MPO-12-A-M", "MPO-12-B-SM-FF", "MPO-12-A-SM-FF", true),
        ("MPO-12-B-M", "MPO-12-A-SM-FF", "MPO-12-A-SM-FF", true),
        ("MPO-12-B-M", "MPO-12-B-SM-FF", "MPO-12-A-SM-FF", false),
        ("MPO-12-BASE8-B-M", "MPO-12-B-SM-FF", "MPO-12-B-SM-FF", true),
    ])
    func parityOfAngledHalls(_ trunk: String, _ near: String, _ far: String, _ isRight: Bool) throws {
        let bench = try Bench { $0.dr4(panel: "MPO-12x8-PANEL-A", trunk: trunk, cords: (near, far)) }
        #expect((try bench.light("L1").polarity == .right) == isRight)
        #expect(bench.codes == (isRight ? [] : ["POL001", "POL003"]))
    }

    /// 800G-DR8 as two 400G: leg 1 takes lanes 1 to 4, leg 2 lanes 5 to 8.
    @Test func dr8AsTwoDR4() throws {
        let bench = try Bench {
            $0.device("A", "MPO-16", "800G-DR8")
            $0.device("B", "MPO-12", "400G-DR4")
            $0.device("C", "MPO-12", "400G-DR4")
            $0.cord("H1", "MPO-16-2xMPO-12-SM-F", "A:1", ["B:1", "C:1"], 3000)
            $0.link("L1", "A:1/1", "B:1", "400G-DR4")
            $0.link("L2", "A:1/2", "C:1", "400G-DR4")
        }
        for link in ["L1", "L2"] { try bench.expect(link, lanes: 4, pairs: 0, loss: 2) }
        #expect(bench.codes == [])
    }

    /// The legs changed over: each link comes out at the other's device.
    @Test func dr8WithItsLegsChangedOver() throws {
        let bench = try Bench {
            $0.device("A", "MPO-16", "800G-DR8")
            $0.device("B", "MPO-12", "400G-DR4")
            $0.device("C", "MPO-12", "400G-DR4")
            $0.cord("H1", "MPO-16-2xMPO-12-SM-F", "A:1", ["C:1", "B:1"], 3000)
            $0.link("L1", "A:1/1", "B:1", "400G-DR4")
            $0.link("L2", "A:1/2", "C:1", "400G-DR4")
        }
        #expect(try bench.light("L1").polarity == .otherPort(bench.port("C:1")))
        // What comes to the other leg of the module is not heard there either.
        #expect(bench.codes == ["LNK002", "POL001"])
    }

    /// 800G-DR8 as eight 100G: leg k takes positions k and 17 - k.
    @Test func dr8AsEightDR() throws {
        let bench = try Bench {
            $0.device("A", "MPO-16", "800G-DR8")
            $0.device("B", "LC-duplex", "100G-DR", ports: 8)
            $0.cord("H1", "MPO-16-8xLC-SM-F", "A:1", (1...8).map { "B:\($0)" }, 3000)
            for leg in 1...8 { $0.link("L\(leg)", "A:1/\(leg)", "B:\(leg)", "100G-DR") }
        }
        for leg in 1...8 { try bench.expect("L\(leg)", lanes: 1, pairs: 0, loss: 2) }
        #expect(bench.codes == [])
    }

    /// One cage, two connectors, a cord in each; the link has the lanes of both.
    @Test func twinDR4() throws {
        let bench = try Bench {
            $0.device("A", "MPO-12", "800G-2xDR4")
            $0.device("B", "MPO-12", "800G-2xDR4")
            $0.cord("C1", "MPO-12-B-SM-FF", "A:1", ["B:1"], 20_000)
            $0.cord("C2", "MPO-12-B-SM-FF", "A:1/2", ["B:1/2"], 20_000)
            $0.link("L1", "A:1", "B:1", "800G-2xDR4")
        }
        try bench.expect("L1", lanes: 8, pairs: 0, loss: 8)
        #expect(bench.codes == [])
    }

    /// The second cord of a twin port is missing: four of its eight lanes go nowhere.
    @Test func twinDR4WithOneCord() throws {
        let bench = try Bench {
            $0.device("A", "MPO-12", "800G-2xDR4")
            $0.device("B", "MPO-12", "800G-2xDR4")
            $0.cord("C1", "MPO-12-B-SM-FF", "A:1", ["B:1"], 20_000)
            $0.link("L1", "A:1", "B:1", "800G-2xDR4")
        }
        #expect(try bench.light("L1").arrives == false)
        #expect(bench.codes == ["LNK001"])
    }

    /// Multimode over sixteen positions: 3 dB a kilometre at 850 nm, 10 m lose 30 mdB.
    @Test func sr8() throws {
        let bench = try Bench {
            $0.device("A", "MPO-16", "400G-SR8")
            $0.device("B", "MPO-16", "400G-SR8")
            $0.cord("C1", "MPO-16-B-OM4-FF", "A:1", ["B:1"], 10_000)
            $0.link("L1", "A:1", "B:1", "400G-SR8")
        }
        let perKilometre = try bench.attenuation("OM4", 850)
        try bench.expect("L1", lanes: 8, pairs: 0, loss: perKilometre / 100)
        #expect(bench.codes == [])
    }

    /// Both ways on one fibre, 1270 nm up and 1330 nm down, over a panel of simplex adapters.
    @Test(arguments: [("25G-BX10-U", "25G-BX10-D", true), ("25G-BX10-U", "25G-BX10-U", false)])
    func bidi(_ a: String, _ z: String, _ isHeard: Bool) throws {
        let bench = try Bench {
            $0.device("A", "LC-simplex", a)
            $0.device("B", "LC-simplex", z)
            $0.panel("P", "LC-SIMPLEX-24-PANEL")
            $0.cord("C1", "LC-SIMPLEX-SM", "A:1", ["P:1"], 2000)
            $0.cord("C2", "LC-SIMPLEX-SM", "B:1", ["P:R1"], 2000)
            $0.link("L1", "A:1", "B:1", a)
        }
        #expect(try bench.light("L1").polarity == .right)
        #expect(bench.codes == (isHeard ? [] : ["OPT001"]))
        if isHeard { try bench.expect("L1", lanes: 1, pairs: 1, loss: 250 + 2) }
    }

    /// A shuffle of four: leg j of module i comes out as leg i of module j, so sixteen links of one lane hold.
    @Test func dr4OverAShuffle() throws {
        let bench = try Bench {
            for module in 1...4 {
                $0.device("A\(module)", "MPO-12", "400G-DR4")
                $0.device("B\(module)", "MPO-12", "400G-DR4")
            }
            $0.cord(
                "C1", "MPO-12x4-SHUFFLE-SM-F", "A1:1", (1...4).map { "B\($0):1" }, 5000,
                moreA: (2...4).map { "A\($0):1" })
            for i in 1...4 {
                for j in 1...4 { $0.link("L\(i)\(j)", "A\(i):1/\(j)", "B\(j):1/\(i)", "100G-DR") }
            }
        }
        for i in 1...4 { for j in 1...4 { try bench.expect("L\(i)\(j)", lanes: 1, pairs: 0, loss: 2) } }
        #expect(bench.codes == [])
    }

    /// A whole PSM4 link over the same shuffle falls apart.
    @Test func psm4OverAShuffleFallsApart() throws {
        let bench = try Bench {
            for module in 1...4 {
                $0.device("A\(module)", "MPO-12", "100G-PSM4")
                $0.device("B\(module)", "MPO-12", "100G-PSM4")
            }
            $0.cord(
                "C1", "MPO-12x4-SHUFFLE-SM-F", "A1:1", (1...4).map { "B\($0):1" }, 5000,
                moreA: (2...4).map { "A\($0):1" })
            $0.link("L1", "A1:1", "B1:1", "100G-PSM4")
        }
        #expect(bench.codes == ["LNK003"])
    }

    /// 24 positions to three Base-8 plugs and back: the harnesses and the trunk are straight, so one of the two cords has to
    /// reverse and the other not. Six pairs of arrays, each joint once: cord and leg, harness and trunk, and the same again.
    @Test func mpo24ToThreeBase8() throws {
        let bench = try Bench {
            for number in 1...3 {
                $0.device("A\(number)", "MPO-12", "400G-DR4")
                $0.device("B\(number)", "MPO-12", "400G-DR4")
            }
            for panel in ["P", "Q"] { $0.panel(panel, "MPO-12x8-PANEL-A") }
            for panel in ["R", "S"] { $0.panel(panel, "MPO-24x8-PANEL-A") }
            $0.cord("H1", "MPO-24-3xMPO-12-BASE8-SM-F", "R:1", (1...3).map { "P:R\($0)" }, 2000)
            $0.cord("H2", "MPO-24-3xMPO-12-BASE8-SM-F", "S:1", (1...3).map { "Q:R\($0)" }, 2000)
            $0.trunk("T1", "MPO-24-A", ["R:R1"], ["S:R1"], 10_000)
            for number in 1...3 {
                $0.cord("C\(number)", "MPO-12-B-SM-FF", "A\(number):1", ["P:\(number)"], 2000)
                $0.cord("D\(number)", "MPO-12-A-SM-FF", "B\(number):1", ["Q:\(number)"], 2000)
                $0.link("L\(number)", "A\(number):1", "B\(number):1", "400G-DR4")
            }
        }
        // Two low-loss pairs in P and Q; in R and S the standard trunk decides: 750 each. Fibre 1 + 1 + 4 + 1 + 1.
        for number in 1...3 { try bench.expect("L\(number)", lanes: 4, pairs: 4, loss: 2 * 350 + 2 * 750 + 8) }
        #expect(bench.codes.subtracting(["MAT001"]) == [])
    }

    /// Two cables of 144 fibres that are spliced one to one in a closure: 0.3 dB for the splice.
    @Test(arguments: [nil, 80])
    func spliceClosure(_ measured: Int?) throws {
        let bench = try Bench {
            $0.device("A", "MPO-12", "400G-DR4")
            $0.device("B", "MPO-12", "400G-DR4")
            for panel in ["P", "Q"] { $0.panel(panel, "MPO-12x12-PANEL-A") }
            $0.panel("X", "SPLICE-144")
            $0.trunk("T1", "MPO-12x12-BARE-144-M", (1...12).map { "P:R\($0)" }, ["X:R1"], 10_000)
            $0.trunk("T2", "MPO-12x12-BARE-144-M", (1...12).map { "Q:R\($0)" }, ["X:R2"], 10_000)
            $0.splice("S1", "T1:1", "T2:1", 144, measured)
            $0.cord("C1", "MPO-12-B-SM-FF", "A:1", ["P:7"], 2000)
            $0.cord("C2", "MPO-12-A-SM-FF", "B:1", ["Q:7"], 2000)
            $0.link("L1", "A:1", "B:1", "400G-DR4")
        }
        try bench.expect("L1", lanes: 4, pairs: 2, loss: 2 * 350 + (measured ?? 300) + 1 + 4 + 4 + 1)
        #expect(bench.codes == [])
    }

    /// Light that a splitter parts comes to both branches; back it comes to the common port alone.
    @Test func splitter() throws {
        let bench = try Bench {
            $0.device("A", "LC-simplex", "25G-BX10-D")
            $0.device("B", "LC-simplex", "25G-BX10-U", ports: 2)
            $0.panel("X", "SPLITTER-1x2")
            $0.cord("C1", "LC-SIMPLEX-SC-APC-SM", "A:1", ["X:R1"], 2000)
            $0.cord("C2", "LC-SIMPLEX-SC-APC-SM", "B:1", ["X:1"], 2000)
            $0.cord("C3", "LC-SIMPLEX-SC-APC-SM", "B:2", ["X:2"], 2000)
            $0.link("L1", "A:1", "B:2", "25G-BX10-D")
        }
        #expect(try bench.light("L1").polarity == .right)
        try bench.expect("L1", lanes: 1, pairs: 2, loss: 3700 + 2 * 250 + 2)
    }

    /// Two muxes back to back: each wavelength comes out at its own port, and at no other.
    @Test(arguments: [(1, 1, true), (2, 2, true), (1, 2, false)])
    func mux(_ near: Int, _ far: Int, _ isRight: Bool) throws {
        let bench = try Bench {
            $0.device("A", "LC-duplex", near == 1 ? "10G-CWDM-1471" : "10G-CWDM-1491")
            $0.device("B", "LC-duplex", far == 1 ? "10G-CWDM-1471" : "10G-CWDM-1491")
            for mux in ["X", "Y"] { $0.panel(mux, "CWDM-8-MUX") }
            $0.cord("C1", "LC-AB-SM", "A:1", ["X:\(near)"], 2000)
            $0.cord("C2", "LC-AB-SM", "B:1", ["Y:\(far)"], 2000)
            $0.cord("C3", "LC-AB-SM", "X:R1", ["Y:R1"], 2000)
            $0.link("L1", "A:1", "B:1", "10G-CWDM-1471")
        }
        let light = try bench.light("L1")
        #expect((light.polarity == .right) == isRight)
        if isRight { try bench.expect("L1", lanes: 1, pairs: 4, loss: 2 * 2500 + 4 * 250 + 3) }
    }

    /// A duplex cord whose two legs part to two simplex ports, and another that brings them together again.
    @Test func legsThatPart() throws {
        let bench = try Bench {
            $0.device("A", "LC-duplex", "100G-DR")
            $0.device("B", "LC-duplex", "100G-DR")
            $0.panel("P", "LC-SIMPLEX-24-PANEL")
            $0.cord("C1", "LC-2xLC-SIMPLEX-SM", "A:1", ["P:1", "P:3"], 2000)
            $0.cord("C2", "LC-2xLC-SIMPLEX-SM", "B:1", ["P:R3", "P:R1"], 2000)
            $0.link("L1", "A:1", "B:1", "100G-DR")
        }
        try bench.expect("L1", lanes: 1, pairs: 1, loss: 250 + 2)
        #expect(bench.codes == [])
    }
}
