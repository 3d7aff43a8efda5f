import FiberModel
import TestSupport
import Testing

struct ValueTests {
    @Test(arguments: [
        (7500, "7.5 mm"), (90_000, "90 mm"), (1, "0.001 mm"), (-500, "-0.5 mm"), (0, "0 mm"),
    ])
    func micrometresPrintAsMillimetres(_ value: Int, _ text: String) { #expect(Micrometres(value).description == text) }

    @Test(arguments: [(850, "850 mm"), (12_500, "12.5 m"), (1000, "1 m"), (-2500, "-2.5 m")])
    func millimetresPrintAsMetresFromOne(_ value: Int, _ text: String) {
        #expect(Millimetres(value).description == text)
    }

    @Test func wavelengthsPrintInNanometres() { #expect(Picometres(1_295_560).description == "1295.56 nm") }

    @Test(arguments: [
        ("A2", "A10"), ("A2", "A02"), ("DC1.A9", "DC1.A10"), ("T", "T1"), ("T1", "T1a"), ("", "x"),
        ("T-2-10", "T-10-2"),
    ])
    func labelsOrderAsPeopleOrderThem(_ first: String, _ second: String) {
        #expect(naturallyPrecedes(first, second))
        #expect(!naturallyPrecedes(second, first))
    }

    @Test func theOrderIsTotal() {
        var dice = Dice(seed: 7)
        let letters = Array("a0129-")
        let texts = (0..<60).map { _ in
            String((0..<Int.random(in: 0...4, using: &dice)).map { _ in letters.randomElement(using: &dice)! })
        }
        for a in texts {
            for b in texts {
                #expect(!(naturallyPrecedes(a, b) && naturallyPrecedes(b, a)))
                if a != b { #expect(naturallyPrecedes(a, b) || naturallyPrecedes(b, a)) }
                for c in texts where naturallyPrecedes(a, b) && naturallyPrecedes(b, c) {
                    #expect(naturallyPrecedes(a, c))
                }
            }
        }
    }

    @Test func aTypingErrorFindsTheName() {
        let names = ["MXC-64-FLIP", "MXC-32-FLIP", "MPO-12-A"]
        #expect(nearestName(to: "MXC-64-FILP", among: names) == "MXC-64-FLIP")
        #expect(nearestName(to: "mpo-12-a", among: names) == "MPO-12-A")
        #expect(nearestName(to: "OM4", among: names) == nil)
    }
}

struct StrandMapTests {
    @Test(arguments: [1, 2, 12, 64])
    func thereAndBackIsTheIdentity(_ count: Int) throws {
        var dice = Dice(seed: UInt64(count))
        for _ in 0..<20 {
            let map = try StrandMap(Array(1...count).shuffled(using: &dice))
            for p in 1...count { #expect(map.near(map.far(p)!) == p) }
            #expect(map.then(map.inverse) == .straight(count))
            #expect(map.inverse.inverse == map)
            #expect(map.far(0) == nil && map.far(count + 1) == nil && map.near(0) == nil)
        }
    }

    /// There and back is the identity where a fibre is, and nothing comes of a position that has none.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func partsOfAMapGoThereAndBack(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let (near, far) = (Int.random(in: 1...40, using: &dice), Int.random(in: 1...40, using: &dice))
        var free = Array(1...far).shuffled(using: &dice)
        let positions = (0..<near).map { _ in Bool.random(using: &dice) ? free.popLast() ?? 0 : 0 }
        let map = try StrandMap(positions, farCount: far)
        #expect((map.count, map.farCount) == (near, far))
        for p in 1...near {
            #expect(map.far(p) == (positions[p - 1] == 0 ? nil : positions[p - 1]))
            if let out = map.far(p) { #expect(map.near(out) == p && map.inverse.far(out) == p) }
        }
        #expect((1...far).count { map.near($0) != nil } == positions.count { $0 != 0 })
        #expect(map.inverse.inverse == map && map.then(.straight(far)) == map)
    }

    @Test func mapsCompose() throws {
        let flip = try StrandMap([2, 1, 4, 3])
        let reverse = try StrandMap([4, 3, 2, 1])
        #expect(flip.then(reverse)?.positions == [3, 4, 1, 2])
        #expect(flip.then(.straight(2)) == nil)
    }

    @Test(arguments: [([], "0 positions"), ([1, 1], "both to 1"), ([10_000], "to 10000"), ([-1], "to -1")])
    func whatIsNoMapIsRefused(_ positions: [Int], _ why: String) {
        let error = #expect(throws: PlantError.self) { try StrandMap(positions) }
        #expect(error?.message.contains(why) == true)
    }
}
