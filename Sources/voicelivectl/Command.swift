import ControlProtocol

/// One command: how it is called and what it does. A new command is a value in a file of `Commands/`, and its place in
/// `CommandTable`.
struct Command: Sendable {
    /// One or two words.
    let name: String
    /// What follows the name on the command line.
    let arguments: String
    let about: String
    /// Options with a value, and without; in both lists one whose value, a number, may be left out.
    var values: [String] = []
    var flags: [String] = []
    let run: @Sendable (Session) throws(Failure) -> Void
}

/// What a running command has at hand.
struct Session {
    let arguments: Arguments
    let terminal: Terminal
    let places: SocketPlaces
    let timeout: Int

    var wantsJSON: Bool { arguments.has("json") }

    func connect() throws(Failure) -> Connection {
        try Connection(places, timeout: timeout)
    }

    /// Prints the result as one line of JSON when that is wanted, else what `text` makes of it.
    func show(_ result: JSONValue, _ text: (JSONValue) -> [String]) {
        if wantsJSON {
            terminal.result(JSONWriter.text(of: result))
        } else {
            for line in text(result) { terminal.result(line) }
        }
    }
}
