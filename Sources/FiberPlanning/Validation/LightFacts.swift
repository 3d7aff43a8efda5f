import FiberModel

/// What the rules need of every link, each followed once: where its light goes, and of the light a row of bare numbers.
struct LightFacts {
    /// There are as many as links, so its numbers are narrow, and stand where no room is lost between them.
    struct Row {
        var limits: LinkLimits?
        /// The longest fibre in mm, and whether it may be longer than that.
        var length: Int
        var link: LinkHandle
        /// In mdB; -1 where a figure is not known.
        @Narrow var worst: Int
        /// What is known of the lane of which most is known: it loses at least this.
        @Narrow var atLeast: Int
        @Narrow var matedPairs: Int
        @Narrow var lane: Int
        /// Of the pairs and splices of the fibre that has most of it, in mdB, as far as it is known.
        @Narrow var connectionLoss: Int
        /// The most that a lane lost when it was measured; nil where nothing was.
        var measured: Int32?
        /// A lane of which something is not known.
        var unknown: (lane: Int32, from: End)?
        var from: End
        var arrives: Bool
        /// Whether all of that lane is known.
        var isLaneKnown: Bool
        /// Whether every lane is known from what was measured.
        var isMeasured: Bool
        var isLengthKnown: Bool
    }

    /// A number in four bytes; one that is too great for them is the greatest.
    @propertyWrapper
    struct Narrow {
        private let value: Int32
        init(wrappedValue: Int) { value = Int32(clamping: wrappedValue) }
        var wrappedValue: Int { Int(value) }
    }

    let survey: LightSurvey
    let traces: LinkTraces
    let rows: [Row]
    /// Links with an optic that says what it bears of it: mated pairs that throw back noticeably, and the least return loss.
    let reflecting: [(link: LinkHandle, count: Int, least: Int)]

    init(_ plant: Plant) {
        let survey = LightSurvey(plant)
        var traces = LinkTraces(unfollowed: plant)
        var rows: [Row] = []
        rows.reserveCapacity(plant.links.count)
        var reflecting: [(link: LinkHandle, count: Int, least: Int)] = []
        let fresh = LightTracer(survey.model, survey.measured)
        plant.forEachLinkBlock { range in
            var part = LinkTracesPart()
            var tracer = fresh
            var reflecting: [(link: LinkHandle, count: Int, least: Int)] = []
            let rows = range.map { link in
                let light = tracer.light(LinkHandle(index: link), in: plant)
                part.note(Int32(link), tracer.follower)
                if light.reflections.count > 0 {
                    reflecting.append((light.link, light.reflections.count, light.reflections.least))
                }
                return Row(light, survey.limits(of: light))
            }
            return (rows, part, reflecting)
        } body: {
            rows += $0.0
            traces.add($0.1)
            reflecting += $0.2
        }
        self.survey = survey
        self.traces = traces
        self.rows = rows
        self.reflecting = reflecting
    }
}

extension LightFacts.Row {
    init(_ light: LinkLight, _ limits: LinkLimits?) {
        var weakest = light.lanes.weakest(under: limits?.applying)
        // Of a link of which something is not known, the lane of which most is known tells whether it fails all the same.
        if weakest?.worst == nil { weakest = light.lanes.leastKnown }
        self.init(
            limits: limits, length: light.knownLength, link: light.link,
            worst: light.lanes.allSatisfy { $0.worst != nil } ? weakest?.worst ?? -1 : -1,
            atLeast: weakest?.atLeast ?? 0, matedPairs: light.matedPairs, lane: weakest?.lane ?? 0,
            connectionLoss: light.connectionLoss,
            measured: light.measured.map { Int32(clamping: $0) },
            unknown: light.lanes.first { $0.worst == nil }.map { (Int32(clamping: $0.lane), $0.from) },
            from: weakest?.from ?? .a, arrives: light.arrives && weakest != nil, isLaneKnown: weakest?.worst != nil,
            isMeasured: light.isMeasured, isLengthKnown: light.isLengthKnown)
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
