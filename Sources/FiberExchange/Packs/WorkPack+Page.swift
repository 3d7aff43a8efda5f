import FiberModel
import FiberPlanning

extension WorkPack {
    /// The pack as a page to print: one rack a sheet, on A4 or Letter.
    package func page() throws(PlantError) -> [UInt8] {
        var body: Markup = "\(DrawingStyle.pagePatterns)\n\(try cover)"
        body += try pullPages
        for rack in racks { body += rackPage(rack) }
        body += try labelPages
        body += try recordPage
        let style = "\(Self.style)\n\(DrawingStyle.page(.light))"
        let title = order.title.isEmpty ? "Work pack \(order.label)" : "Work pack \(order.label): \(order.title)"
        return Array((HTMLPage.head(title, style: style) + body.text + HTMLPage.foot).utf8)
    }

    // MARK: The first page

    private var cover: Markup {
        get throws(PlantError) {
            let (cords, trunks) = (sheet.cords.count, sheet.trunks.count)
            let out =
                sheet.cords.count { $0.task.action == .remove } + sheet.trunks.values.count { $0.action == .remove }
            let due = order.due.map { ", due \($0)" } ?? ""
            var notes: Markup = ""
            if !order.remarks.note.isEmpty { notes = "<p>\(order.remarks.note)</p>" }
            let contents = racks.map { rack -> Markup in
                let address = plant.racks[rack.rack.index].address.description
                return
                    "<li><a href=\"#rack-\(address)\">\(address)\(named(rack.name))</a>, \(counted(rack.ports(in: plant).count, "port"))</li>"
            }
            return """
                <section class="cover">
                <p>\(order.label)\(due): \(counted(cords, "cord")) to patch, \(counted(trunks, "trunk")) to pull, \(out) of them \
                taken out first; \(counted(racks.count, "rack")) to visit.</p>
                \(notes)<h2>Racks in walking order</h2>
                <ol class="contents">\(contents)</ol>
                \(try limits)</section>

                """
        }
    }

    private var limits: Markup {
        get throws(PlantError) {
            let table = try table(
                sheet.testLimits, ["object", "kind", "from", "to", "wavelength_nm", "expected_db", "limit_db"])
            guard let table else { return "<p>No light of this order can be measured against a limit.</p>" }
            return "<h2>What the tester may read</h2>\n\(table)"
        }
    }

    private func named(_ name: String) -> Markup { name.isEmpty ? "" : " <b>\(name)</b>" }

    // MARK: A rack

    private func rackPage(_ rack: RackVisits) -> Markup {
        let address = plant.racks[rack.rack.index].address.description
        let drawing = RackDrawing(rack.rack, in: plant, touched: rack.ports(in: plant))
        let rows = rack.visits.map { visit -> Markup in
            let far = visit.far.map { plant.address(of: $0).description } ?? "open"
            let printed = plant.printed(at: visit.near)
            return """
                <tr><td><input type="checkbox" aria-label="done"></td><td>\(visit.kind == .cord ? "patch" : "pull") \(visit.step)</td>\
                <td>\(visit.action.rawValue)</td><td>\(plant.address(of: visit.near).description)\(printed.isEmpty ? "" : " (\(printed))")</td>\
                <td>\(plant.label(of: visit.cable))</td><td>\(about(visit.cable))</td><td>\(far)</td></tr>

                """
        }
        return """
            <section id="rack-\(address)"><h2>Rack \(address)\(named(rack.name))</h2>
            <div class="sketch">\(drawing.part)</div>
            <table><thead><tr><th scope="col">✓</th><th scope="col">step</th><th scope="col">action</th><th scope="col">port</th>\
            <th scope="col">cable</th><th scope="col">what it is</th><th scope="col">other end</th></tr></thead><tbody>
            \(rows)</tbody></table></section>

            """
    }

