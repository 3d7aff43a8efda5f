import FiberModel

/// Where the fibres of a link really lead, seen from one of its ends.
public struct LinkView: Hashable, Sendable {
    /// The first fibre that stops on the way.
    public var stop: PathEnd?
    /// The port in which fibres end although it is not that of the other end; nil where they end there, or nowhere.
    public var other: PortHandle?
    /// Two ports in which fibres of this end come out.
    public var split: (PortHandle, PortHandle)?

    var isRight: Bool { stop == nil && other == nil && split == nil }

    /// Whether both ends see the same.
    public static func == (a: LinkView, b: LinkView) -> Bool {
        a.stop == b.stop && a.other == b.other && a.split?.0 == b.split?.0 && a.split?.1 == b.split?.1
    }
    /// Over what is seen.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(stop)
        hasher.combine(other)
    }
}

/// Everything that is wrong with where the light of a link goes: each fault by itself, so that none hides another.
public struct LinkFaults: Sendable {
    /// What the A end sees.
    public var a = LinkView()
    /// What the Z end sees.
    public var z = LinkView()
    /// Whether a fibre on which one end sends comes to where the other end sends as well, and does not listen.
    public var sendsMeet = false
    /// A position of the right port at which light arrives and nothing receives, and the end that sends it.
    public var unlit: (from: End, position: Int)?

    /// The view in which `fault` is seen, that of the A end first.
    public func view<Fault>(_ fault: (LinkView) -> Fault?) -> (from: End, fault: Fault)? {
        fault(a).map { (.a, $0) } ?? fault(z).map { (.z, $0) }
    }
}
