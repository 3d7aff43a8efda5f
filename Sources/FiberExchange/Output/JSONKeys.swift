/// The keys that commands write as JSON, each said once: docs/formats.md is made of this, and a test holds what the program
/// writes against it.
package enum JSONKeys {
    /// One key of a command's answer.
    package struct Key: Sendable {
        /// Where it stands: `fibres[].hops[].at`; `[]` is each element of an array.
        package let path: String
        /// `text`, `number` or `bool`, of an array that of its elements.
        package let type: String
        /// Whether it, or its array, may be null.
        package let isNullable: Bool
        package let help: String
    }

    /// What a command answers with.
    package struct Shape: Sendable {
        /// The command as it is typed, and what makes it answer so.
        package let command: String
        package let keys: [Key]
    }

    /// Every command whose keys are not columns of records.
    package static let shapes: [Shape] = text.split(separator: "\n\n").map { block in
        let lines = block.split(separator: "\n")
        let keys = lines.dropFirst().map { line in
            let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
            return Key(
                path: parts[0], type: parts[1].filter { $0 != "?" }, isNullable: parts[1].hasSuffix("?"), help: parts[2]
            )
        }
        return Shape(command: String(lines[0]), keys: keys)
    }

    /// The tables of docs/formats.md.
    package static var markdown: String {
        shapes.map { shape in
            "#### `\(shape.command)`\n\n| key | type | holds |\n|---|---|---|\n"
                + shape.keys.map { "| `\($0.path)` | \($0.type)\($0.isNullable ? " or null" : "") | \($0.help) |\n" }
                .joined()
        }.joined(separator: "\n")
    }
}
