import FiberModel

extension TraceReport: Answering {
    static let columns = ["fibre", "hop", "kind", "at", "name", "what", "strand", "colour", "start"]

    /// For people a block for each fibre and a table of lanes.
    package var answer: Answer {
        Answer(Self.columns) { add throws(PlantError) in
            for fibre in fibres {
                for row in fibre.rows { try add(values(row)) }
                for end in [fibre.nearEnd, fibre.farEnd] where !end.hasPrefix("a device") {
                    try add([
                        .word(fibre.name), .null, .word("end"), .null, .null, .text(end), .null, .null, .bool(false),
                    ])
                }
            }
        }.whole { json }.reading { page throws(PlantError) in try read(on: &page) }
    }

    private func values(_ row: Row) -> [DataValue] {
        [
            .word(row.fibre), .int(row.hop), .word(row.kind), .word(row.at),
            row.name.isEmpty ? .null : .text(row.name), .text(row.what), row.strand.map { .word($0) } ?? .null,
            row.colour.map { .text($0) } ?? .null, .bool(row.isStart),
        ]
    }

    private func read(on page: inout TextPage) throws(PlantError) {
        let head =
            link.map { link in
                let fitted = fittedOptic.map { $0 == link.optic ? "" : " wanted, \($0) fitted" } ?? ""
                return "link \(link.label), \(link.a) to \(link.z), \(link.optic)\(fitted); traced from \(start)"
            }
            ?? (!severalLinks.isEmpty
                ? "links \(severalLinks.joined(separator: " ")); traced from \(start)"
                : fibres.count > 1 && isWhole
                    ? "\(counted(fibres.count, "fibre")) of \(start)" : "no link; traced from \(start)")
        try page.raw("\(head)\n")
        for fibre in fibres {
            try page.raw("\n\(fibre.name)\n")
            try page.table(["", "hop", "at", "what", "colour"]) { add throws(PlantError) in
                if !fibre.nearEnd.hasPrefix("a device") {
                    try add([.null, .null, .null, .text("ends: \(fibre.nearEnd)"), .null])
                }
                for row in fibre.rows {
                    try add([
                        .word(row.isStart ? "*" : ""), .word(row.kind), .word(row.at), .text(row.what),
                        row.colour.map { .text($0) } ?? .null,
                    ])
                }
                if !fibre.farEnd.hasPrefix("a device") {
                    try add([.null, .null, .null, .text("ends: \(fibre.farEnd)"), .null])
                }
            }
        }
        guard !lanes.isEmpty else { return }
        try page.raw("\nlanes\n")
        try page.table(["lane", "wavelength", "strand out", "strand back"]) { add throws(PlantError) in
            for lane in lanes {
                try add([
                    .int(lane.lane), .word(lane.wavelength.description), .word(lane.out.joined(separator: " ")),
                    .word(lane.back.joined(separator: " ")),
                ])
            }
        }
    }

    private var json: DataValue {
        .object([
            ("start", .word(start)),
            (
                "link",
                link.map {
                    .object([
                        ("label", .word($0.label)), ("a", .word($0.a.description)), ("z", .word($0.z.description)),
                        ("optic", .word($0.optic)), ("fitted_optic", .optional(fittedOptic)),
                    ])
                } ?? .null
            ), ("fibres", .list(fibres.map(json))),
            (
                "lanes",
                .list(
                    lanes.map {
                        .object([
                            ("lane", .int($0.lane)), ("wavelength_nm", .thousandths($0.wavelength.rawValue)),
                            ("strands_out", .list($0.out.map { .word($0) })),
                            ("strands_back", .list($0.back.map { .word($0) })),
                        ])
                    })
            ),
        ])
    }

    private func json(_ fibre: Fibre) -> DataValue {
        .object([
            ("fibre", .word(fibre.name)), ("near_end", .text(fibre.nearEnd)), ("far_end", .text(fibre.farEnd)),
            (
                "hops",
                .list(
                    fibre.rows.map { row in
                        .object(Array(zip(Self.columns.dropFirst(), values(row).dropFirst()).map { ($0, $1) }))
                    })
            ),
        ])
    }
}
