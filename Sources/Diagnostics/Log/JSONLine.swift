/// Writes one flat JSON object. Small on purpose: this module has no use for a whole JSON library.
struct JSONLine {
    private var members: [String] = []

    mutating func add(_ name: String, _ text: String) {
        members.append(Self.string(name) + ":" + Self.string(text))
    }

    mutating func add(_ name: String, _ number: Int64) {
        members.append(Self.string(name) + ":" + String(number))
    }

    var text: String { "{" + members.joined(separator: ",") + "}" }

    private static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: result += "\\\""
            case 0x5C: result += "\\\\"
            case 0x0A: result += "\\n"
            case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: result += escape(scalar.value)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
