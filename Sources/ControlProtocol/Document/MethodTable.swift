/// The table of methods and topics for the README.
package enum MethodTable {
    package static let text: String = {
        var lines = ["| method | role | what it does |", "|---|---|---|"]
        for method in ControlMethod.allCases {
            let facts = method.facts
            let urgent = facts.lane == .priority ? " !" : facts.lane == .async ? " ~" : ""
            lines.append("| `\(facts.name)`\(urgent) | \(facts.role.rawValue) | \(facts.about) |")
        }
        lines += ["", "`!` overtakes all others · `~` answers when it is done", ""]
        lines += ["| topic | role | kept | what it tells |", "|---|---|---|---|"]
        for topic in ControlTopic.allCases {
            let facts = topic.facts
            lines.append("| `\(facts.name)` | \(facts.role.rawValue) | \(facts.keeping.rawValue) | \(facts.about) |")
        }
        return lines.joined(separator: "\n")
    }()
}
