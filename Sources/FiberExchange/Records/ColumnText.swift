/// The documentation of the columns, made from the schemas themselves.
package enum ColumnText {
    /// docs/columns.md.
    package static var markdown: String {
        var text = """
            # Columns

            Made from the schemas by `make docs`. These are the columns of the CSV files, of `list` and `show`, of
            `set COLUMN=VALUE`, and the keys of their JSON. Columns may come in any order; those that are not
            required may be left out or empty.

            """
        for schema in Schema.all {
            text += "\n## \(schema.kind.plural).csv\n\n| column | required | holds |\n|---|---|---|\n"
            for column in schema.columns {
                text += "| `\(column.name)` | \(column.isRequired ? "yes" : "") | \(column.fullHelp) |\n"
            }
        }
        return text
    }
}
