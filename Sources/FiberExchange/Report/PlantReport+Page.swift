internal import Crypto
import FiberModel
import FiberPlanning
import FiberStore
import Platform

extension PlantReport {
    /// Where a page is looked at.
    package enum Use {
        /// From a file, on its own.
        case file
        /// From our own server, which tells when the plant has changed.
        case served
    }

    /// Writes the page.
    package func page(_ use: Use, to sink: ByteSink) throws(PlantError) {
        let style = "\(Self.asset(PackageResources.report_css))\n\(DrawingStyle.page(.auto))"
        let script = Self.asset(PackageResources.report_js)
        try sink(Array(head(use, style: style, script: script).text.utf8))
        try sink(Array(try main.text.utf8))
        try sink(
            Array(
                "<script type=\"application/json\" id=\"index\">\(Self.inScript(directory.compactJSON))</script>\n".utf8
            ))
        var number = 0
        for piece in tables.flatMap(\.pieces) + drawings.pieces {
            try sink(Array("<script type=\"text/plain\" id=\"p\(number)\">".utf8))
            try sink(piece)
            try sink(Array("</script>\n".utf8))
            number += 1
        }
        try sink(Array("<script>\(script)</script>\n\(HTMLPage.foot)".utf8))
    }

    private static func asset(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// JSON inside a script element, where `</` would end it.
    private static func inScript(_ json: String) -> String { json.replacing("<", with: "\\u003c") }

    private static func hash(_ text: String) -> String {
        Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
    }

    /// What is another one after every change of the plant.
    package static func revision(of store: Store) throws(PlantError) -> String {
        revision(try store.changes(count: 1).first)
    }

    private static func revision(_ change: Change?) -> String { change.map { "\($0.id) \($0.time)" } ?? "0" }

    /// What a browser is shown while the plant cannot be read; it asks again by itself.
    package static func absence(_ error: PlantError) -> [UInt8] {
        let text = error.hint.map { "\(error.message) (\($0))" } ?? error.message
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>fiberplan</title></head>
            <body><h1>The plant cannot be read</h1><p>\(text)</p></body></html>

            """
        return Array(page.text.utf8)
    }

    // MARK: What is packed

    /// Where each table and drawing is among the packed pieces.
    private var directory: DataValue {
        var number = 0
        let tables = tables.map { table -> (key: String, value: DataValue) in
            let pieces = table.pieces.indices.map { _ -> DataValue in
                defer { number += 1 }
                return .int(number)
            }
            let columns = table.columns.map { DataValue.list([.word($0.name), .optional($0.names)]) }
            return (
                table.name,
                .object([("columns", .list(columns)), ("pieces", .list(pieces)), ("rows", .int(table.rows))])
            )
        }
        let first = number
        return .object([
            ("tables", .object(tables)),
            ("drawings", .object(drawings.index.map { ($0.key, .int(first + $0.piece)) })),
            ("nouns", .object(RecordKind.allCases.map { ($0.rawValue, .word($0.noun)) })),
        ])
    }

    // MARK: The page

    private var title: String {
        let names = plant.halls.map(\.label)
        return names.isEmpty
            ? "Plant" : names.count > 4 ? "Plant of \(names.count) halls" : "Plant \(names.joined(separator: ", "))"
    }

    private func head(_ use: Use, style: String, script: String) -> Markup {
        let connect = use == .served ? "; connect-src 'self'" : ""
        let policy =
            "default-src 'none'; style-src 'sha256-\(Self.hash(style))'; script-src 'sha256-\(Self.hash(script))'\(connect); base-uri 'none'; form-action 'none'"
        let live: Markup = use == .served ? " data-live=\"\(Self.revision(change))\"" : ""
        let asOf = change.map { "as of change \($0.id), \($0.time)" } ?? "as it was brought in"
        return """
            <!DOCTYPE html>
            <html lang="en"\(live)><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(Markup(trusted: policy))">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>\(title)</title>
            <style>\(Markup(trusted: style))</style></head><body>
            <a class="skip" href="#main">to the content</a>
            \(DrawingStyle.pagePatterns)
            <header><div><h1><a href="#">\(title)</a></h1><p class="as-of">\(asOf)</p></div>
            <form role="search" id="search-form"><label for="search">Search</label>
            <input type="search" id="search" autocomplete="off" placeholder="label, name or note" aria-controls="hits">
            </form></header>
            <div id="hits" role="listbox" aria-label="What was found" hidden></div>
            <nav aria-label="Parts"><a href="#overview">Overview</a><a href="#halls">Halls</a><a href="#findings">Findings</a>\
            <a href="#margins">Margins</a><a href="#fill">Fill</a><a href="#capacity">Capacity</a><a href="#work">Work</a></nav>
            <noscript><p class="note">Search, drawings on demand and work packs need scripts, which are off here.</p></noscript>
            <main id="main" tabindex="-1"><article id="object" hidden></article>

            """
    }

    private var main: Markup {
        get throws(PlantError) {
            "<div id=\"parts\">\(overview)\(halls)\(findings)\(marginPart)\(try fillPart)\(try capacityPart)\(work)</div></main>\n"
        }
    }

    private var overview: Markup {
        let kinds = counts.filter { $0.count > 0 && $0.kind != .catalogueEntry }
        let tiles = kinds.map { "<div><dt>\($0.kind.plural)</dt><dd>\($0.count)</dd></div>" as Markup }
        let rows = usage.rows.map {
            "<tr><th scope=\"row\">\($0.name)</th><td class=\"n\">\($0.count)</td></tr>" as Markup
        }
        return """
            <section id="overview"><h2>Overview</h2><dl class="tiles">\(tiles)</dl>
            <div class="scroll"><table><caption>In use</caption><tbody>\(rows)</tbody></table></div></section>

            """
    }

    private var halls: Markup {
        let shown = plant.halls.indices.map { hall -> Markup in
            let label = plant.halls[hall].label
            let own = plant.racks.filter { $0.hall == HallHandle(index: hall) }.map(\.address)
            let racks = own.sorted { naturallyPrecedes($0.grid, $1.grid) }.map {
                "<a href=\"#/rack/\($0.description)\">\($0.grid)</a> " as Markup
            }
            return """
                <h3><a href="#/hall/\(label)">\(label)</a></h3>
                <figure class="map" data-drawing="hall \(label)"><p>The plan is drawn when it comes into view.</p></figure>
                <details><summary>\(counted(own.count, "rack"))</summary><p class="racks">\(racks)</p></details>

                """
        }
        return "<section id=\"halls\"><h2>Halls</h2>\(shown.isEmpty ? ["<p>No hall yet.</p>"] : shown)</section>\n"
    }

    private var findings: Markup {
        let groups = FindingGroup.groups(of: result.findings)
        let shown = 200
        let rows = groups.prefix(shown).map { group -> Markup in
            let first = group.first
            return """
                <tr><td><span class="\(first.severity.rawValue)">\(first.severity.rawValue)</span></td><td>\(first.code)</td>\
                <td>\(group.subjects)</td><td>\(first.messageText)<br>→ \(first.advice)</td><td class="n">\(group.count)</td>\
                <td><a href="#/\(first.kind.rawValue)/\(first.subject)" aria-label="show \(first.subject)">show me</a></td></tr>

                """
        }
        let more: Markup =
            groups.count > shown
            ? "<p>\(groups.count - shown) groups more; <code>fiberplan validate</code> lists all.</p>" : ""
        let errors = result.findings.count { $0.severity == .error }
        let warnings = result.findings.count { $0.severity == .warning }
        let body: Markup =
            rows.isEmpty
            ? "<p>Nothing was found.</p>"
            : """
            <div class="scroll"><table><thead><tr><th scope="col">severity</th><th scope="col">rule</th><th scope="col">where</th>\
            <th scope="col">what</th><th scope="col">count</th><th scope="col"></th></tr></thead><tbody>
            \(rows)</tbody></table></div>
            """
        return """
            <section id="findings"><h2>Findings</h2><p>\(counted(errors, "error")), \(counted(warnings, "warning")), \
            \(counted(result.findings.count, "finding")) in all.</p>\(body)\(more)</section>

            """
    }

    /// A bar for a share of 0 to 1.
    private func bar(_ share: Double, _ style: String) -> Markup {
        let width = Int(max(0, min(1, share)) * 1000)
        return
            "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"1000\" height=\"10\" class=\"faint\"/><rect width=\"\(width)\" height=\"10\" class=\"\(style)\"/></svg>"
    }

    private var marginPart: Markup {
        let most = max(1, margins.bars.map(\.links).max() ?? 1)
        let rows = margins.bars.map { entry -> Markup in
            "<tr><th scope=\"row\">\(entry.words)</th><td>\(bar(Double(entry.links) / Double(most), entry.isOver ? "bad" : "used"))</td><td class=\"n\">\(entry.links)</td></tr>\n"
        }
        let unknown: Markup =
            margins.unknown > 0 ? "<p>The margin of \(counted(margins.unknown, "link")) is not known.</p>" : ""
        let body: Markup =
            rows.isEmpty
            ? "<p>No margin is known.</p>"
            : "<table class=\"bars\"><caption>Links by the margin of their weakest lane</caption><tbody>\(rows)</tbody></table>"
        return "<section id=\"margins\"><h2>Margins</h2>\(body)\(unknown)</section>\n"
    }

    private var fillPart: Markup {
        get throws(PlantError) {
            let table = try AnswerRows(fill.answer(top: 40))
            let rows = table.rows.map { row -> Markup in
                let state = table[row, "state"]
                var share = 0.0
                if case .thousandths(let percent)? = table.value(row, "fill_pct") { share = Double(percent) / 100_000 }
                let style = state == "over limit" ? "bad" : state == "over plan" ? "warn" : "ok"
                let segment = table[row, "segment"]
                return """
                    <tr><th scope="row"><a href="#/segment/\(segment)">\(segment)</a></th><td>\(bar(share, style))</td>\
                    <td class="n">\(table[row, "fill_pct"])</td><td>\(state)</td><td class="n">\(table[row, "cables"])</td></tr>

                    """
            }
            let body: Markup =
                rows.isEmpty
                ? "<p>No segment.</p>"
                : "<table class=\"bars\"><thead><tr><th scope=\"col\">segment</th><th scope=\"col\">fill</th><th scope=\"col\">%</th><th scope=\"col\">state</th><th scope=\"col\">cables</th></tr></thead><tbody>\(rows)</tbody></table>"
            return
                "<section id=\"fill\"><h2>Fill</h2><p>The fullest segments; those whose fill is not known come first.</p>\(body)</section>\n"
        }
    }

    private var capacityPart: Markup {
        get throws(PlantError) {
            let table = try AnswerRows(capacity.answer)
            let rows = table.rows.prefix(40).map { row -> Markup in
                let (a, z) = (table[row, "rack_a"], table[row, "rack_z"])
                let share = Double(Int(table[row, "patched_pct"]) ?? 0) / 100
                return """
                    <tr><th scope="row"><a href="#/rack/\(a)">\(a)</a> to <a href="#/rack/\(z)">\(z)</a></th><td>\(bar(share, "used"))</td>\
                    <td class="n">\(table[row, "patched"])</td><td class="n">\(table[row, "free"])</td><td class="n">\(table[row, "trunks"])</td></tr>

                    """
            }
            let more: Markup = table.rows.count > 40 ? "<p>The fullest 40 of \(table.rows.count) pairs.</p>" : ""
            let body: Markup =
                rows.isEmpty
                ? "<p>No trunk yet.</p>"
                : "<table class=\"bars\"><thead><tr><th scope=\"col\">racks</th><th scope=\"col\">strands</th><th scope=\"col\">patched</th><th scope=\"col\">free</th><th scope=\"col\">trunks</th></tr></thead><tbody>\(Array(rows))</tbody></table>"
            return "<section id=\"capacity\"><h2>Capacity by pair of racks</h2>\(body)\(more)</section>\n"
        }
    }

    private var work: Markup {
        let rows = orders.map { order, sheet -> Markup in
            let open = sheet.cords.count + sheet.trunks.count
            return
                "<li><a href=\"#/work-order/\(order.label)\">\(order.label)</a> \(order.title)\(order.due.map { ", due \($0)" } ?? ""): \(counted(open, "open task"))</li>"
        }
        return
            "<section id=\"work\"><h2>Open work orders</h2>\(rows.isEmpty ? "<p>None.</p>" : "<ul>\(rows)</ul>" as Markup)</section>\n"
    }
}
