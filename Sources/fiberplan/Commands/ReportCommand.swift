import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Platform

struct ReportCommand: ListedCommand {
    static let place = HelpPlace(.issue, 5)
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes the whole plant as one page that opens without a network.",
        discussion: paragraphs(
            """
            The page has the counts, what is in use, findings, margins, fill and capacity; a search over every label, name
            and note; drawings that lead from the hall to racks, modules, cables and links; and the open work orders with
            boxes to tick, whose sheet 'sign-off' reads. It needs a browser of 2023 or later and nothing else.

            --serve shows the same page to browsers on this machine, and reloads it when the plant changes. It only
            reads. Other machines reach it where --host is an address of this one; by names that lead here only where
            --allow-host says so.

            EXAMPLES
              fiberplan report -o report.html
              fiberplan report --serve
              fiberplan report --serve --port 9000 --host 192.0.2.7 --allow-host plant.example
            """))

    @Option(name: .shortAndLong, help: "Write to this file; - is standard output.") var output: String?
    @Flag(help: "Show it to browsers until it is stopped with Ctrl-C.") var serve = false
    @Option(help: "The port to serve on; 0 is any that is free.") var port = 8040
    @Option(help: ArgumentHelp("The address of this machine to serve on.", valueName: "address")) var host = "127.0.0.1"
    @Option(
        help: ArgumentHelp(
            "A name by which browsers may call it, with the port where that is another (repeatable).", valueName: "name"
        ))
    var allowHost: [String] = []
    @Option(help: "The day on which waivers expire (default: today, UTC).") var today: String?
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        if serve, output != nil { throw ValidationError("--output and --serve exclude each other.") }
        guard serve || output != nil else {
            throw ValidationError("Say where the report goes: --output FILE, or --serve.")
        }
        if let wrong = allowHost.first(where: { !LocalServer.isHost($0) }) {
            throw ValidationError(
                "\(quoted(wrong)) is not a valid host name, such as plant.example or plant.example:443.")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("--port is \(port), expected 0 to 65535.") }
        if !serve, host != "127.0.0.1" || !allowHost.isEmpty || port != 8040 {
            throw ValidationError("--port, --host and --allow-host go with --serve.")
        }
    }

    func run() throws {
        let day = try today.map { try Day($0) }
        guard let output else { return try serve(day) }
        guard output != "-" else { return try report(day).page(.file, to: Console.writeAsIs) }
        let file = try AtomicFile(path: output)
        var size = 0
        try report(day).page(.file) { bytes throws(PlantError) in
            size += bytes.count
            try file.write(bytes)
        }
        try file.commit()
        Console.say("wrote the report to \(output), \(decimal(thousandths: (size + 999) / 1000)) MB")
    }

    private func report(_ day: Day?) throws(PlantError) -> PlantReport {
        let bar = ProgressBar("putting it together")
        defer { bar.finish() }
        return try PlantReport(
            try plant.open(.reading), ValidationOptions(today: day ?? Validate.todayUTC()), bar.update)
    }

    private func serve(_ day: Day?) throws {
        // What cannot be opened is told here, and not to the first browser.
        _ = try PlantReport.revision(of: try plant.open(.reading))
        let server: LocalServer
        do { server = try LocalServer(address: host, port: port, hosts: allowHost) } catch {
            throw PlantError(.io, error.message, hint: error.hint)
        }
        Console.say("serving http://\(host):\(server.port)/ until Ctrl-C")
        var known: (revision: String, day: Day, page: [UInt8])?
        server.run { request in
            do throws(PlantError) {
                let today = day ?? Validate.todayUTC()
                let revision = try PlantReport.revision(of: try plant.open(.reading))
                switch request.path {
                case "/revision":
                    return LocalServer.Response(
                        "200 OK", type: "text/plain; charset=utf-8", Array("\(revision)\n".utf8))
                case "/":
                    if known?.revision != revision || known?.day != today {
                        var page: [UInt8] = []
                        try report(day).page(.served) { page += $0 }
                        known = (revision, today, page)
                    }
                    return LocalServer.Response("200 OK", type: "text/html; charset=utf-8", known?.page ?? [])
                default: return LocalServer.Response("404 Not Found")
                }
            } catch {
                Console.report(error)
                let page = PlantReport.absence(error)
                return LocalServer.Response("503 Service Unavailable", type: "text/html; charset=utf-8", page)
            }
        }
    }
}