    /// `LC duplex OS2, yellow, 3 m`.
    private func about(_ cable: Cable) -> String {
        let type = plant.catalogue.name(plant.type(of: cable))
        var parts = [type]
        switch cable {
        case .cord(let cord):
            parts.append(plant.cords.colour(of: cord))
            if let length = plant.cords.length[cord.index] { parts.append("\(length)") }
        case .trunk(let trunk): if let length = plant.trunks[trunk.index].length { parts.append("\(length)") }
        }
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    // MARK: Pulls

    private var pullPages: Markup {
        get throws(PlantError) {
            guard !sheet.trunks.isEmpty else { return "" }
            let columns = [
                "step", "action", "trunk", "type", "from", "to", "length_m", "needed_m", "min_radius_pull_mm",
                "tension_limit_n", "reel",
            ]
            var markup: Markup = "<section><h2>Pulls</h2>\n\(try table(sheet.pulls, columns, ticks: true) ?? "")"
            for trunk in sheet.pulled { markup += way(of: trunk) }
            markup += "</section>\n"
            return markup
        }
    }

    private func way(of trunk: TrunkHandle) -> Markup {
        do throws(PlantError) {
            return "<div class=\"strip\">\(try RouteDrawing(trunk, in: plant).part)</div>\n"
        } catch {
            // It has no way that could be drawn, which is told in its place.
            return "<p>\(plant.label(of: .trunk(trunk))): \(error.message).</p>\n"
        }
    }

    // MARK: Labels

    private var labelPages: Markup {
        get throws(PlantError) {
            let rows = try AnswerRows(try labelSheet)
            guard !rows.rows.isEmpty else { return "" }
            var markup: Markup = "<section><h2>Labels</h2>\n<div class=\"labels\">"
            for row in rows.rows {
                let code = try QRCode(rows[row, "qr"])
                markup += """
                    <figure>\(code.svg)<figcaption><b>\(rows[row, "object"])</b> \(rows[row, "end"])<br>\(rows[row, "near"])<br>\(rows[row, "far"])</figcaption></figure>

                    """
            }
            markup += "</div></section>\n"
            return markup
        }
    }

    // MARK: What comes back

    private var recordPage: Markup {
        get throws(PlantError) {
            var markup: Markup = """
                <section><h2>Record</h2>
                <p>What is measured at a cord is its link from plug to plug, once its last cord is in. Write down what was done; <code>fiberplan sign-off \(order.label)</code> reads the same columns from the workbook \
                of this pack.</p>

                """
            for (answer, object) in [(sheet.pulls, "trunk"), (sheet.patches, "cord")] {
                let rows = try AnswerRows(answer)
                guard !rows.rows.isEmpty else { continue }
                let cells = rows.rows.map { row -> Markup in
                    """
                    <tr><td class="n">\(rows[row, "step"])</td><td>\(rows[row, object])</td><td>\(rows[row, "link"])</td><td class="n">\(rows[row, "limit_db"])</td>\
                    <td class="blank"></td><td class="ticks">\(ticks)</td><td class="blank"></td><td class="blank"></td><td class="blank wide"></td></tr>

                    """
                }
                markup += """
                    <table class="record"><thead><tr><th scope="col">step</th><th scope="col">\(object)</th><th scope="col">link</th><th scope="col">limit dB</th>\
                    <th scope="col">measured dB</th><th scope="col">status</th><th scope="col">installer</th><th scope="col">date</th>\
                    <th scope="col">reason, or what was built otherwise</th></tr></thead><tbody>
                    \(cells)</tbody></table>

                    """
            }
            markup += "</section>\n"
            return markup
        }
    }

    private var ticks: [Markup] {
        WorkOrderSheet.outcomes.map { "<label><input type=\"checkbox\"> \($0)</label> " }
    }

    /// Some columns of a sheet as a table; nil where it has no row.
    private func table(_ answer: Answer, _ columns: [String], ticks: Bool = false) throws(PlantError) -> Markup? {
        let rows = try AnswerRows(answer)
        guard !rows.rows.isEmpty else { return nil }
        let tick: Markup = ticks ? "<td><input type=\"checkbox\" aria-label=\"done\"></td>" : ""
        let head: Markup = ticks ? "<th scope=\"col\">✓</th>" : ""
        let heads = columns.map { "<th scope=\"col\">\($0.replacing("_", with: " "))</th>" as Markup }
        let lines = rows.rows.map { row -> Markup in
            "<tr>\(tick)\(columns.map { rows.isNumber(row, $0) ? "<td class=\"n\">\(rows[row, $0])</td>" : "<td>\(rows[row, $0])</td>" as Markup })</tr>\n"
        }
        return "<table><thead><tr>\(head)\(heads)</tr></thead><tbody>\n\(lines)</tbody></table>\n"
    }

    private static let style = """
        h1{font-size:1.3rem} h2{font-size:1.1rem;margin:0 0 .4rem} h2 b{font-weight:normal}
        table{border-collapse:collapse;font-size:.75rem;width:100%}
        th,td{border:1px solid #888;padding:.25rem .35rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
        th{background:#e3e8ee;color:#111}
        td.n{text-align:right;font-variant-numeric:tabular-nums}
        td.blank{min-width:3.2rem} td.wide{min-width:8rem} td.ticks label{white-space:nowrap}
        .record td{height:1.6rem} .record td:nth-child(-n+2),.record th{overflow-wrap:normal} .record{margin-bottom:.8rem}
        input[type=checkbox]{width:1rem;height:1rem;margin:0;vertical-align:-.15rem}
        section{margin:0 0 1.5rem;padding:0 1px}
        .contents{columns:2;font-size:.85rem}
        svg.drawing{max-width:100%;height:auto;display:block;margin:.3rem 0}
        .sketch svg.drawing{max-height:135mm;width:auto}
        .strip{break-inside:avoid}
        svg.patterns{position:absolute}
        .labels{display:grid;grid-template-columns:repeat(auto-fill,minmax(58mm,1fr));gap:3mm}
        .labels figure{margin:0;display:flex;gap:2mm;align-items:center;border:1px dashed #999;padding:1mm;break-inside:avoid}
        .labels svg{width:20mm;height:20mm;flex:none} .labels figcaption{font-size:.65rem;overflow-wrap:anywhere;min-width:0}
        @page{margin:12mm 10mm 14mm;@bottom-right{content:"page " counter(page) " of " counter(pages);font-size:8pt}}
        @media print{body{margin:0}section+section{break-before:page}thead{display:table-header-group}tr{break-inside:avoid}\
        th{print-color-adjust:exact}svg{print-color-adjust:exact}a{color:inherit;text-decoration:none}}
        """
}
