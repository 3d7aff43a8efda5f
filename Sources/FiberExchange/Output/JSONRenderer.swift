import FiberModel

/// Answers as JSON: the whole of one that is more than its rows, else an array with an object a row, which streams.
struct JSONRenderer: Renderer {
    private let sink: ByteSink
    init(_ sink: @escaping ByteSink) { self.sink = sink }

    func render(_ answer: Answer) throws(PlantError) -> Int {
        if let whole = answer.whole {
            try sink(Array(whole().prettyJSON.utf8))
            return 0
        }
        let names = answer.columns(for: .programs).map { answer.columns[$0].name }
        var text = ""
        var count = 0
        try answer.forEachRow(for: .programs) { row throws(PlantError) in
            text += count == 0 ? "[\n  " : ",\n  "
            count += 1
            DataValue.object(Array(zip(names, row).map { ($0, $1) })).write(to: &text, indent: nil)
            guard text.utf8.count > 1 << 16 else { return }
            try sink(Array(text.utf8))
            text.removeAll(keepingCapacity: true)
        }
        text += count == 0 ? "[]\n" : "\n]\n"
        try sink(Array(text.utf8))
        return count
    }
}
