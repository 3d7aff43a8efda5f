import FiberModel

/// Where the records of a kind are kept: its columns and statements, as they follow from the description of the kind.
final class Table {
    let kind: RecordKind
    let fields: [FieldInfo]
    /// The columns of each field, by its place; none for lists that have a table of their own.
    let columnsOf: [[String]]
    /// The columns that tell a row from the others.
    let keyColumns: [String]
    /// The fields that have a table of their own.
    let lists: [(place: Int, table: ListTable)]
    /// Where each field starts in a SELECT, by its place.
    let selectPlaces: [Int32]
    let insertSQL: String
    let updateSQL: String
    /// How many values an UPDATE binds before the key.
    let writtenColumns: Int
    let deleteSQL: String
    /// Reads every row; the key columns come after those of the fields.
    let selectSQL: String
    let selectByKeySQL: String
    /// As ``selectSQL``, in the canonical order: by label, as people order them.
    let selectInOrderSQL: String
    /// Finds the key of the row whose fields of identity are bound.
    let locateSQL: String
    /// What keeps a statement to this kind, where its table holds others too.
    let ofKind: String?

    var name: String { kind.about.table }
    /// Where the key starts in a SELECT.
    let keyPlace: Int32

    init(_ kind: RecordKind) {
        let about = kind.about
        let table = about.table
        let fields = about.fields
        let columns = fields.indices.map { Self.columns(of: fields[$0], isIdentity: about.identity.contains($0)) }
        let key = Self.standsAlone(about) ? ["id"] : about.identity.flatMap { columns[$0] }
        let order = Ordering(about)
        let (ofKind, isKey) = (
            about.sharesTable ? "\(table).kind = '\(kind.rawValue)'" : nil,
            key.map { "\(table).\($0) = ?" }.joined(separator: " AND ")
        )

        var selected: [String] = []
        var places: [Int32] = []
        for (field, columns) in zip(fields, columns) {
            places.append(Int32(selected.count))
            if let list = ListTable(field, owner: table) {
                selected.append(list.selection)
            } else {
                selected += columns.map { "\(table).\($0)" }
            }
        }
        let select = "SELECT \((selected + key.map { "\(table).\($0)" }).joined(separator: ", ")) FROM \(table)"
        let joined = order.joins.map { " \($0)" }.joined()
        let condition = ofKind.map { " WHERE \($0)" } ?? ""
        let written = zip(fields, columns).filter { !$0.0.isOfStore }
        let names = written.flatMap { $0.1 }
        let inserted = (about.sharesTable ? ["kind"] : []) + names
        let terms = written.flatMap { field, columns in
            columns.map { field.isCounted ? "\($0) = max(\($0), ?)" : "\($0) = ?" }
        }
        let identity = about.identity.flatMap { columns[$0] }

        self.kind = kind
        self.fields = fields
        self.ofKind = ofKind
        lists = fields.enumerated().compactMap { place, field in
            ListTable(field, owner: table).map { (place, $0) }
        }
        columnsOf = columns
        keyColumns = key
        selectPlaces = places
        keyPlace = Int32(selected.count)
        writtenColumns = names.count
        insertSQL =
            "INSERT INTO \(table) (\(inserted.joined(separator: ", "))) VALUES (\(inserted.map { _ in "?" }.joined(separator: ", ")))"
        updateSQL = "UPDATE \(table) SET \(terms.joined(separator: ", ")) WHERE \(isKey)"
        deleteSQL = "DELETE FROM \(table) WHERE \(isKey)"
        selectSQL = select + joined + condition
        selectByKeySQL = "\(select) WHERE \(isKey)"
        selectInOrderSQL = "\(select)\(joined)\(condition) ORDER BY \(order.terms.joined(separator: ", "))"
        locateSQL =
            "SELECT \(key.joined(separator: ", ")) FROM \(table) WHERE \(identity.map { "\($0) IS ?" }.joined(separator: " AND "))"
            + (ofKind.map { " AND \($0)" } ?? "")
    }

    /// Whether a row has a key of its own; what lies on another object is told by that and its place on it.
    private static func standsAlone(_ about: AnyRecordDescription) -> Bool {
        switch about.fields[about.identity[0]].type {
        case .port, .strand, .label(of: _?): false
        default: true
        }
    }

    private static func columns(of field: FieldInfo, isIdentity: Bool) -> [String] {
        func key(_ table: String) -> String { field.name == table ? "\(table)_id" : "\(field.name)_\(table)_id" }
        switch field.type {
        case .label(let kind): return [kind.map { key($0.about.table) } ?? field.column ?? field.name]
        case .catalogue: return [field.column ?? "\(field.name)_id"]
        case .rack: return isIdentity ? ["hall_id", "grid"] : [key("rack")]
        case .unit: return ["rack_id", "u", "slot"]
        case .port(let use, _):
            let prefix = isIdentity ? "" : "\(field.name)_"
            switch use {
            case .place: return ["\(prefix)unit_id", "\(prefix)port"]
            case .plug(.front): return ["\(prefix)unit_id", "\(prefix)port", "\(prefix)face"]
            case .plug(.rear): return ["\(prefix)unit_id", "\(prefix)rear", "\(prefix)face"]
            case .leg: return ["\(prefix)unit_id", "\(prefix)port", "\(prefix)leg"]
            }
        case .ports: return []
        case .strand:
            return isIdentity ? ["trunk_id", "strand"] : ["\(field.name)_trunk_id", "\(field.name)_strand"]
        case .labels(let list): return list.table == nil ? [field.name] : []
        default: return [field.column ?? field.name]
        }
    }

