/// The places of a list that is separated by blanks, of which names may have some themselves: the longest parts that are
/// places.
///
/// What is none is handed out up to the next place or port, with nil for its place, so that whoever reads it can tell what is wrong
/// with it. O(words × ``longestName``) questions.
package func placeList<Place>(
    _ text: String, read: (String) throws(PlantError) -> Place?
) throws(PlantError) -> [(text: String, place: Place?)] {
    let words = text.split(separator: " ").map(String.init)
    var places: [(text: String, place: Place?)] = []
    // What is no place so far.
    var unknown: [String] = []
    func flush() {
        if !unknown.isEmpty { places.append((unknown.joined(separator: " "), nil)) }
        unknown = []
    }
    var start = 0
    while start < words.count {
        var found: (end: Int, place: Place)?
        for end in stride(from: min(words.count, start + longestName), to: start, by: -1) where found == nil {
            if let place = try read(words[start..<end].joined(separator: " ")) { found = (end, place) }
        }
        if let found {
            flush()
            places.append((words[start..<found.end].joined(separator: " "), found.place))
        } else {
            unknown.append(words[start])
            if words[start].contains(":") { flush() }
        }
        start = found?.end ?? start + 1
    }
    flush()
    return places
}

/// The most words that a name in a list is looked for with.
private let longestName = 12
