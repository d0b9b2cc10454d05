import ControlProtocol

extension CommandTable {
    static let call = Command(
        name: "call", arguments: "METHOD [JSON]", about: "Sends any request and prints its result."
    ) { (session) throws(Failure) in
        let method = try session.arguments.word(0, called: "METHOD")
        let text = session.arguments.words.count > 1 ? session.arguments.words[1] : "{}"
        let params: JSONValue
        do throws(JSONFault) { params = try JSONParser.parse(Array(text.utf8)) } catch {
            throw .usage("the parameters are not JSON: \(error.text) (byte \(error.byte))")
        }
        guard let object = params.object else { throw .usage("the parameters must be a JSON object") }
        session.terminal.result(JSONWriter.text(of: try session.connect().call(method, object)))
    }

    static let schema = Command(
        name: "schema", arguments: "[--man|--table|--daemon]",
        about: "The protocol of this program as OpenRPC, manual page or table; --daemon: what the running daemon says.",
        flags: ["man", "table", "daemon"]
    ) { (session) throws(Failure) in
        if session.arguments.has("daemon") {
            session.terminal.result(JSONWriter.text(of: try session.connect().call("rpc.discover")))
        } else if session.arguments.has("man") {
            session.terminal.result(ManualPage.text)
        } else if session.arguments.has("table") {
            session.terminal.result(MethodTable.text)
        } else {
            session.terminal.result(JSONWriter.text(of: .object(SchemaDocument.openRPC)))
        }
    }

    static let completion = Command(
        name: "completion", arguments: "bash|zsh|fish", about: "Prints a completion script for a shell."
    ) { (session) throws(Failure) in
        let shell = try session.arguments.word(0, called: "the shell")
        guard let script = Completion.script(for: shell) else {
            throw .usage("no completion for \"\(visible(shell))\"", hint: "bash, zsh and fish are known")
        }
        session.terminal.result(script)
    }
}