    /// The field that a column is of.
    func field(ofColumn column: String) -> String? {
        columnsOf.firstIndex { $0.contains(column) }.map { fields[$0].name }
    }
}

/// The order of a kind: its identity, as people order it, and the tables that stand for what it names.
private struct Ordering {
    var terms: [String] = []
    var joins: [String] = []

    init(_ about: AnyRecordDescription) {
        let table = about.table
        for place in about.identity {
            let field = about.fields[place]
            let column = "\(table).\(field.column ?? field.name)"
            switch field.type {
            case .label(let kind?):
                let other = kind.about.table
                joins.append("JOIN \(other) ON \(other).id = \(table).\(other)_id")
                terms.append("\(other).label COLLATE by_label")
            case .label, .text, .catalogueName: terms.append("\(column) COLLATE by_label")
            case .rack: rack(of: table)
            case .unit: unit(of: table)
            case .port:
                joins.append("JOIN unit ON unit.id = \(table).unit_id")
                unit(of: "unit")
                terms.append("\(table).port")
            case .strand:
                joins.append("JOIN trunk ON trunk.id = \(table).trunk_id")
                terms += ["trunk.label COLLATE by_label", "\(table).strand"]
            case .flag: terms.append("\(column) DESC")
            default: terms.append(column)
            }
        }
    }

    private mutating func rack(of table: String) {
        joins.append("JOIN hall ON hall.id = \(table).hall_id")
        terms += ["hall.label COLLATE by_label", "\(table).grid COLLATE by_label"]
    }

    private mutating func unit(of table: String) {
        joins.append("JOIN rack ON rack.id = \(table).rack_id")
        rack(of: "rack")
        terms += ["\(table).u DESC", "\(table).slot"]
    }
}

/// A table that holds one row for each label of a list: a route, or tags.
struct ListTable {
    let name: String
    /// The column of the record that the list is of.
    let owner: String
    /// The column of the label's key, or of the label itself.
    let column: String
    /// Whether the labels have an order.
    let isOrdered: Bool
    /// What they name; nil is plain words.
    let kind: RecordKind?
    /// Reads all of them as one text.
    let selection: String

    /// Nil for a field that has no such table.
    init?(_ field: FieldInfo, owner table: String) {
        switch field.type {
        case .labels(let list) where list.table != nil: self.init(list, field, owner: table)
        case .ports(let name, _): self.init(ports: name, owner: table)
        default: return nil
        }
    }

    /// What is asked of each row only where any row has something: the one question is answered once a statement.
    private static func selection(of list: String, _ query: String) -> String {
        "(CASE WHEN EXISTS (SELECT 1 FROM \(list)) THEN \(query) END)"
    }

    private init(ports name: String, owner table: String) {
        self.name = name
        owner = "\(table)_id"
        kind = nil
        isOrdered = true
        column = "unit_id"
        // The text of an address, so that a list is read like any other.
        selection = Self.selection(
            of: name,
            """
            (SELECT group_concat(address, ' ') FROM (SELECT coalesce(hall.label || '.' || grid || '-' || \
            \(UnitAddress.placeSQL) || ':' || CASE face WHEN -1 THEN 'R' || port \
            ELSE printf('%02d', port) || CASE face WHEN 0 THEN '' ELSE '/' || (face + 1) END END, '-') AS address \
            FROM \(name) LEFT JOIN unit ON unit.id = unit_id LEFT JOIN rack ON rack.id = rack_id \
            LEFT JOIN hall ON hall.id = hall_id WHERE \(name).\(owner) = \(table).id ORDER BY seq))
            """)
    }

    private init(_ list: FieldType.LabelList, _ field: FieldInfo, owner table: String) {
        name = list.table ?? field.name
        owner = "\(table)_id"
        kind = list.kind
        isOrdered = !list.isSorted
        column = list.kind.map { "\($0.about.table)_id" } ?? String(name.dropFirst(table.count + 1))
        let ofOwner = "\(name).\(owner) = \(table).id"
        if let other = list.kind?.about.table {
            selection = Self.selection(
                of: name,
                """
                (SELECT group_concat(label, ' ') FROM (SELECT \(other).label FROM \(name) \
                JOIN \(other) ON \(other).id = \(column) WHERE \(ofOwner) ORDER BY seq))
                """)
        } else {
            selection = Self.selection(
                of: name,
                """
                (SELECT group_concat(\(column), ' ') FROM (SELECT \(column) FROM \(name) WHERE \(ofOwner) \
                ORDER BY \(column) COLLATE by_label))
                """)
        }
    }

}

/// The words of a column that holds several.
func splitLabels(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
