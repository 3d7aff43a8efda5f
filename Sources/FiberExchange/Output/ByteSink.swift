import FiberModel

/// Where bytes go: standard output or a file.
public typealias ByteSink = ([UInt8]) throws(PlantError) -> Void
