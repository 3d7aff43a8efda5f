import FiberModel

// Taking changes back: every edit the other way round, last first.

extension HistoryReader {
    /// The last change in force that is itself no undoing.
    ///
    /// - Throws: `PlantError` with code `notFound` where there is none.
    func lastChangeToUndo() throws(PlantError) -> Change {
        var found: Change?
        try forEachChange("hash IS NOT NULL") { change throws(PlantError) in
            if change.undoes == nil, change.undoneBy == nil { found = change }
            return found == nil
        }
        guard let found else {
            throw PlantError(.notFound, "no change to revert", hint: "see 'fiberplan history'")
        }
        return found
    }
}

extension Transaction {
    /// Takes a change back: what it added goes, what it removed returns, what it changed is as before.
    ///
    /// - Parameter id: the number of a change; nil is the last in force that is itself no undoing, as this transaction
    ///   sees it.
    /// - Returns: the change that was taken back.
    /// - Throws: `PlantError` with code `inUse` where it is taken back already, or later changes depend on it;
    ///   `notFound` where there is none. O(edits of the change).
    @discardableResult
    public func undo(_ id: Int? = nil) throws(PlantError) -> Change {
        let reader = HistoryReader(try connection)
        let change: Change
        if let id { change = try reader.change(id) } else { change = try reader.lastChangeToUndo() }
        log.undoes = change.id
        let id = change.id
        if let by = change.undoneBy {
            throw PlantError(
                .inUse, "change \(id) was taken back by change \(by)", hint: "redo it with 'fiberplan undo \(by)'")
        }
        guard change.hash != nil else {
            throw PlantError(.notFound, "change \(id) was made by a fiberplan that kept no history")
        }
        try reader.forEachEdit(of: id, descending: true) { edit throws(PlantError) in
            guard !edit.isImplied else { return }
            try invert(edit, of: id, reader)
        }
        return change
    }

    private func invert(_ edit: ObjectChange, of id: Int, _ reader: HistoryReader) throws(PlantError) {
        let now = try names.recordIfAny(edit.kind, edit.after?.name ?? edit.name)
        guard now == edit.after else { throw try laterChange(of: edit, now, id, reader) }
        // Whatever was noted of it later would go along unseen.
        if edit.before == nil, let error = try standing(on: edit, id, reader) { throw error }
        do throws(PlantError) {
            switch (edit.before, edit.after) {
            case (let before?, let after?): try apply(.replace(name: after.name, with: before))
            case (let before?, nil): try apply(.add(before))
            case (nil, let after?): try apply(.remove(edit.kind, name: after.name))
            case (nil, nil): break
            }
        } catch {
            throw try dependence(edit, error, id, reader)
        }
    }

    /// Why an object is no longer as a change left it.
    private func laterChange(
        of edit: ObjectChange, _ now: Record?, _ id: Int, _ reader: HistoryReader
    ) throws(PlantError) -> PlantError {
        let name = edit.after?.name ?? edit.name
        let later = try reader.first(edit.kind, name, after: id)
        let by = try later.map { edit throws(PlantError) in try reader.change(edit.change) }
        let what = now == nil ? "removed" : edit.after == nil ? "added again" : "changed again"
        return PlantError(
            .inUse,
            "change \(id) cannot be taken back: \(edit.kind.noun) \(name) was \(what)\(by.map { " by change \($0.id), '\($0.command)'" } ?? "")",
            hint: by.map { "take back change \($0.id) first" } ?? "see 'fiberplan history \(name)'")
    }

    /// Why an edit cannot be turned round, with the change that stands in its way where there is one.
    private func dependence(
        _ edit: ObjectChange, _ error: PlantError, _ id: Int, _ reader: HistoryReader
    ) throws(PlantError) -> PlantError {
        if let told = try standing(on: edit, id, reader) { return told }
        return PlantError(error.code, "change \(id) cannot be taken back: \(error.message)", hint: error.hint)
    }

    /// What stands on an object that a change added, with the later change that put it there; nil where nothing does.
    private func standing(on edit: ObjectChange, _ id: Int, _ reader: HistoryReader) throws(PlantError) -> PlantError? {
        guard edit.before == nil, let after = edit.after,
            let key = try? names.locate(edit.kind, after.name)
        else { return nil }
        for place in try names.dependents(of: edit.kind, key: key) {
            guard let record = try names.record(place.kind, key: place.key),
                let later = try reader.first(place.kind, record.name, after: id)
            else { continue }
            let by = try reader.change(later.change)
            return PlantError(
                .inUse,
                "change \(id) cannot be taken back: \(place.kind.noun) \(record.name) of change \(by.id), '\(by.command)', stands on \(edit.kind.noun) \(after.name)",
                hint: "take back change \(by.id) first")
        }
        return nil
    }
}
