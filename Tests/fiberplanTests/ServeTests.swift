import Foundation
import Platform
import TestSupport
import Testing

/// The server by its socket: who may ask, for what, and how.
struct ServeTests {
    private static func connected(_ port: Int) throws -> Int32 {
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = in_port_t(UInt16(port)).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &place.sin_addr)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let isConnected = withUnsafePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        try #require(isConnected)
        return descriptor
    }

    private static func ask(_ port: Int, _ pieces: [String]) throws -> String {
        let descriptor = try connected(port)
        defer { close(descriptor) }
        for piece in pieces where !putAll(Array(piece.utf8), on: descriptor) { break }
        var answer: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &bytes, bytes.count)
            guard count > 0 else { break }
            answer += bytes.prefix(count)
        }
        return String(decoding: answer, as: UTF8.self)
    }

    @Test func onlyOwnNamesAndReadingAreAnswered() throws {
        signal(SIGPIPE, SIG_IGN)
        let tool = try Tool()
        try tool.sample("two-row-hall")
        let server = try tool.serve(
            "report", "--serve", "--port", "0", "--allow-host", "Plant.Example", "--allow-host",
            "other.example:443")
        defer { server.stop() }
        let port = try #require(Int(server.address.split(separator: ":").last?.dropLast() ?? ""))
        let own = "Host: 127.0.0.1:\(port)\r\n"
        for (request, status) in [
            (["GET / HTTP/1.1\r\n\(own)\r\n"], "200 OK"), (["GET /revision?x=1 HTTP/1.1\r\n\(own)\r\n"], "200 OK"),
            (["GET /revision HTTP/1.1\r\nHost: LOCALHOST:\(port)\r\n\r\n"], "200 OK"),
            (["GET /revision HTTP/1.1\r\nHost: plant.example:\(port)\r\n\r\n"], "200 OK"),
            (["GET /revision HTTP/1.1\r\n\(own)Origin: http://localhost:\(port)\r\n\r\n"], "200 OK"),
            (["GE", "T /revision HTT", "P/1.1\r\nHost: 127.0.0.1:\(port)\r", "\n\r\n"], "200 OK"),
            (["HEAD / HTTP/1.1\r\n\(own)\r\n"], "200 OK"),
            (["GET /../etc/passwd HTTP/1.1\r\n\(own)\r\n"], "404 Not Found"),
            (["GET / HTTP/1.1\r\n\r\n"], "421 Misdirected Request"),
            (["GET / HTTP/1.1\r\nHost: evil.example:\(port)\r\n\r\n"], "421 Misdirected Request"),
            (["GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"], "421 Misdirected Request"),
            (["GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port):1\r\n\r\n"], "421 Misdirected Request"),
            (["GET / HTTP/1.1\r\n\(own)\(own)\r\n"], "421 Misdirected Request"),
            (["GET / HTTP/1.1\r\n\(own)Origin: http://evil.example\r\n\r\n"], "403 Forbidden"),
            (["GET / HTTP/1.1\r\n\(own)Origin: null\r\n\r\n"], "403 Forbidden"),
            (["POST / HTTP/1.1\r\n\(own)\r\n"], "405 Method Not Allowed"),
            (["GET http://127.0.0.1/ HTTP/1.1\r\n\(own)\r\n"], "400 Bad Request"),
            (["GET http://localhost:\(port)/revision HTTP/1.1\r\n\(own)\r\n"], "200 OK"),
            (["GET http://evil.example/ HTTP/1.1\r\n\(own)\r\n"], "400 Bad Request"),
            (["GET /revision HTTP/1.1\r\nHost: other.example\r\n\r\n"], "200 OK"),
            (["GET /revision HTTP/1.1\r\nHost: other.example:444\r\n\r\n"], "421 Misdirected Request"),
            (["GET /revision HTTP/1.1\r\n\(own)Origin: https://other.example\r\n\r\n"], "200 OK"),
            (["GET / HTTP/2\r\n\(own)\r\n"], "400 Bad Request"), (["\r\n\r\n"], "400 Bad Request"),
            (["GET / HTTP/1.1\r\nnonsense\r\n\r\n"], "400 Bad Request"),
            (
                ["GET / HTTP/1.1\r\n", String(repeating: "X: 1\r\n", count: 4000)],
                "431 Request Header Fields Too Large"
            ),
        ] {
            let answer = try Self.ask(port, request)
            // What is refused while it is still being sent may be cut off by the system.
            let isCut = answer.isEmpty && status.hasPrefix("431")
            #expect(isCut || answer.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(request): \(answer.prefix(80))")
            guard !isCut else { continue }
            let parts = answer.components(separatedBy: "\r\n\r\n")
            #expect(parts[0].contains("X-Content-Type-Options: nosniff"))
            if status.hasPrefix("431") { #expect(parts.count == 2 && parts[1] == "\(status)\n") }
            if request[0].hasPrefix("HEAD") { #expect(parts.count == 2 && parts[1].isEmpty) }
        }
    }

    @Test(
        arguments: [
            (["report"], 64), (["report", "--serve", "-o", "x.html"], 64),
            (["report", "-o", "x.html", "--port", "1"], 64),
            (["report", "--serve", "--port", "70000"], 64), (["report", "--serve", "--allow-host", "http://x/"], 64),
            (["report", "--serve", "--allow-host", "*"], 64), (["report", "--serve", "--allow-host", "x:0"], 64),
            (["report", "--serve", "--host", "example.com"], 2),
            (["report", "--serve", "--plant", "none.sqlite"], 2),
        ] as [([String], Int32)])
    func wrongUseIsTold(_ arguments: [String], _ code: Int32) throws {
        let tool = try Tool()
        #expect(try tool.run("init").code == 0)
        let result = try tool.run(words: arguments)
        #expect(result.code == code, "\(result.err)")
    }
}
