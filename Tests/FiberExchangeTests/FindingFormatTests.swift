import FiberModel
import FiberStore
import Foundation
import TestSupport
import Testing

@testable import FiberExchange
@testable import FiberPlanning

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Findings as other programs take them.
struct FindingFormatTests {
    private func finding(_ subject: String, _ message: String, _ change: (inout Finding) -> Void = { _ in }) -> Finding
    {
        var finding = Finding(
            code: "BND001", severity: .error, kind: .trunk, subject: subject, message: message,
            advice: "fiberplan set \(subject) x=1")
        change(&finding)
        return finding
    }

    private func text(_ report: FindingReport, _ format: FindingFormat, failing: Severity? = .error) throws -> String {
        final class Box { var bytes: [UInt8] = [] }
        let box = Box()
        let context = FindingContext(version: "1", source: "a plant.sqlite", rules: Rules.all, failing: failing)
        try report.write(format, context) { bytes throws(PlantError) in box.bytes += bytes }
        return String(decoding: box.bytes, as: UTF8.self)
    }

    private func report(_ sample: String) throws -> FindingReport {
        var options = ValidationOptions(today: try Day("2026-01-01"))
        options.severity = .info
        let store = try Store.inMemory()
        var files = try PlantImport(folder: Checkout.path("samples/\(sample)"))
        let read = try files.run(into: store, ChangeMetadata(author: "t", command: "t"), keepsPlaces: true)
        return FindingReport(Validator.validate(try store.snapshot(), options), places: read.places)
    }

