/// What one field of a record holds, whatever kind the record is of.
public enum FieldValue: Hashable, Sendable {
    /// Nothing: an empty cell, NULL, a key that is left out.
    case none
    /// A whole number, in the unit of its field.
    case int(Int)
    /// A text, label or word.
    case text(String)
    /// Several labels.
    case texts([String])
    /// Ports of several plugs; nil is one that hangs loose.
    case ports([PortAddress?])
    case rack(RackAddress)
    case unit(UnitAddress)
    case port(PortAddress)
    case strand(StrandAddress)

    /// As files write it; nothing is empty.
    public var description: String {
        switch self {
        case .none: ""
        case .int(let value): String(value)
        case .text(let text): text
        case .texts(let texts): texts.joined(separator: " ")
        case .ports(let ports): ports.map { $0?.description ?? "-" }.joined(separator: " ")
        case .rack(let address): address.description
        case .unit(let address): address.description
        case .port(let address): address.description
        case .strand(let address): address.description
        }
    }
}
