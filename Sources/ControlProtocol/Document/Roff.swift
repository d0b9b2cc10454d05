/// Text for man(1).
package struct Roff {
    package private(set) var text = ""

    package init() {}

    package mutating func raw(_ line: String) { text += line + "\n" }
    package mutating func line(_ line: String) { raw(Self.escaped(line)) }
    package mutating func section(_ name: String) { raw(".SH " + Self.escaped(name)) }
    package mutating func subsection(_ name: String) { raw(".SS " + Self.escaped(name)) }
    package mutating func paragraph() { raw(".PP") }

    package mutating func item(_ tag: String, _ text: String) {
        raw(".TP")
        line(tag)
        line(text)
    }

    package mutating func example(_ text: String) {
        raw(".PP")
        raw(".nf")
        for row in text.split(separator: "\n", omittingEmptySubsequences: false) { line(String(row)) }
        raw(".fi")
    }

    private static func escaped(_ line: String) -> String {
        var out = line.first == "." || line.first == "'" ? "\\&" : ""
        for character in line {
            switch character {
            case "\\": out += "\\e"
            case "-", "–", "−": out += "\\-"
            // man's formatter reads ASCII everywhere.
            case "…": out += "..."
            default: out.append(character)
            }
        }
        return out
    }
}
