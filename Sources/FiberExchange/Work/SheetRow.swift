import FiberModel

/// What an installer wrote behind one row of a sheet, read and checked as far as that goes without the plant.
struct SheetRow {
    enum Claim: Equatable { case done, different, impossible }

    let cells: CSVRow
    let subject: WorkTask.Subject
    let claim: Claim
    let measured: MilliDecibels?
    let installer: String
    let date: Day?
    let reason: String

    static func columns(ofPatches isPatch: Bool) -> [CSVColumn] {
        (isPatch ? WorkOrderSheet.patchColumns : WorkOrderSheet.pullColumns).map { name in
            CSVColumn(
                name, isRequired: ["cord", "trunk", "status"].contains(name),
                help: name == "status" ? "a column for done, different or not possible" : "the label of each \(name)")
        }
    }

    /// Reads a row; nil where the installer has not come to it.
    ///
    /// - Parameters:
    ///   - today: what the date of the work is held against.
    ///   - dates: how dates with slashes are meant; nil takes only what can be read in one way.
    /// - Throws: `PlantError` with the place of what is wrong.
    init?(
        _ cells: CSVRow, isPatch: Bool, order: String, today: Day, dates: MeasuredTime.DateOrder?
    ) throws(PlantError) {
        self.cells = cells
        let kind = isPatch ? "cord" : "trunk"
        guard let label = cells[kind] else {
            throw cells.fault(PlantError(.badValue, "is empty, expected the label of a \(kind)"), at: kind)
        }
        subject = isPatch ? .cord(label) : .trunk(label)
        measured = try cells.reading("measured_db") { text throws(PlantError) in try Self.loss(text) }
        date = try cells.reading("date") { text throws(PlantError) in
            try Self.workDay(text, today: today, dates)
        }
        installer = cells["installer"] ?? ""
        reason = cells["reason"] ?? ""
        guard let word = cells["status"] else {
            guard measured == nil, date == nil, installer.isEmpty, reason.isEmpty else {
                throw cells.fault(
                    PlantError(
                        .badValue, "is empty, though the row is filled in: expected done, different or not possible"),
                    at: "status")
            }
            return nil
        }
        switch word.lowercased() {
        case "done", "ok", "yes", "x", "✓": claim = .done
        case "different": claim = .different
        case "not possible", "impossible": claim = .impossible
        default:
            let near = nearestName(to: word.lowercased(), among: WorkOrderSheet.outcomes)
            throw cells.fault(
                PlantError(
                    .badValue, "\(quoted(word)) is none of \(WorkOrderSheet.outcomes.joined(separator: ", "))",
                    hint: near.map { "did you mean '\($0)'?" }), at: "status")
        }
        if claim == .impossible, reason.isEmpty {
            throw cells.fault(PlantError(.badValue, "is empty, expected why it was not possible"), at: "reason")
        }
        if let other = cells["work_order"], other != order {
            throw cells.fault(
                PlantError(.badValue, "\(quoted(other)) is another work order than \(order)"), at: "work_order")
        }
    }

    /// Holds what stands on the row besides its answers against the plant.
    ///
    /// The link is compared while the task is open: what is built otherwise may carry another one.
    func checkTexts(against facts: WorkOrderSheet.Facts?, _ sheet: WorkOrderSheet) throws(PlantError) {
        if let facts, facts.isOpen, let links = cells["link"], links != facts.links {
            throw cells.fault(
                PlantError(
                    .badValue, "\(quoted(links)) is another link than \(facts.links ?? "none")",
                    hint: "the sheet is of another plan: export it again"), at: "link")
        }
        if let further = facts?.furtherPlugs, let told = cells["further_plugs"], told != further {
            throw cells.fault(
                PlantError(
                    .badValue,
                    "\(quoted(told)) is not where the further plugs are planned, and is not read from a sheet",
                    hint: "say where they are: fiberplan set \(subject.label) more_z=…"), at: "further_plugs")
        }
        guard let polarity = cells["polarity"], let type = cells["cord_type"],
            let own = sheet.polarity(ofCordType: type), own != polarity,
            // With another type in its cell the old polarity is left over from the plan.
            facts?.cordType == nil || facts?.cordType == type
        else { return }
        throw cells.fault(
            PlantError(
                .badValue, "\(quoted(polarity)) is not what \(type) is, \(own)",
                hint: "if another cord was put in, write its type as cord_type"), at: "polarity")
    }

    /// The first day that the date of work can have: fibre of G.657 is younger.
    private static let firstWorkDay = Day(secondsSince1970: 946_684_800)

    private static func workDay(
        _ text: String, today: Day, _ dates: MeasuredTime.DateOrder?
    ) throws(PlantError) -> Day {
        let day = try Day(text, order: dates)
        guard day >= firstWorkDay else {
            throw PlantError(.badValue, "\(day) is long ago, expected a day from \(firstWorkDay) on")
        }
        // A day or two ahead may be a clock; years ahead is a typing error. What lies between is remarked on.
        guard day.date.year <= today.date.year + 1 else {
            throw PlantError(.badValue, "\(day) is still to come (today is \(today)), expected the day it was done")
        }
        return day
    }

    private static func loss(_ text: String) throws(PlantError) -> MilliDecibels {
        guard let value = ResultImport.scaled(text, 1000), abs(value) <= 100_000 else {
            throw PlantError(.badValue, "\(quoted(text)) is not a loss in dB, expected a number such as 0.42")
        }
        guard value >= 0 else {
            throw PlantError(
                .badValue, "\(quoted(text)) is negative",
                hint: "the tester's reference was bad: set it and measure again")
        }
        return MilliDecibels(value)
    }

    /// A port by its address, or by a name.
    static func port(
        _ text: String, meaning side: PortAddress.Side, _ naming: some PlaceNaming
    ) throws(PlantError) -> PortAddress {
        do throws(PlantError) { return try PortAddress(text, meaning: side).plugged } catch {
            guard error.code == .badValue else { throw error }
            let address = try naming.canonical(text)
            guard address != text else { throw error }
            return try PortAddress(address, meaning: side).plugged
        }
    }

    /// The address that four cells of one end name; nil where the sheet has no such cells or all of them are empty.
    ///
    /// - Parameter naming: who knows ports by what is printed beside them.
    func port(_ end: String, naming: some PlaceNaming) throws(PlantError) -> PortAddress? {
        let names = ["rack", "u", "port"].map { "\(end)_\($0)" }
        let texts = names.map { cells[$0] }
        guard texts.contains(where: { $0 != nil }) else { return nil }
        for (name, text) in zip(names, texts) where text == nil {
            throw cells.fault(PlantError(.badValue, "is empty, expected where the cord ends"), at: name)
        }
        let number = texts[2] ?? ""
        return try cells.reading(names[2]) { _ throws(PlantError) in
            try Self.port("\(texts[0] ?? "")-\(texts[1] ?? ""):\(number)", meaning: .front, naming)
        }
    }
}
