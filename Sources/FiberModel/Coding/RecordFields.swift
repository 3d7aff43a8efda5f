/// Visits the facts of a record one by one: what writes a record as text and what reads it back are both coders, so
/// each kind is described once.
package protocol FieldCoder {
    mutating func text(_ key: StaticString, _ value: inout String) throws(PlantError)
    mutating func text(_ key: StaticString, _ value: inout String?) throws(PlantError)
    mutating func int(_ key: StaticString, _ value: inout Int) throws(PlantError)
    mutating func int(_ key: StaticString, _ value: inout Int?) throws(PlantError)
    mutating func rack(_ key: StaticString, _ value: inout RackAddress) throws(PlantError)
    mutating func rack(_ key: StaticString, _ value: inout RackAddress?) throws(PlantError)
    mutating func unit(_ key: StaticString, _ value: inout UnitAddress) throws(PlantError)
    mutating func port(_ key: StaticString, _ value: inout PortAddress) throws(PlantError)
    mutating func port(_ key: StaticString, _ value: inout PortAddress?) throws(PlantError)
    mutating func strand(_ key: StaticString, _ value: inout StrandAddress) throws(PlantError)
    mutating func labels(_ key: StaticString, _ value: inout [String]) throws(PlantError)
}

extension FieldCoder {
    mutating func quantity<Q: Quantity>(_ key: StaticString, _ value: inout Q) throws(PlantError) {
        var raw = value.rawValue
        try int(key, &raw)
        value = Q(raw)
    }
    mutating func quantity<Q: Quantity>(_ key: StaticString, _ value: inout Q?) throws(PlantError) {
        var raw = value?.rawValue
        try int(key, &raw)
        value = raw.map { Q($0) }
    }
    mutating func choice<C: RawRepresentable<String>>(_ key: StaticString, _ value: inout C) throws(PlantError) {
        var raw = value.rawValue
        try text(key, &raw)
        guard let choice = C(rawValue: raw) else {
            throw PlantError(.corrupt, "history holds \(quoted(raw)) as \(key), which this fiberplan does not know")
        }
        value = choice
    }
    mutating func choice<C: RawRepresentable<String>>(_ key: StaticString, _ value: inout C?) throws(PlantError) {
        guard var some = value else {
            var raw: String?
            try text(key, &raw)
            value = raw.flatMap { C(rawValue: $0) }
            return
        }
        try choice(key, &some)
        value = some
    }
    /// Metadata and note; the usual absence of both is not written.
    mutating func remarks(_ value: inout Remarks) throws(PlantError) {
        var metadata = value.metadata == "{}" ? nil : Optional(value.metadata)
        try text("metadata", &metadata)
        value.metadata = metadata ?? "{}"
        var note = value.note.isEmpty ? nil : Optional(value.note)
        try text("note", &note)
        value.note = note ?? ""
    }
}

/// A record whose facts can be visited.
package protocol FieldCoded {
    init()
    mutating func code(_ coder: inout some FieldCoder) throws(PlantError)
}

extension Record {
    /// Visits the facts of whatever is inside.
    package func code(_ coder: inout some FieldCoder) throws(PlantError) {
        switch self {
        case .catalogueEntry(var value): try value.code(&coder)
        case .hall(var value): try value.code(&coder)
        case .rack(var value): try value.code(&coder)
        case .node(var value): try value.code(&coder)
        case .segment(var value): try value.code(&coder)
        case .cassette(var value): try value.code(&coder)
        case .device(var value): try value.code(&coder)
        case .devicePort(var value): try value.code(&coder)
        case .trunk(var value): try value.code(&coder)
        case .strand(var value): try value.code(&coder)
        case .measurement(var value): try value.code(&coder)
        case .cord(var value): try value.code(&coder)
        case .link(var value): try value.code(&coder)
        case .waiver(var value): try value.code(&coder)
        case .workOrder(var value): try value.code(&coder)
        case .task(var value): try value.code(&coder)
        }
    }
}

extension CatalogueEntry: FieldCoded {
    package init() { self.init(kind: .trunkType, name: "", source: "", trust: .user, body: "") }
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.choice("kind", &kind)
        try coder.text("name", &name)
        try coder.text("source", &source)
        try coder.choice("trust", &trust)
        try coder.text("body", &body)
    }
}

extension Hall: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("label", &label)
        try coder.quantity("service_loop_mm", &serviceLoop)
        try coder.quantity("slack_pct", &slack)
        try coder.quantity("overlength_pct", &overlength)
        try coder.remarks(&remarks)
    }
}

extension Rack: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.rack("address", &address)
        try coder.quantity("x_mm", &x)
        try coder.quantity("y_mm", &y)
        try coder.int("height_u", &heightU)
        try coder.remarks(&remarks)
    }
}

