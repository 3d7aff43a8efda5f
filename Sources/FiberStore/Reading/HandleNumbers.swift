import FiberModel

/// Handles for keys of the database, which can be larger: numbered as they are met.
struct HandleNumbers<Object> {
    private var keys: [Int64] = []
    private var numbers: [Int64: Int] = [:]

    mutating func handle(_ key: Int64) -> Handle<Object> {
        if let known = numbers[key] { return Handle(index: known) }
        numbers[key] = keys.count
        keys.append(key)
        return Handle(index: keys.count - 1)
    }

    func key(_ handle: Handle<Object>) -> Int64 { keys.indices.contains(handle.index) ? keys[handle.index] : -1 }
}
