/// A small HTTP/1.1 server for pages that a browser on the same machine looks at: GET and HEAD, one thread, an answer a
/// connection.
///
/// Nothing that a client sends makes it hold more than ``mostHead`` bytes, or wait: a connection that does not send its
/// request, or does not take its answer, is closed after ``patience``.
public final class LocalServer {
    /// What is asked for.
    public struct Request: Sendable {
        /// The path, as it was sent, without what follows a `?`.
        public var path: String
    }

    /// What is answered.
    public struct Response: Sendable {
        /// The status and its words: `200 OK`.
        public var status: String
        /// The media type.
        public var type: String
        /// The content.
        public var body: [UInt8]
        /// An answer.
        public init(_ status: String, type: String, _ body: [UInt8]) {
            (self.status, self.type, self.body) = (status, type, body)
        }
        /// An answer of one line.
        public init(_ status: String) {
            self.init(status, type: "text/plain; charset=utf-8", Array("\(status)\n".utf8))
        }
    }

    /// Why a server cannot run, in words.
    public struct Fault: Error {
        /// In words.
        public var message: String
        /// What to do.
        public var hint: String
    }

    /// The most bytes of a request up to its empty line.
    public static let mostHead = 16 << 10
    /// Connections at once.
    private static let mostConnections = 64
    /// Seconds that a connection may do nothing.
    private static let patience = 20.0
    /// Seconds that a request may take to come, however steadily it drips.
    private static let patienceForHead = 8.0

    /// The port that it listens on.
    public let port: Int
    private let listener: Int32
    /// The hosts by which it may be called, in lower case, with a port where they are called by another than ours.
    private let hosts: Set<String>
    private var connections: [Int32: Connection] = [:]

    private struct Connection {
        var input: [UInt8] = []
        var output: [UInt8] = []
        var sent = 0
        var isAnswering = false
        var start: Double
        var last: Double
    }