extension PathwayNode: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("label", &label)
        try coder.text("hall", &hall)
        try coder.choice("kind", &kind)
        try coder.quantity("x_mm", &x)
        try coder.quantity("y_mm", &y)
        try coder.quantity("z_mm", &z)
        try coder.rack("rack", &rack)
        try coder.choice("entry", &entry)
        try coder.quantity("bend_radius_mm", &bendRadius)
        try coder.remarks(&remarks)
    }
}

extension PathwaySegment: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("label", &label)
        try coder.text("a", &a)
        try coder.text("z", &z)
        try coder.choice("kind", &kind)
        try coder.quantity("length_mm", &length)
        try coder.quantity("width_mm", &width)
        try coder.quantity("depth_mm", &depth)
        try coder.quantity("bend_radius_mm", &bendRadius)
        try coder.quantity("plan_fill_pct", &planFill)
        try coder.quantity("hard_fill_pct", &hardFill)
        try coder.labels("allowed_cables", &allowedCables)
        try coder.labels("tags", &tags)
        try coder.remarks(&remarks)
    }
}

extension Cassette: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.unit("address", &address)
        try coder.text("type", &type)
        try coder.text("label", &label)
        try coder.remarks(&remarks)
    }
}

extension Device: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.unit("address", &address)
        try coder.text("label", &label)
        try coder.int("height_u", &heightU)
        try coder.int("ports", &ports)
        try coder.text("connector", &connector)
        try coder.text("optic", &optic)
        try coder.remarks(&remarks)
    }
}

extension DevicePort: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.port("address", &address)
        try coder.text("label", &label)
        try coder.text("connector", &connector)
        try coder.text("optic", &optic)
        try coder.remarks(&remarks)
    }
}

extension Trunk: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("label", &label)
        try coder.text("type", &type)
        try coder.port("a", &a)
        try coder.port("z", &z)
        try coder.quantity("length_mm", &length)
        try coder.labels("route", &route)
        try coder.choice("status", &status)
        try coder.text("diverse_group", &diverseGroup)
        try coder.port("built_a", &built.a)
        try coder.port("built_z", &built.z)
        try coder.quantity("built_length_mm", &built.length)
        try coder.labels("built_route", &built.route)
        try coder.remarks(&remarks)
    }
}

extension StrandException: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.strand("strand", &address)
        try coder.choice("state", &state)
        try coder.quantity("measured_loss_mdb", &measuredLoss)
        try coder.remarks(&remarks)
    }
}

extension StrandMeasurement: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.strand("strand", &address)
        try coder.int("wavelength_nm", &wavelength_nm)
        try coder.choice("from_end", &end)
        try coder.quantity("loss_mdb", &loss)
        try coder.quantity("length_mm", &length)
        try coder.text("measured_at", &time)
        try coder.text("instrument", &instrument)
        try coder.text("file", &file)
        try coder.remarks(&remarks)
    }
}

extension Cord: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("label", &label)
        try coder.text("type", &type)
        try coder.port("a", &a)
        try coder.port("z", &z)
        try coder.quantity("length_mm", &length)
        try coder.text("colour", &colour)
        try coder.choice("status", &status)
        try coder.text("built_type", &built.type)
        try coder.port("built_a", &built.a)
        try coder.port("built_z", &built.z)
        try coder.quantity("built_length_mm", &built.length)
        try coder.remarks(&remarks)
    }
}

extension Link: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("label", &label)
        try coder.port("a", &a)
        try coder.port("z", &z)
        try coder.text("optic", &optic)
        try coder.choice("fec", &fec)
        try coder.text("diverse_group", &diverseGroup)
        try coder.remarks(&remarks)
    }
}

extension Waiver: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("code", &code)
        try coder.text("subject", &subject)
        try coder.text("reason", &reason)
        try coder.text("until", &until)
        try coder.remarks(&remarks)
    }
}

extension WorkOrder: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("label", &label)
        try coder.text("title", &title)
        try coder.text("due", &due)
        try coder.choice("status", &status)
        try coder.int("last_task", &lastTask)
        try coder.remarks(&remarks)
    }
}

extension WorkTask: FieldCoded {
    package mutating func code(_ coder: inout some FieldCoder) throws(PlantError) {
        try coder.text("work_order", &workOrder)
        try coder.int("number", &number)
        var kind = subject.kind
        try coder.choice("kind", &kind)
        var label = subject.label
        try coder.text("object", &label)
        subject = kind == .trunk ? .trunk(label) : .cord(label)
        try coder.choice("action", &action)
        try coder.choice("state", &state)
        try coder.text("reason", &reason)
        try coder.quantity("measured_mdb", &measuredLoss)
        try coder.text("installer", &installer)
        try coder.text("date", &date)
        try coder.remarks(&remarks)
    }
}
