/// A fibre position of a port, as one number: that of the connector where the port has one, as nearly every port has;
/// of a port with several connectors, those of the second begin at 10 001, and so on.
public enum FibrePosition {
    /// More than a connector can have.
    static let perConnector = 10_000

    /// The number of a position of a connector, both counted from 1.
    public static func code(connector: Int, position: Int) -> Int { (connector - 1) * perConnector + position }
    /// The connector, counted from 1.
    public static func connector(of code: Int) -> Int { code <= perConnector ? 1 : (code - 1) / perConnector + 1 }
    /// The position in its connector, counted from 1.
    public static func position(of code: Int) -> Int { code <= perConnector ? code : (code - 1) % perConnector + 1 }
    /// `12`, or `2/12` for position 12 of the second connector.
    public static func short(_ code: Int) -> String {
        let connector = connector(of: code)
        return connector == 1 ? "\(code)" : "\(connector)/\(position(of: code))"
    }
    /// `12`, or `12 of connector 2`.
    public static func text(of code: Int) -> String {
        let connector = connector(of: code)
        return connector == 1 ? "\(code)" : "\(position(of: code)) of connector \(connector)"
    }
}
