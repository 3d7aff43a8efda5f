import FiberModel
