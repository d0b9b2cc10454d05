import Configuration
import ControlProtocol

/// `KEY=VALUE`, as people write it.
struct SettingWord {
    let key: String
    let value: JSONValue

    init(_ word: String) throws(Failure) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw .usage("\"\(visible(word))\" is not KEY=VALUE")
        }
        key = parts[0]
        value = Self.value(parts[1])
    }

    /// Numbers, words of logic, lists and quoted text as in a file; anything else is text that a shell took the quotes
    /// of.
    static func value(_ text: String) -> JSONValue {
        let found = try? JSONParser.parse(Array(text.utf8))
        return found.flatMap { $0 == .null ? nil : $0 } ?? .string(text)
    }
}

extension Session {
    /// `--ttl 10m` in milliseconds.
    func lifetime() throws(Failure) -> Int? {
        guard let text = arguments["ttl"] else { return nil }
        guard let time = Quantity.duration(text), time >= .milliseconds(1), time <= .seconds(86_400) else {
            throw .usage("--ttl needs a time such as 90s, 10m or 1h, at most 24h, not \"\(visible(text))\"")
        }
        return Int(time / .milliseconds(1))
    }
}

extension ConfigChange.Applied {
    var words: String {
        switch self {
        case .live: "in force"
        case .nextSession: "in force from the next session"
        case .restart: "waits for a restart"
        }
    }
}
