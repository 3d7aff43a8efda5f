import FiberModel

struct BuiltOtherwise: DocumentedRule {
    let code = "DEV001"
    let name = "built-otherwise"
    let severity = Severity.warning
    let subject = RecordKind.cord
    let summary = "Cords and trunks are built as they were designed."
    let why = """
        Whoever plans the next cord looks at the design; whoever stands in front of the rack sees something else. All
        other rules judge what was built.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cords[0].built.length = Millimetres(3000) } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        for record in survey.plant.builtOtherwise where record.status != .retired {
            for part in record.deviations {
                report.add(
                    record.name, kind: record.kind, at: part.column,
                    "\(part.column) is \(part.built), and was designed as \(part.designed)",
                    advice:
                        "build it as designed and clear built_\(part.column), or take it into the design: fiberplan set \(record.name) \(part.column)=\(part.value) built_\(part.column)="
                )
            }
        }
    }
}

extension Record {
    /// What of a cord or trunk is other than designed, column by column, in words and as a value of the column.
    package var deviations: [(column: String, designed: String, built: String, value: String)] {
        var parts: [(String, String, String, String)] = []
        func add(_ column: String, _ designed: String?, _ built: String?, value: String? = nil) {
            guard let built, built != designed else { return }
            parts.append((column, designed ?? "not stated", built, value ?? built))
        }
        func addRoute(_ designed: [String], _ built: [String]) {
            let texts = [designed, built].map { $0.joined(separator: " ") }
            add("route", texts[0], built.isEmpty ? nil : texts[1], value: "'\(texts[1])'")
        }
        switch value {
        case let cord as Cord:
            add("type", cord.type, cord.built.type)
            add("a", cord.a.description, cord.built.a?.description)
            add("z", cord.z?.description, cord.built.z?.description)
            add(
                "length_mm", cord.length?.description, cord.built.length?.description,
                value: cord.built.length.map { String($0.rawValue) })
            addRoute(cord.route, cord.built.route)
        case let trunk as Trunk:
            add("a", trunk.a.description, trunk.built.a?.description)
            add("z", trunk.z.description, trunk.built.z?.description)
            add(
                "length_mm", trunk.length?.description, trunk.built.length?.description,
                value: trunk.built.length.map { String($0.rawValue) })
            addRoute(trunk.route, trunk.built.route)
        default: break
        }
        return parts
    }
}
