import FiberModel

/// Answers as a page of their own: a table that a browser shows and prints on any paper, without a script and without
/// anything from a network. Rows stream.
struct HTMLRenderer: Renderer {
    private let sink: ByteSink
    init(_ sink: @escaping ByteSink) { self.sink = sink }

    func render(_ answer: Answer) throws(PlantError) -> Int {
        let shown = answer.columns(for: .sheets)
        let heads = shown.map { "<th scope=\"col\">\(MarkupText.escaped(answer.columns[$0].name))</th>" }.joined()
        try sink(
            Array(
                (HTMLPage.head(answer.title, style: Self.style) + "<table><thead><tr>\(heads)</tr></thead><tbody>\n")
                    .utf8))
        var text = ""
        var count = 0
        try answer.forEachRow(for: .sheets) { row throws(PlantError) in
            text += "<tr>"
            for value in row {
                text += value.isNumber ? "<td class=\"n\">" : "<td>"
                text += MarkupText.escaped(value.plain).replacingLineEnds + "</td>"
            }
            text += "</tr>\n"
            count += 1
            guard text.utf8.count > 1 << 16 else { return }
            try sink(Array(text.utf8))
            text.removeAll(keepingCapacity: true)
        }
        try sink(Array("\(text)</tbody></table>\n<p>\(counted(count, "row"))</p>\n\(HTMLPage.foot)".utf8))
        return count
    }

    private static let style = """
        table{border-collapse:collapse;font-size:.8rem}
        th,td{border:1px solid #999;padding:.2rem .4rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
        th{background:#d9e2ec;color:#102a43;position:sticky;top:0}
        td.n{text-align:right;font-variant-numeric:tabular-nums}
        tbody tr:nth-child(even){background:#f3f6f9;color:#111}
        @media print{th{position:static}thead{display:table-header-group}tr{break-inside:avoid}table{font-size:6.5pt}@page{size:landscape;margin:10mm}}
        """
}

/// What all of our pages have in common.
enum HTMLPage {
    /// The beginning of a page up to its heading.
    static func head(_ title: String, style: String) -> String {
        let name = MarkupText.escaped(title)
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>\(name)</title>
            <style>
            body{font-family:system-ui,'DejaVu Sans',sans-serif;margin:1rem;color:#111;background:#fff}
            \(style)
            </style></head><body><h1>\(name)</h1>

            """
    }

    static let foot = "</body></html>\n"
}

extension String {
    /// Line ends as a page shows them.
    fileprivate var replacingLineEnds: String {
        guard contains(where: \.isNewline) else { return self }
        return split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "<br>")
    }
}
