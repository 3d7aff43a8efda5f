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
                try ranges.hold("returnLoss_mdB", &connector.grades[index].returnLoss_mdB, to: FigureRanges.losses)
            }
            self = .connector(connector)
        case .trunkType(var type):
            try type.holdToRanges(ranges)
            self = .trunkType(type)
        case .cordType(var type):
            try type.holdToRanges(ranges)
            self = .cordType(type)
        case .optic(var optic):
            try ranges.hold("reach_m", &optic.reach_m, to: 1...1_000_000)
            try ranges.hold("matedPairs", &optic.matedPairs, to: 0...1000)
            try ranges.hold("lossLimitWithFEC_mdB", &optic.lossLimitWithFEC_mdB, to: FigureRanges.losses)
            try ranges.hold("lossLimitWithoutFEC_mdB", &optic.lossLimitWithoutFEC_mdB, to: FigureRanges.losses)
            try ranges.hold("connectionLoss_mdB", &optic.connectionLoss_mdB, to: FigureRanges.losses)
            try ranges.hold("launchLeast_mdBm", &optic.launchLeast_mdBm, to: FigureRanges.powers)
            try ranges.hold("launchMost_mdBm", &optic.launchMost_mdBm, to: FigureRanges.powers)
            try ranges.hold("receiveLeast_mdBm", &optic.receiveLeast_mdBm, to: FigureRanges.powers)
            try ranges.hold("receiveMost_mdBm", &optic.receiveMost_mdBm, to: FigureRanges.powers)
            for row in optic.reflections ?? [] {
                var figure: Figure? = row.returnLoss_mdB
                try ranges.hold("reflections.returnLoss_mdB", &figure, to: FigureRanges.losses)
            }
            optic.reflections?.removeAll { !FigureRanges.losses.contains($0.returnLoss_mdB.value.rawValue) }
            self = .optic(optic)
        case .cassetteType(var type):
            for index in (type.branches ?? []).indices {
                try ranges.hold("branches.loss_mdB", &type.branches![index].loss_mdB, to: FigureRanges.losses)
                try ranges.hold("branches.backLoss_mdB", &type.branches![index].backLoss_mdB, to: FigureRanges.losses)
            }
            self = .cassetteType(type)
        case .colourScheme, .deviceType: break
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

extension CableType {
    fileprivate mutating func holdToRanges(_ ranges: FigureRanges) throws(PlantError) {
        try ranges.hold("outerDiameter_um", &outerDiameter_um, to: FigureRanges.diameters)
        try ranges.hold("bendRadiusAtRest_um", &bendRadiusAtRest_um, to: FigureRanges.radii)
        try ranges.hold("bendRadiusUnderPull_um", &bendRadiusUnderPull_um, to: FigureRanges.radii)
        try ranges.hold("pullTension_N", &pullTension_N, to: 1...1_000_000)
        try ranges.hold("pullTurns", &pullTurns, to: 0...1000)
        try ranges.hold("reach_m", &reach_m, to: 1...1_000_000)
        try ranges.hold("weight_gPerM", &weight_gPerM, to: 1...100_000)
        // A cable on rubber is at 1; twice that is beyond every surface.
        try ranges.hold("friction_thousandths", &friction_thousandths, to: 0...2000)
        try ranges.hold(&stockLengths_mm)
    }
}
