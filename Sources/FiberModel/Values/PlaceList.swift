/// The places of a list that is separated by blanks, of which names may have some themselves: the longest parts that are
/// places.
///
/// What is none is handed out up to the next port, so that whoever reads it can tell what is wrong with it.
/// O(words × ``longestName``) questions.
package func placeList(
    _ text: String, isPlace: (String) throws(PlantError) -> Bool
) throws(PlantError) -> [String] {
    let words = text.split(separator: " ").map(String.init)
    var places: [String] = []
    var start = 0
    while start < words.count {
        let most = min(words.count, start + longestName)
        var end: Int?
        for candidate in stride(from: most, to: start, by: -1) {
            if try isPlace(words[start..<candidate].joined(separator: " ")) {
                end = candidate
                break
            }
        }
        let stop = end ?? (words[start..<most].firstIndex { $0.contains(":") }.map { $0 + 1 }) ?? start + 1
        places.append(words[start..<stop].joined(separator: " "))
        start = stop
    }
    return places
}

/// The most words that a name in a list is looked for with.
private let longestName = 12
