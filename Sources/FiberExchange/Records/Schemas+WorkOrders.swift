import FiberModel

extension Schemas {
    static let workOrder = Schema<WorkOrder>(
        kind: .workOrder, plural: "work-orders",
        columns: [
            .label("label", \.label, "a work order label such as WO-0001"), .text("title", \.title, "what it is about"),
            day("due", \.due, "the day by which it is to be done, as YYYY-MM-DD"),
            .choice("status", \.status, "whether it is open"),
            Column(
                name: "last_task", form: .number,
                help: "the highest number that a task of it had, dropped ones too; counted by fiberplan",
                isRequired: false, isCounted: true, get: { $0.lastTask.map { String($0) } ?? "" },
                set: { value, text throws(PlantError) in
                    value.lastTask = text.isEmpty ? nil : try taskNumber(text)
                }),
        ] + remarks(), empty: { WorkOrder() }, wrap: { .workOrder($0) },
        unwrap: { if case .workOrder(let value) = $0 { value } else { nil } })

    static let task = Schema<WorkTask>(
        kind: .task, plural: "tasks",
        columns: [
            .label("work_order", \.workOrder, "its work order"),
            .parsed(
                "number", \.number, "its number in the work order", print: { String($0) },
                parse: { text throws(PlantError) in try taskNumber(text) }),
            .parsed(
                "cord", \.subject, "the cord that is worked on, or empty", required: false,
                print: { if case .cord(let label) = $0 { label } else { "" } },
                parse: { text throws(PlantError) in .cord(text) }),
            Column(
                name: "trunk", form: .word, help: "the trunk that is worked on, where it is not a cord",
                isRequired: false,
                get: { if case .trunk(let label) = $0.subject { label } else { "" } },
                set: { value, text throws(PlantError) in if !text.isEmpty { value.subject = .trunk(text) } }),
            .choice("action", \.action, "what is to be done"), .choice("state", \.state, "what became of it"),
            .text("reason", \.reason, "why it was not possible, or a remark"),
            .optionalQuantity("measured_mdb", \.measuredLoss, 0...100_000, "what was measured in thousandths of a dB"),
            .text("installer", \.installer, "who did it"),
            day("date", \.date, "the day on which it was done, as YYYY-MM-DD"),
        ] + remarks(), empty: { WorkTask() }, wrap: { .task($0) },
        unwrap: { if case .task(let value) = $0 { value } else { nil } })

    private static func taskNumber(_ text: String) throws(PlantError) -> Int {
        guard let number = Int(text), (1...10_000_000).contains(number) else {
            throw PlantError(.badValue, "\(quoted(text)) is not a whole number from 1 to 10000000")
        }
        return number
    }

    private static func day<V>(
        _ name: String, _ path: WritableKeyPath<V, String?> & Sendable, _ help: String
    ) -> Column<V> {
        .parsed(
            name, path, help, required: false, print: { $0 ?? "" },
            parse: { text throws(PlantError) in text.isEmpty ? nil : try WaiverText.day(text) })
    }
}
