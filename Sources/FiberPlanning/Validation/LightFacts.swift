import FiberModel

/// What the rules of light need of every link, in a row of bare numbers each.
struct LightFacts {
    struct Row {
        var link: LinkHandle
        var limits: LinkLimits?
        var arrives: Bool
        /// In mdB; -1 where a figure is not known.
        var worst: Int
        /// What is known of the lane of which most is known: it loses at least this.
        var atLeast: Int
        /// Whether all of that lane is known.
        var isLaneKnown: Bool
        /// A lane of which something is not known.
        var unknown: (lane: Int, from: End)?
        /// Whether every lane is known from what was measured.
        var isMeasured: Bool
        /// The most that a lane lost when it was measured; nil where nothing was.
        var measured: Int?
        var lane: Int
        var from: End
        /// The longest fibre in mm, and whether it may be longer than that.
        var length: Int
        var isLengthKnown: Bool
        var matedPairs: Int
    }

    let survey: LightSurvey
    let rows: [Row]

    init(_ plant: Plant) {
        let survey = LightSurvey(plant)
        var rows: [Row] = []
        rows.reserveCapacity(plant.links.count)
        survey.forEachLight { light in
            var weakest = light.weakest
            // Of a link of which something is not known, the lane of which most is known tells whether it fails all the same.
            if weakest?.worst == nil { weakest = light.leastKnown }
            rows.append(
                Row(
                    link: light.link, limits: survey.limits(of: light), arrives: light.arrives && weakest != nil,
                    worst: light.lanes.allSatisfy { $0.worst != nil } ? weakest?.worst ?? -1 : -1,
                    atLeast: weakest?.atLeast ?? 0, isLaneKnown: weakest?.worst != nil,
                    unknown: light.lanes.first { $0.worst == nil }.map { ($0.lane, $0.from) },
                    isMeasured: light.isMeasured, measured: light.measured,
                    lane: weakest?.lane ?? 0, from: weakest?.from ?? .a, length: light.knownLength,
                    isLengthKnown: light.isLengthKnown, matedPairs: light.matedPairs))
        }
        self.survey = survey
        self.rows = rows
    }
}

extension Plant {
    /// Every measured value: of measurements, and of strands whose wavelength nobody noted.
    var measuredValues: [(trunk: TrunkHandle, strand: Int, wavelength_nm: Int?, loss: MilliDecibels)] {
        measurements.compactMap { row in row.loss.map { (row.trunk, row.strand, row.wavelength_nm, $0) } }
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
