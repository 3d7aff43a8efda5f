/// The life of a trunk or cord. A retired one holds no port and carries no light.
public enum Status: String, Sendable, CaseIterable { case planned, installed, tested, retired }
