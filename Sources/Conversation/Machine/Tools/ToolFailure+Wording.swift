extension ToolFailure {
    /// The code clients know.
    package var code: String {
        switch self {
        case .unknownTool: "tool/unknown"
        case .badArguments: "tool/arguments"
        case .timeout: "tool/timeout"
        case .ownerGone: "tool/gone"
        case .cancelledByPerson: "tool/cancelled"
        case .tooLong: "tool/too_long"
        case .tooMany: "tool/too_many"
        case .refused(let code, _): code
        case .conversationEnded: "tool/ended"
        }
    }

    /// A structured failure that a model can pass on in its own words.
    package var wordingForModel: PrivateText {
        PrivateText(#"{"error":{"code":"\#(Self.escaped(code))","message":"\#(Self.escaped(message))"}}"#)
    }

    private var message: String {
        switch self {
        case .unknownTool: "There is no such tool."
        case .badArguments(let fault): "The arguments do not fit: \(fault)"
        case .timeout: "The tool did not answer in time."
        case .ownerGone: "The tool is no longer available."
        case .cancelledByPerson: "The person interrupted; the tool was cancelled."
        case .tooLong(let limit): "The answer was longer than \(limit) bytes."
        case .tooMany: "Too many tools are running at once."
        case .refused(_, let text): text.text
        case .conversationEnded: "The conversation ended."
        }
    }

    /// As the inside of a JSON string.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
