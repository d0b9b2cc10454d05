/// Why there is no connection to the sound server.
enum LinkFailure: Equatable, Sendable {
    /// Nobody listens there.
    case unreachable(String)
    /// It took the connection and closed it before a word was said. A full PulseAudio does that, and so does a dying one.
    case closedAtTheDoor
    /// It knows us and does not want us.
    case denied(String)
    /// A working connection ended.
    case lost(String)
    /// It took the connection and then said nothing.
    case silent
}
