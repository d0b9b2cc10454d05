import ControlProtocol

extension CommandTable {
    static let metrics = Command(
        name: "metrics", arguments: "[--textfile FILE]",
        about: "Counters and timings as OpenMetrics, or into a file for node_exporter's textfile collector.",
        values: ["textfile"]
    ) { (session) throws(Failure) in
        let answer = try session.connect().call(DaemonMetrics.self, DaemonMetrics.Params())
        let text = answer.text ?? ""
        guard let path = session.arguments["textfile"] else {
            return session.show(answer.wire) { _ in text.split(separator: "\n").map(String.init) }
        }
        try writeWhole([(path, Array(ClassicMetrics.text(text).utf8))])
    }
}

/// OpenMetrics in Prometheus' older text format, which text files must have: a counter is named as its sample, an info is
/// a gauge, and nothing marks the end.
enum ClassicMetrics {
    static func text(_ openMetrics: String) -> String {
        var (counters, infos): (Set<String>, Set<String>) = ([], [])
        var lines: [String] = []
        for line in openMetrics.split(separator: "\n") where line != "# EOF" {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            guard words.count == 4, words[0] == "#", words[1] == "TYPE" || words[1] == "HELP" else {
                lines.append(String(line))
                continue
            }
            var (name, rest) = (words[2], words[3])
            if words[1] == "TYPE", rest == "counter" { counters.insert(name) }
            if words[1] == "TYPE", rest == "info" {
                rest = "gauge"
                infos.insert(name)
            }
            if counters.contains(name) { name += "_total" }
            if infos.contains(name) { name += "_info" }
            lines.append("# \(words[1]) \(name) \(rest)")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