    /// Listens on a port.
    ///
    /// - Parameters:
    ///   - address: an IPv4 address of this machine, in numbers.
    ///   - port: 0 is any that is free.
    ///   - hosts: names besides the address by which browsers may call it; anything else is refused, so that no page of another
    ///     site reads what is served here by a name that leads here.
    public init(address: String, port: Int, hosts: [String]) throws(Fault) {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        guard inet_pton(AF_INET, address, &place.sin_addr) == 1 else {
            throw Fault(
                message: "'\(address)' is not a valid IPv4 address",
                hint: "name one of this machine, such as 127.0.0.1; names are allowed with --allow-host")
        }
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let listener = socket(AF_INET, kind, 0)
        guard listener >= 0 else {
            throw Fault(
                message: "no socket can be made: \(String(cString: strerror(errno)))", hint: "end other programs first")
        }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let isBound = withUnsafePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound, listen(listener, 16) == 0 else {
            let reason = String(cString: strerror(errno))
            close(listener)
            throw Fault(
                message: "cannot listen on \(address) port \(port): \(reason)",
                hint: "choose another with --port, or --port 0 for any")
        }
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &size) }
        }
        self.listener = listener
        self.port = Int(UInt16(bigEndian: place.sin_port))
        self.hosts = Set((hosts + [address, "localhost", "127.0.0.1"]).map { $0.lowercased() })
        Self.makeNonBlocking(listener)
        signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        for connection in connections.keys { close(connection) }
        close(listener)
    }

    private static func makeNonBlocking(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// Serves until the process ends, or as long as `goesOn` says so; it is asked at least every second.
    public func run(while goesOn: () -> Bool = { true }, _ answer: (Request) -> Response) {
        while goesOn() {
            var polled = connections.map { descriptor, connection in
                pollfd(fd: descriptor, events: Int16(connection.isAnswering ? POLLOUT : POLLIN), revents: 0)
            }
            polled.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
            let count = polled.withUnsafeMutableBufferPointer { poll($0.baseAddress, nfds_t($0.count), 1000) }
            let now = Self.now
            for (descriptor, connection) in connections {
                let isSlow = !connection.isAnswering && now - connection.start > Self.patienceForHead
                if isSlow || now - connection.last > Self.patience { end(descriptor) }
            }
            guard count > 0 else { continue }
            for one in polled where one.revents != 0 {
                if one.fd == listener { accept() } else { serve(one.fd, answer) }
            }
        }
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func end(_ descriptor: Int32) {
        connections[descriptor] = nil
        close(descriptor)
    }

    private func accept() {
        #if canImport(Glibc)
            let descriptor = Glibc.accept(listener, nil, nil)
        #elseif canImport(Musl)
            let descriptor = Musl.accept(listener, nil, nil)
        #else
            let descriptor = Darwin.accept(listener, nil, nil)
        #endif
        guard descriptor >= 0 else { return }
        Self.makeNonBlocking(descriptor)
        // Whoever has kept a place longest without asking for anything gives it up.
        if connections.count >= Self.mostConnections {
            let waiting = connections.filter { !$0.value.isAnswering }.min { $0.value.start < $1.value.start }
            guard let waiting else {
                close(descriptor)
                return
            }
            end(waiting.key)
        }
        connections[descriptor] = Connection(start: Self.now, last: Self.now)
    }

    private func serve(_ descriptor: Int32, _ answer: (Request) -> Response) {
        guard connections[descriptor] != nil else { return }
        if connections[descriptor]?.isAnswering == true { return send(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &bytes, bytes.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        guard count > 0 else { return end(descriptor) }
        connections[descriptor]?.input += bytes.prefix(count)
        connections[descriptor]?.last = Self.now
        let input = connections[descriptor]?.input ?? []
        guard let head = Self.head(input) else {
            if input.count > Self.mostHead { begin(descriptor, Response("431 Request Header Fields Too Large"), true) }
            return
        }
        let before = Self.now
        let (response, hasBody) = respond(to: head, answer)
        begin(descriptor, response, hasBody)
        // What an answer takes to work out is no delay of those who wait for theirs.
        let taken = Self.now - before
        for other in connections.keys {
            connections[other]?.start += taken
            connections[other]?.last += taken
        }
    }

    /// The lines of a request up to its empty one; nil where that has not come yet.
    private static func head(_ input: [UInt8]) -> [String]? {
        let end: [UInt8] = [13, 10, 13, 10]
        guard let range = input.firstRange(of: end), range.lowerBound <= mostHead else { return nil }
        let text = String(decoding: input[..<range.lowerBound], as: UTF8.self)
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The answer to a request, and whether its body is sent.
    private func respond(to head: [String], _ answer: (Request) -> Response) -> (Response, Bool) {
        let words = head[0].split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0",
            let path = path(of: words[1])
        else { return (Response("400 Bad Request"), true) }
        var fields: [String: [String]] = [:]
        for line in head.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return (Response("400 Bad Request"), true) }
            let value = line[line.index(after: colon)...]
            fields[line[..<colon].lowercased(), default: []].append(
                String(value.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()))
        }
        guard let host = fields["host"], host.count == 1, isOwn(host[0]) else {
            return (Response("421 Misdirected Request"), true)
        }
        for origin in fields["origin"] ?? [] {
            let parts = origin.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, ["http:", "https:"].contains(parts[0]), parts[1].isEmpty, isOwn(parts[2]) else {
                return (Response("403 Forbidden"), true)
            }
        }
        guard words[0] == "GET" || words[0] == "HEAD" else { return (Response("405 Method Not Allowed"), true) }
        return (answer(Request(path: path)), words[0] == "GET")
    }

    /// The path of a target, which may have our own address in front of it; nil for any other.
    private func path(of target: Substring) -> String? {
        var target = target
        if target.lowercased().hasPrefix("http://") {
            let rest = target.dropFirst(7)
            guard isOwn(String(rest.prefix { $0 != "/" })) else { return nil }
            target = rest.drop { $0 != "/" }
        }
        guard target.first == "/" else { return nil }
        return String(target.prefix { $0 != "?" && $0 != "#" })
    }

    /// Whether a `host` or `host:port` is one by which this server may be called: with its own port, or with the one that a name
    /// was allowed with. Without a port it is that of the scheme.
    private func isOwn(_ text: String) -> Bool {
        let parts = text.lowercased().split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return false }
        let host = String(parts[0])
        let ports = parts.count == 2 ? [String(parts[1])] : ["80", "443"]
        return ports.contains { hosts.contains("\(host):\($0)") || ($0 == "\(port)" && hosts.contains(host)) }
    }

    /// Whether a text is a host name as `hosts` takes it, with a port or without.
    public static func isHost(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].utf8.count <= 253,
            parts[0].utf8.allSatisfy({ $0 < 0x80 && (UInt8(ascii: "-")...UInt8(ascii: "z")).contains($0) }),
            parts[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." })
        else { return false }
        return parts.count == 1 || Int(parts[1]).map { (1...65_535).contains($0) } ?? false
    }

    private func begin(_ descriptor: Int32, _ response: Response, _ hasBody: Bool) {
        let head = """
            HTTP/1.1 \(response.status)\r
            Content-Type: \(response.type)\r
            Content-Length: \(response.body.count)\r
            Cache-Control: no-store\r
            X-Content-Type-Options: nosniff\r
            X-Frame-Options: DENY\r
            Referrer-Policy: no-referrer\r
            Cross-Origin-Resource-Policy: same-origin\r
            Cross-Origin-Opener-Policy: same-origin\r
            Connection: close\r
            \r\n
            """
        connections[descriptor]?.output = Array(head.utf8) + (hasBody ? response.body : [])
        connections[descriptor]?.isAnswering = true
        connections[descriptor]?.input = []
        send(descriptor)
    }

    private func send(_ descriptor: Int32) {
        guard let connection = connections[descriptor] else { return }
        let count = connection.output[connection.sent...].withUnsafeBytes {
            write(descriptor, $0.baseAddress, $0.count)
        }
        if count < 0 {
            guard errno == EAGAIN || errno == EINTR else { return end(descriptor) }
            return
        }
        let sent = connection.sent + count
        guard sent < connection.output.count else {
            shutdown(descriptor, Int32(SHUT_WR))
            return end(descriptor)
        }
        connections[descriptor]?.sent = sent
        connections[descriptor]?.last = Self.now
    }
}
