import FiberModel
print("x")
