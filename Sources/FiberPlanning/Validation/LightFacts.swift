import FiberModel

/// What the rules of light need of every link, in a row of bare numbers each.
struct LightFacts {
    struct Row {
        var link: LinkHandle
        var limits: LinkLimits?
        var arrives: Bool
        /// In mdB; -1 where a figure is not known.
        var worst: Int
        /// The most that a lane lost when it was measured; nil where nothing was.
        var measured: Int?
        var lane: Int
        var from: End
        /// In mm; -1 where a length is not known.
        var length: Int
        var matedPairs: Int
    }

    let survey: LightSurvey
    let rows: [Row]

    init(_ plant: Plant) {
        let survey = LightSurvey(plant)
        var rows: [Row] = []
        rows.reserveCapacity(plant.links.count)
        survey.forEachLight { light in
            let weakest = light.weakest
            rows.append(
                Row(
                    link: light.link, limits: survey.limits(of: light), arrives: light.arrives && weakest != nil,
                    worst: weakest?.worst ?? -1, measured: light.measured, lane: weakest?.lane ?? 0,
                    from: weakest?.from ?? .a,
                    length: light.length ?? -1, matedPairs: light.matedPairs))
        }
        self.survey = survey
        self.rows = rows
    }
}

extension Plant {
    /// Every measured value: of measurements, and of strands whose wavelength nobody noted.
    var measuredValues: [(trunk: TrunkHandle, strand: Int, wavelength_nm: Int?, loss: MilliDecibels)] {
        measurements.map { ($0.trunk, $0.strand, $0.wavelength_nm, $0.loss) }
            + strands.compactMap { row in row.measuredLoss.map { (row.trunk, row.strand, nil, $0) } }
    }

    /// `T0042:17` and at which wavelength.
    func place(_ value: (trunk: TrunkHandle, strand: Int, wavelength_nm: Int?, loss: MilliDecibels)) -> (
        String, String?
    ) {
        let address = StrandAddress(trunk: label(of: value.trunk), strand: value.strand).description
        return (address, value.wavelength_nm.map { "\($0) nm" })
    }
}
