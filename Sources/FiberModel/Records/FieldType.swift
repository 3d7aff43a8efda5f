/// What a field may hold, and what it refers to. Every format is derived from this: how a cell is read, what SQL column
/// holds it, what a rename has to follow.
package enum FieldType: Sendable {
    /// Free text: made harmless in CSV, cleaned on a terminal.
    case text
    /// The user's own JSON object.
    case metadata
    /// The facts of a catalogue row, a JSON object.
    case body
    /// The name of a catalogue row.
    case catalogueName
    /// The code of a rule.
    case rule
    /// A day of the calendar, `YYYY-MM-DD`.
    case day
    /// A label: that of the record itself or a plain word where `kind` is nil, else that of another object.
    case label(of: RecordKind?)
    /// Several labels.
    case labels(LabelList)
    /// The name of a row of the catalogue.
    case catalogue(CatalogueKind)
    case int(ClosedRange<Int>)
    /// One of a few words.
    case choice([String])
    case rack
    case unit
    case port(PortUse, of: PortOwner)
    /// Ports of several plugs, in the table of this name; one that hangs loose is `-`.
    case ports(table: String, PortAddress.Side)
    case strand
    /// An end of a trunk, A or Z.
    case end
    /// Yes or no, kept by the store alone.
    case flag

    /// What a field does with a port.
    package enum PortUse: Sendable {
        /// A device port by itself.
        case place
        /// A plug of a cable is in it, in front or behind; a unit alone means its first port of this side.
        case plug(PortAddress.Side)
        /// A link ends in it, or in one of its legs.
        case leg
    }

    /// What a port belongs to.
    package enum PortOwner: Sendable { case unit, cassette, device }

    /// Where several labels are kept, and what they are of.
    package struct LabelList: Sendable {
        /// What they name; nil is plain words.
        package var kind: RecordKind?
        /// The table that holds one row for each; nil is one column with spaces between them.
        package var table: String?
        /// Whether their order means nothing, so that each counts once.
        package var isSorted = false
    }
}

extension FieldType {
    /// The kinds of object that a field of this type names, if any.
    ///
    /// - Parameter isIdentity: whether the record is itself what the address names: then it stands on what the rest of
    ///   the address names.
    package func names(isIdentity: Bool = false) -> [RecordKind] {
        switch self {
        case .label(let kind): kind.map { [$0] } ?? []
        case .labels(let list): list.kind.map { [$0] } ?? []
        case .rack: isIdentity ? [.hall] : [.rack]
        case .unit: isIdentity ? [.rack] : [.cassette, .device]
        case .port(_, .unit), .ports: [.cassette, .device]
        case .port(_, .cassette): [.cassette]
        case .port(_, .device): [.device]
        case .strand: [.trunk]
        case .catalogue: [.catalogueEntry]
        case .text, .metadata, .body, .catalogueName, .rule, .day, .int, .choice, .end, .flag: []
        }
    }

    /// Whether it names a place that people may have a name for.
    package var isPlace: Bool {
        switch self {
        case .rack, .unit, .port, .ports, .label(of: .hall?): true
        default: false
        }
    }

    package var isNumber: Bool { if case .int = self { true } else { false } }
    package var isMetadata: Bool { if case .metadata = self { true } else { false } }
    package var isText: Bool { if case .text = self { true } else { false } }
}
