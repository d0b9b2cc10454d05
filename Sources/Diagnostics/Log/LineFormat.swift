/// How an entry becomes one line. Control characters are always escaped: nothing logged can fake a second line or
/// talk to the terminal.
enum LineFormat: Sendable {
    case marked
    case terminal
    case json

    func line(_ record: LogRecord, revealingText: Bool) -> String {
        switch self {
        case .marked: "<\(record.event.level.rawValue)>" + readable(record, revealingText: revealingText)
        case .terminal: "\(record.event.level.name): " + readable(record, revealingText: revealingText)
        case .json: object(record, revealingText: revealingText)
        }
    }

    private func readable(_ record: LogRecord, revealingText: Bool) -> String {
        let fields = record.fields.map { " \($0.name)=\(quoted($0.text(revealingText: revealingText)))" }
        return "\(record.event.name): " + escaped(record.message) + fields.joined()
    }

    private func object(_ record: LogRecord, revealingText: Bool) -> String {
        var object = JSONLine()
        object.add("level", record.event.level.name)
        object.add("event", record.event.name)
        object.add("message", record.message)
        object.add("mono_us", record.time.microseconds)
        object.add("wall_us", record.wallClock.microseconds)
        for field in record.fields {
            switch field.value(revealingText: revealingText) {
            case .text(let text): object.add(field.name, text)
            case .number(let number): object.add(field.name, number)
            }
        }
        return object.text
    }
}

extension LineFormat {
    private func quoted(_ text: String) -> String {
        let plain = !text.isEmpty && text.unicodeScalars.allSatisfy { $0 != " " && $0 != "\"" && $0 != "=" }
        return plain ? escaped(text) : "\"\(escaped(text, quotes: true))\""
    }

    /// C0 and C1 controls, and the marks that turn the direction of writing, in visible form.
    private func escaped(_ text: String, quotes: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: result += "\\n"
            case 0x22 where quotes: result += "\\\""
            case 0x00...0x1F, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069:
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
