import FiberExchange
import Foundation
import TestSupport
import Testing

/// What the program writes as JSON is what the documents say that it writes.
struct JSONKeysTests {
    /// The commands that show every key of a shape.
    private static let commands: [String: [String]] = [
        "show": ["show DC1.A02-40"],
        "validate": ["validate", "validate --plant faulty.sqlite"],
        "explain": ["explain"], "stats": ["stats"],
        "trace": ["trace L0001", "trace L0002"],
        "ports": ["ports leaf-01", "ports DC1.A02-40"], "strands": ["strands T0001", "strands T0003"],
        "impact": ["impact TRAY-A01-A02", "impact T0001"],
        "fill": ["fill"],
        "route": [
            "route DC1.A02-40 DC1.B05-40", "route DC1.A01 DC1.B01 --disjoint",
            "route DC1.A01 DC1.B04 --explain --plant tight.sqlite",
        ],
        "polarity": ["polarity L0001", "polarity L0001 --plant crossed.sqlite"],
        "lanes": ["lanes L0001"], "budget LINK": ["budget L0001"],
        "budget --all": ["budget --all", "budget --all --plant faulty.sqlite"],
        "budget --limit-for-tester": ["budget --limit-for-tester", "budget L0001 --limit-for-tester"],
        "catalogue list": ["catalogue list optic"], "catalogue show": ["catalogue show optic 100G-CLR4"],
        "allocate": ["allocate demands.csv --dry-run", "allocate many.csv --dry-run --partial"],
        "suggest-trunks": ["suggest-trunks few.csv --plant bare.sqlite"],
        "work-order list": ["work-order list"], "work-order show": ["work-order show WO-1"],
        "history": ["history"], "history OBJECT": ["history L0001", "history T0001"],
        "diff": ["diff --since 0"], "verify-history": ["verify-history"],
        "hooks list": ["hooks list"], "hooks test": ["hooks test validate"],
    ]

    private let tool: Tool

    init() throws {
        tool = try Tool()
        try tool.sample("two-row-hall")
        for command in [
            "set leaf-01:01 label=Ethernet1/1", "work-order create WO-1 --title t --due 2030-12-01 --all-planned",
            "set T0001 label=T0001X", "set T0001X label=T0001", "waive BUD003 L0001 --reason r --until 2030-01-01",
        ] { try run(command) }
        for (copy, edits) in [
            ("crossed.sqlite", ["set C0001 type=LC-AA-SM"]),
            ("tight.sqlite", ["set TRAY-A01-A02 bend_radius_mm=5"]),
            ("bare.sqlite", (1...30).map { "set T00\($0 < 10 ? "0" : "")\($0) status=retired" }),
        ] {
            try FileManager.default.copyItem(atPath: tool.scratch.file("plant.sqlite"), toPath: tool.scratch.file(copy))
            for edit in edits { try run("\(edit) --plant \(copy)") }
        }
        try run("init --plant faulty.sqlite")
        try run("import \(Checkout.path("samples/faulty-hall")) --plant faulty.sqlite")
        try tool.scratch.write("demands.csv", "label,a,z,count\nX,DC1.A02-42,DC1.B05-42,1\n")
        try tool.scratch.write("many.csv", "label,a,z,count\nX,DC1.A02-42,DC1.B05-42,30\n")
        try tool.scratch.write("few.csv", "label,a,z,count\nX,DC1.A02-42,DC1.B02-42,4\n")
        let hooks = tool.scratch.file("hooks/validate-done.d")
        try FileManager.default.createDirectory(atPath: hooks, withIntermediateDirectories: true)
        for (name, mode) in [("10-yes", 0o755), ("20-no", 0o777)] {
            try Data("#!/bin/sh\nexit 0\n".utf8).write(to: URL(fileURLWithPath: "\(hooks)/\(name)"))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(hooks)/\(name)")
        }
    }

    @discardableResult
    private func run(_ command: String) throws -> Tool.Result {
        let result = try tool.run(words: command.split(separator: " ").map(String.init))
        #expect(result.code < 2, "\(command): \(result.err)")
        return result
    }

    /// The paths of the keys that a value has, with the types of what stands there.
    private func paths(
        _ value: Any, _ path: String, until opaque: Set<String>, _ found: inout [String: Set<String>]
    ) {
        if opaque.contains(path), !(value is NSNull) {
            found[path, default: []].insert(value is [String: Any] ? "object" : "?")
        } else if let values = value as? [Any] {
            if values.isEmpty { found["\(path)[]", default: []].formUnion([]) }
            for value in values { paths(value, path.isEmpty ? "" : "\(path)[]", until: opaque, &found) }
        } else if let object = value as? [String: Any] {
            for (key, value) in object { paths(value, path.isEmpty ? key : "\(path).\(key)", until: opaque, &found) }
        } else {
            let type =
                value is NSNull
                ? "null" : value is String ? "text" : CFGetTypeIDIsBool(value) ? "bool" : "number"
            found[path, default: []].insert(type)
        }
    }

    private func CFGetTypeIDIsBool(_ value: Any) -> Bool {
        (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? (value is Bool)
    }

    @Test func whatIsWrittenIsWhatIsDescribed() throws {
        for shape in JSONKeys.shapes { try check(shape) }
        #expect(Set(Self.commands.keys) == Set(JSONKeys.shapes.map(\.command)))
    }

    private func check(_ shape: JSONKeys.Shape) throws {
        let command = shape.command
        let opaque = Set(shape.keys.filter { $0.type == "object" }.map(\.path))
        var found: [String: Set<String>] = [:]
        for command in try #require(Self.commands[command]) {
            let result = try run("\(command) --format json")
            let value = try JSONSerialization.jsonObject(with: Data(result.out.utf8), options: [.fragmentsAllowed])
            paths(value, "", until: opaque, &found)
        }
        var described: [String: JSONKeys.Key] = [:]
        for key in shape.keys { described[key.path] = key }
        for (path, types) in found.sorted(by: { $0.key < $1.key }) where !types.isEmpty {
            // The columns of a record stand in docs/columns.md.
            if command == "show", !path.hasPrefix("inside"), path != "object" { continue }
            // A group of keys that is not there as a whole.
            if types == ["null"], described.keys.contains(where: { $0.hasPrefix("\(path).") }) { continue }
            if types == ["null"], described["\(path)[]"]?.isNullable == true { continue }
            guard let key = described[path] else {
                Issue.record("\(command) writes \(path), which is not described: \(types)")
                continue
            }
            let allowed: Set = key.isNullable ? [key.type, "null"] : [key.type]
            #expect(types.isSubset(of: allowed), "\(command): \(path) is \(types), described as \(key.type)")
        }
        for key in shape.keys {
            let isOfEmptyList = found.contains { $0.value.isEmpty && key.path.hasPrefix($0.key) }
            #expect(found[key.path] != nil || isOfEmptyList, "\(command) never writes \(key.path)")
        }
    }

    /// The tables of the keys stand in docs/formats.md.
    @Test func theDocumentHoldsTheKeys() throws {
        let file = "docs/formats.md"
        let text = String(decoding: try Checkout.bytes(Checkout.path(file)), as: UTF8.self)
        let marks = ("<!-- The tables down to the next mark are made by `make docs`. -->\n", "<!-- end -->\n")
        let start = try #require(text.firstRange(of: marks.0)?.upperBound)
        let end = try #require(text.firstRange(of: marks.1)?.lowerBound)
        let wanted = text[..<start] + "\n" + JSONKeys.markdown + "\n" + text[end...]
        let difference = try Golden.difference(String(wanted), file)
        #expect(difference == nil, "\(difference ?? "")")
    }
}
