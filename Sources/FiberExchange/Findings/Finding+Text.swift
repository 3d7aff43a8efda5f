import FiberModel
import FiberPlanning

extension Finding {
    /// The object, where on it, and what people call that: `T0001 at TRAY-3 (leaf-07)`.
    var subjectText: String {
        subject + (place.map { " at \($0)" } ?? "") + (name.map { " (\($0))" } ?? "")
    }

    /// What is wrong, with both sides of the comparison where there is one.
    package var messageText: String {
        guard let actual, let limit else { return message }
        return "\(message): \(actual), against \(limit)"
    }
}

extension PlantError {
    /// What is wrong and what to do, without the place.
    var messageText: String { message + (hint.map { ". \($0)" } ?? "") }
}
