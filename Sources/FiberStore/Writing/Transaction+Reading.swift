import FiberModel

extension Transaction: RecordSource {
    /// Every object that goes by `text`, as this transaction sees it.
    public func records(named text: String) throws(PlantError) -> [Record] { try names.records(named: text) }

    /// The object of a kind by its name, or nil where there is none.
    public func recordIfAny(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record? {
        try names.recordIfAny(kind, name)
    }

    /// Every row of the catalogue as this transaction sees it.
    public func catalogue() throws(PlantError) -> Catalogue { try Catalogue(loading: connection, condition: "1") }

    /// The number of the last change; 0 where there is none.
    public var lastChange: Int { log.id - 1 }
}

extension Transaction {
    /// The plant by key, as this transaction sees it and for as long as it lasts.
    public var keyedPlant: KeyedPlant { KeyedPlant(sharing: names) }
}

extension Transaction: PlaceNaming {
    /// The address of what people call `text`, as this transaction sees it.
    public func canonical(_ text: String) throws(PlantError) -> String { try names.canonical(text) }
    /// `did you mean …?` for a name that nothing has.
    public func suggestion(for text: String) throws(PlantError) -> String? { try names.suggestion(for: text) }
}
