import FiberModel

/// What many edits come to, object by object.
///
/// Of each object only its name and the places of its first and last edit are kept, so that the history of a large plant
/// fits; the records are read when they are told.
struct NetChanges {
    private struct Key: Hashable { var kind: RecordKind, name: String }
    private struct Row {
        var first: Place
        var last: Place
        var isImplied: Bool
    }
    /// A line of a page.
    struct Place: Hashable {
        var page: Int64
        var line: Int32
    }
    private var rows: [Key: Row] = [:]

    mutating func add(_ edit: ObjectChange, at place: Place) {
        let old = Key(kind: edit.kind, name: edit.before?.name ?? edit.name)
        let new = Key(kind: edit.kind, name: edit.after?.name ?? edit.name)
        // What was removed and added again under its name is one object.
        var row = rows.removeValue(forKey: old) ?? Row(first: place, last: place, isImplied: true)
        row.last = place
        row.isImplied = row.isImplied && edit.isImplied
        rows[new] = row
    }

    /// Objects whose records are held at a time.
    private static let chunk = 50_000

    /// Hands over what is other than before, in the order of kinds and labels.
    func forEach(
        _ connection: Connection, _ body: (ObjectChange) throws(PlantError) -> Void
    ) throws(PlantError) {
        let order = Dictionary(uniqueKeysWithValues: RecordKind.allCases.enumerated().map { ($0.element, $0.offset) })
        var sorted = rows.sorted { a, b in
            let (x, y) = (a.key, b.key)
            return x.kind != y.kind
                ? order[x.kind, default: 0] < order[y.kind, default: 0] : naturallyPrecedes(x.name, y.name)
        }.map(\.value)[...]
        while !sorted.isEmpty {
            let rows = sorted.prefix(Self.chunk)
            sorted = sorted.dropFirst(Self.chunk)
            let edits = try Self.edits(at: rows.flatMap { [$0.first, $0.last] }, connection)
            for row in rows {
                guard let first = edits[row.first], var net = edits[row.last] else { throw RecordReader.corrupt }
                net.before = first.before
                guard net.before != net.after else { continue }
                net.name = (net.after ?? net.before)?.name ?? net.name
                net.former = net.after == nil || net.before?.name == net.name ? nil : net.before?.name
                net.isImplied = row.isImplied
                try body(net)
            }
        }
    }

    /// The edits at these places. A page is read as a whole, since its lines build on each other, so each once.
    private static func edits(
        at places: [Place], _ connection: Connection
    ) throws(PlantError) -> [Place: ObjectChange] {
        let query = try connection.statement("SELECT change_id, body FROM change_page WHERE id = ?")
        var found: [Place: ObjectChange] = [:]
        for (page, places) in Dictionary(grouping: places, by: \.page).sorted(by: { $0.key < $1.key }) {
            query.bind(page, at: 1)
            guard try query.step() else { throw RecordReader.corrupt }
            let edits = try ChangePage.edits(query.bytes(1), of: query.int(0))
            for place in places where edits.indices.contains(Int(place.line)) { found[place] = edits[Int(place.line)] }
            query.reset()
        }
        return found
    }
}
