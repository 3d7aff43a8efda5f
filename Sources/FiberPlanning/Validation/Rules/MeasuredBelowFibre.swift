import FiberModel

struct MeasuredBelowFibre: DocumentedRule {
    let code = "MEA005"
    let name = "measured-below-fibre"
    let severity = Severity.error
    let subject = RecordKind.strand
    let summary = "No strand was measured to lose less than its fibre alone must, whatever its connectors."
    let why = """
        No fibre is better than the scattering of glass. A smaller value was never measured: the instrument computed no \
        total, the wrong fibre was connected, or the length is wrong.
        """
    // 50 km of glass lose at least 13 dB at 1310 nm.
    var triggeringExample: TinyHall { Self.hall(loss: 2) }
    var nonTriggeringExample: TinyHall { Self.hall(loss: 20_000) }

    private static func hall(loss: Int) -> TinyHall {
        var hall = TinyHall.measuring(loss)
        hall.trunk.length = Millimetres(50_000_000)
        return hall
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for value in plant.measuredValues where value.loss.rawValue >= 0 {
            let row = plant.trunks[value.trunk.index]
            guard row.status != .retired, let length = row.length else { continue }
            let least = Self.leastLoss(of: length, wavelength_nm: value.wavelength_nm ?? 1550)
            guard value.loss < least else { continue }
            let (strand, place) = plant.place(value)
            report.add(
                strand, at: place, "it was measured to lose less than \(length) of fibre alone must",
                actual: Measure(value.loss), limit: Measure(least),
                advice: "measure again, or correct the length: fiberplan set \(row.label) length_mm=…")
        }
    }

    /// What scattering takes of a length, in thousandths of a dB, rounded down.
    ///
    /// 0.14 dB/km at 1550 nm, the best that any silica fibre was made (a little under 0.142 dB/km was published); it goes
    /// with the fourth power of the wavelength, and beyond 1550 nm absorption makes up for what scattering saves.
    static func leastLoss(of length: Millimetres, wavelength_nm: Int) -> MilliDecibels {
        let ratio = 1550.0 / Double(min(1550, max(400, wavelength_nm)))
        let perKilometre = 140 * ratio * ratio * ratio * ratio
        return MilliDecibels(Int(clamping: Double(length.rawValue) / 1e6 * perKilometre, rounding: .down))
    }
}
