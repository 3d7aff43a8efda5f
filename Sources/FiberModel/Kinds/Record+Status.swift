extension Record {
    /// How far a cord or trunk is; nil for every other kind.
    package var status: Status? {
        switch value {
        case let cord as Cord: cord.status
        case let trunk as Trunk: trunk.status
        default: nil
        }
    }
}
