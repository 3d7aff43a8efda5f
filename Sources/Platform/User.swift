/// The user who runs the program, as the system knows it; nil for a user without an entry.
public enum User {
    /// The name of the user.
    public static var name: String? { entry.flatMap { $0.pw_name }.map { String(cString: $0) } }
    /// The folder that `~` stands for.
    public static var home: String? {
        getenv("HOME").map { String(cString: $0) } ?? entry.flatMap { $0.pw_dir }.map { String(cString: $0) }
    }

    private static var entry: passwd? { getpwuid(geteuid())?.pointee }
}
