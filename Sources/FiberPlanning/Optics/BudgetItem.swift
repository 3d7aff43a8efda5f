import FiberModel

/// A term of a budget.
public struct BudgetItem: Sendable {
    public enum What: Hashable, Sendable {
        case cord(CordHandle)
        case frontPair(FrontPlug)
        case rearPair(TrunkHandle, UnitHandle)
        /// A cord's plug and a trunk's that meet in an adapter panel.
        case adapterPair(FrontPlug, TrunkHandle)
        case splices(String)
        case fibre(TrunkHandle)
        case bends(TrunkHandle)
        case measured(TrunkHandle, strand: Int)
        /// Something that is only supposed.
        case supposed(String)
    }
    public let what: What
    public let loss: Loss
}
/// A cord's plug in the front of a unit.
public struct FrontPlug: Hashable, Sendable {
    public let cord: CordHandle
    public let unit: UnitHandle
}
