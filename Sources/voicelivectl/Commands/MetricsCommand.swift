import ControlProtocol

extension CommandTable {
    static let metrics = Command(
        name: "metrics", arguments: "[--to FILE]",
        about: "Counters as OpenMetrics text; with --to a whole file at once, for node_exporter's text files.",
        values: ["to"]
    ) { (session) throws(Failure) in
        let found = try session.connect().call(DaemonMetrics.self, DaemonMetrics.Params())
        guard let text = found.text else { throw Failure(.protocol, "the daemon has no metrics") }
        guard let path = session.arguments["to"] else {
            session.terminal.result(text.hasSuffix("\n") ? String(text.dropLast()) : text)
            return
        }
        // Its reader knows the older format only, in which the end has no mark.
        let plain = text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0 != "# EOF" }
        try writeWhole([(path, Array(plain.joined(separator: "\n").utf8))])
    }
}