    /// The line that is told of a finding begins with its object: read back from the file itself.
    @Test func everyFindingHasTheLineOfItsObject() throws {
        let report = try report("faulty-hall")
        var placed = 0
        for finding in report.result.findings {
            guard let place = report.place(of: finding) else {
                // Built-in rows of the catalogue stand in no file.
                #expect(finding.kind == .catalogueEntry, "\(finding)")
                continue
            }
            let lines = try String(contentsOfFile: place.file, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            let row = lines[place.line - 1].replacingOccurrences(of: "\"", with: "")
            // Every part of the name stands on its row; units of racks and their slots are written in several ways.
            for part in finding.subject.split(whereSeparator: { "./:".contains($0) }) {
                #expect(row.contains(part.prefix { $0 != "-" }), "\(finding) at \(place)")
            }
            placed += 1
        }
        #expect(placed > 100)
    }

    /// What the schema of SARIF 2.1.0 says of the objects that we write: their properties, those that must be there, and
    /// what further objects are in them. None of them takes a property that it does not name.
    private static let sarif: [String: (may: Set<String>, must: Set<String>, inside: [String: String])] = [
        "log": (
            ["$schema", "version", "runs", "inlineExternalProperties", "properties"], ["version", "runs"],
            ["runs": "run"]
        ),
        "run": (
            [
                "tool", "invocations", "conversion", "language", "versionControlProvenance", "originalUriBaseIds",
                "artifacts", "logicalLocations", "graphs", "results", "automationDetails", "runAggregates",
                "baselineGuid", "redactionTokens", "defaultEncoding", "defaultSourceLanguage",
                "newlineSequences", "columnKind", "externalPropertyFileReferences", "threadFlowLocations",
                "taxonomies", "addresses", "translations", "policies", "webRequests", "webResponses",
                "specialLocations", "properties",
            ], ["tool"], ["tool": "tool", "results": "result"]
        ),
        "tool": (["driver", "extensions", "properties"], ["driver"], ["driver": "driver"]),
        "driver": (
            [
                "guid", "name", "organization", "product", "productSuite", "shortDescription", "fullDescription",
                "fullName", "version", "semanticVersion", "dottedQuadFileVersion", "releaseDateUtc", "downloadUri",
                "informationUri", "globalMessageStrings", "notifications", "rules", "taxa", "locations", "language",
                "contents", "isComprehensive", "localizedDataSemanticVersion",
                "minimumRequiredLocalizedDataSemanticVersion", "associatedComponent", "translationMetadata",
                "supportedTaxonomies", "properties",
            ], ["name"], ["rules": "rule"]
        ),
        "rule": (
            [
                "id", "deprecatedIds", "guid", "deprecatedGuids", "name", "deprecatedNames", "shortDescription",
                "fullDescription", "messageStrings", "defaultConfiguration", "helpUri", "help", "relationships",
                "properties",
            ], ["id"],
            [
                "shortDescription": "text", "fullDescription": "text", "defaultConfiguration": "configuration",
            ]
        ),
        "text": (["text", "markdown", "properties"], ["text"], [:]),
        "message": (["text", "markdown", "id", "arguments", "properties"], ["text"], [:]),
        "configuration": (["enabled", "level", "rank", "parameters", "properties"], [], [:]),
        "result": (
            [
                "ruleId", "ruleIndex", "rule", "kind", "level", "message", "analysisTarget", "locations", "guid",
                "correlationGuid", "occurrenceCount", "partialFingerprints", "fingerprints", "stacks", "codeFlows",
                "graphs", "graphTraversals", "relatedLocations", "suppressions", "baselineState", "rank", "attachments",
                "hostedViewerUri", "workItemUris", "provenance", "fixes", "taxa", "webRequest", "webResponse",
                "properties",
            ], ["message"], ["message": "message", "locations": "location", "suppressions": "suppression"]
        ),
        "location": (
            [
                "id", "physicalLocation", "logicalLocations", "message", "annotations", "relationships", "properties",
            ], [], ["physicalLocation": "physical", "logicalLocations": "logical"]
        ),
        "logical": (
            ["name", "index", "fullyQualifiedName", "decoratedName", "parentIndex", "kind", "properties"], [], [:]
        ),
        "physical": (
            ["address", "artifactLocation", "region", "contextRegion", "properties"], [],
            ["artifactLocation": "artifact", "region": "region"]
        ),
        "artifact": (["uri", "uriBaseId", "index", "description", "properties"], [], [:]),
        "region": (
            [
                "startLine", "startColumn", "endLine", "endColumn", "charOffset", "charLength", "byteOffset",
                "byteLength", "snippet", "message", "sourceLanguage", "properties",
            ], [], [:]
        ),
        "suppression": (
            ["guid", "kind", "status", "justification", "location", "properties"], ["kind"], [:]
        ),
    ]
    private static let sarifWords: [String: Set<String>] = [
        "level": ["none", "note", "warning", "error"], "columnKind": ["utf16CodeUnits", "unicodeCodePoints"],
        "version": ["2.1.0"],
    ]

    private func expectSchema(_ value: Any, _ type: String, _ place: String) throws {
        if let list = value as? [Any] {
            for (index, item) in list.enumerated() { try expectSchema(item, type, "\(place)[\(index)]") }
            return
        }
        let object = try #require(value as? [String: Any], "\(place)")
        let schema = try #require(Self.sarif[type])
        let keys = Set(object.keys)
        #expect(keys.isSubset(of: schema.may), "\(place): \(keys.subtracting(schema.may))")
        #expect(schema.must.isSubset(of: keys), "\(place): \(schema.must.subtracting(keys))")
        for (key, word) in object where type != "driver" {
            if let word = word as? String, let words = Self.sarifWords[key] {
                #expect(words.contains(word), "\(place).\(key)")
            }
        }
        if type == "region" { for number in object.values { #expect((number as? Int ?? 0) >= 1, "\(place)") } }
        if type == "suppression" {
            #expect(["inSource", "external"].contains(object["kind"] as? String ?? ""), "\(place)")
        }
        for (key, inner) in schema.inside {
            if let own = object[key] { try expectSchema(own, inner, "\(place).\(key)") }
        }
    }

    @Test(arguments: ["faulty-hall", "ai-pod", "two-row-hall"])
    func sarifKeepsToItsSchema(_ sample: String) throws {
        let json = try JSONSerialization.jsonObject(with: Data(try text(try report(sample), .sarif).utf8))
        try expectSchema(json, "log", "log")
    }

    @Test func sarifHoldsEveryFindingOnce() throws {
        let report = try report("faulty-hall")
        let json = try JSONSerialization.jsonObject(with: Data(try text(report, .sarif).utf8)) as? [String: Any]
        let run = try #require((json?["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
        #expect(rules == Rules.all.map(\.code))
        #expect(results.count == report.result.findings.count + report.result.waived.count)
        #expect(results.count { $0["suppressions"] != nil } == report.result.waived.count)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index] == result["ruleId"] as? String)
            #expect(["error", "warning", "note"].contains(result["level"] as? String))
        }
        let prints = results.compactMap { ($0["partialFingerprints"] as? [String: String])?["finding/v1"] }
        #expect(prints.count == results.count)
    }

    private final class Counter: NSObject, XMLParserDelegate {
        var counts: [String: Int] = [:]
        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) {
            counts[name, default: 0] += 1
        }
    }

    @Test(arguments: [Severity.error, .warning, .info, nil])
    func junitCountsWhatFails(_ failing: Severity?) throws {
        let report = try report("faulty-hall")
        let counter = Counter()
        let parser = XMLParser(data: Data(try text(report, .junit, failing: failing).utf8))
        parser.delegate = counter
        #expect(parser.parse())
        let failures = report.result.findings.count { finding in failing.map { finding.severity >= $0 } ?? false }
        #expect(counter.counts["failure", default: 0] == failures)
        #expect(counter.counts["skipped"] == report.result.waived.count)
        #expect(counter.counts["testsuite"] == Rules.all.count)
    }

    @Test func hostileNamesStayText() throws {
        let name = "<script>\"'&,:%\n::error::x]]>"
        var result = ValidationResult()
        result.findings = [finding(name, "\(name) is bad") { $0.place = name }]
        let report = FindingReport(result)
        #expect(XMLParser(data: Data(try text(report, .junit).utf8)).parse())
        #expect(try text(report, .github).split(separator: "\n").count == 1)
        #expect(try !text(report, .html).contains("<script"))
        #expect((try? JSONSerialization.jsonObject(with: Data(try text(report, .sarif).utf8))) != nil)
    }

    @Test func onlyWhatIsAlikeIsToldAsOne() throws {
        let alike = (1...6).map { finding("T\($0)", "T\($0) is too short") }
        #expect(FindingGroup.groups(of: alike).map(\.subjects) == ["T1, T2, T3 and 3 more"])
        // Few are told one by one; another number, and another object whose name begins so, is another thing.
        #expect(FindingGroup.groups(of: Array(alike.prefix(4))).count == 4)
        let apart = (1...6).map { finding("T\($0)", "T\($0)2 is in the way") }
        #expect(FindingGroup.groups(of: apart).count == 6)
        let measured = (1...6).map { number in
            finding("T\(number)", "is too short") {
                $0.actual = Measure(count: number, "m")
                $0.limit = Measure(count: 9, "m")
            }
        }
        #expect(FindingGroup.groups(of: measured).count == 6)
    }
}
