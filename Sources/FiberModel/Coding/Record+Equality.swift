extension Record {
    /// Whether two records are the same to the byte. Texts that Swift calls equal, such as a letter with an accent in one
    /// or in two code points, are told apart: whoever changed one into the other changed something.
    public static func == (a: Record, b: Record) -> Bool {
        guard a.kind == b.kind, a.isBuiltIn == b.isBuiltIn else { return false }
        return RecordWriter.whole(a) == RecordWriter.whole(b)
    }

    /// Over the same bytes that make two records equal.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        RecordWriter.whole(self).withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    private var isBuiltIn: Bool { if case .catalogueEntry(let entry) = self { entry.isBuiltIn } else { false } }
}
