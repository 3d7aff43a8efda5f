/// The ranges of the figures of the catalogue: what lies outside is a typing error, and arithmetic may rely on it.
struct FigureRanges {
    /// Refuse a figure out of its range; else it counts as unknown.
    let isStrict: Bool

    static let radii = 1...10_000_000
    /// At most 1 m, so that the sum of the squares in a tray stays far from the end of the range of the machine.
    static let diameters = 1...1_000_000
    static let losses = 0...100_000
    static let stockLengths = 1...100_000_000
    static let mostStockLengths = 1000

    func hold<Q: Quantity>(
        _ key: String, _ figure: inout Figure<Q>?, to range: ClosedRange<Int>
    ) throws(PlantError) {
        guard let value = figure?.value.rawValue, !range.contains(value) else { return }
        guard !isStrict else {
            throw PlantError(
                .badValue, "\(key) is \(value), expected \(range.lowerBound) to \(range.upperBound)", field: nil)
        }
        figure = nil
    }

    func hold(_ lengths: inout [Millimetres]) throws(PlantError) {
        let wrong = lengths.first { !Self.stockLengths.contains($0.rawValue) }
        if isStrict {
            if let wrong {
                throw PlantError(
                    .badValue, "stockLengths_mm has \(wrong.rawValue), expected 1 to \(Self.stockLengths.upperBound)")
            }
            guard lengths.count <= Self.mostStockLengths else {
                throw PlantError(
                    .badValue, "stockLengths_mm has \(lengths.count), expected at most \(Self.mostStockLengths)")
            }
        } else if wrong != nil {
            lengths.removeAll { !Self.stockLengths.contains($0.rawValue) }
        }
    }
}

extension CatalogueItem {
    mutating func holdToRanges(_ ranges: FigureRanges) throws(PlantError) {
        switch self {
        case .fibreClass(var fibre):
            try fibre.holdToRanges(ranges)
            self = .fibreClass(fibre)
        case .connector(var connector):
            for index in connector.grades.indices {
                try ranges.hold(
                    "pairLossMax_mdB", &connector.grades[index].pairLossMax_mdB, to: FigureRanges.losses)
                try ranges.hold(
                    "pairLossTypical_mdB", &connector.grades[index].pairLossTypical_mdB, to: FigureRanges.losses)
            }
            self = .connector(connector)
        case .trunkType(var type):
            try type.holdToRanges(ranges)
            self = .trunkType(type)
        case .cordType(var type):
            try ranges.hold("bendRadiusAtRest_um", &type.bendRadiusAtRest_um, to: FigureRanges.radii)
            try ranges.hold(&type.stockLengths_mm)
            self = .cordType(type)
        case .optic(var optic):
            try ranges.hold("reach_m", &optic.reach_m, to: 1...1_000_000)
            try ranges.hold("matedPairs", &optic.matedPairs, to: 0...1000)
            try ranges.hold("lossLimitWithFEC_mdB", &optic.lossLimitWithFEC_mdB, to: FigureRanges.losses)
            try ranges.hold("lossLimitWithoutFEC_mdB", &optic.lossLimitWithoutFEC_mdB, to: FigureRanges.losses)
            self = .optic(optic)
        case .colourScheme, .cassetteType: break
        }
    }
}

extension FibreClass {
    fileprivate mutating func holdToRanges(_ ranges: FigureRanges) throws(PlantError) {
        try ranges.hold("minimumBendRadius_um", &minimumBendRadius_um, to: FigureRanges.radii)
        for index in bendLoss.indices {
            try ranges.hold("bendLoss.at1550_mdB", &bendLoss[index].at1550_mdB, to: FigureRanges.losses)
            try ranges.hold("bendLoss.at1625_mdB", &bendLoss[index].at1625_mdB, to: FigureRanges.losses)
        }
        let wavelengths = 400...2500
        for row in attenuation {
            var figure: Figure? = row.perKm_mdB
            try ranges.hold("attenuation.perKm_mdB", &figure, to: FigureRanges.losses)
            guard ranges.isStrict, !(wavelengths.contains(row.from_nm) && wavelengths.contains(row.to_nm)) else {
                continue
            }
            throw PlantError(
                .badValue, "attenuation from \(row.from_nm) nm to \(row.to_nm) nm, expected 400 to 2500 nm")
        }
        attenuation.removeAll { row in
            !FigureRanges.losses.contains(row.perKm_mdB.value.rawValue) || !wavelengths.contains(row.from_nm)
                || !wavelengths.contains(row.to_nm)
        }
    }
}

extension TrunkType {
    fileprivate mutating func holdToRanges(_ ranges: FigureRanges) throws(PlantError) {
        try ranges.hold("outerDiameter_um", &outerDiameter_um, to: FigureRanges.diameters)
        try ranges.hold("bendRadiusAtRest_um", &bendRadiusAtRest_um, to: FigureRanges.radii)
        try ranges.hold("bendRadiusUnderPull_um", &bendRadiusUnderPull_um, to: FigureRanges.radii)
        try ranges.hold("pullTension_N", &pullTension_N, to: 1...1_000_000)
        try ranges.hold("pullTurns", &pullTurns, to: 0...1000)
        try ranges.hold("weight_gPerM", &weight_gPerM, to: 1...100_000)
        // A cable on rubber is at 1; twice that is beyond every surface.
        try ranges.hold("friction_thousandths", &friction_thousandths, to: 0...2000)
        try ranges.hold(&stockLengths_mm)
    }
}
