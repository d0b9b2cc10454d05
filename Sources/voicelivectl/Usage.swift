/// What a command's line of arguments says about the words that may follow its name.
extension Command {
    var usage: String { "voicelivectl " + name + (arguments.isEmpty ? "" : " " + arguments) }

    /// `nil` for any number. Options, in brackets or with a value behind them, are no words; nor is what a shell does.
    var mostWords: Int? {
        var count = 0
        var skipsNext = false
        for part in parts {
            if skipsNext {
                skipsNext = false
            } else if part.hasPrefix("[--") {
                continue
            } else if part.hasPrefix("--") || part == ">" {
                skipsNext = true
            } else if part.contains("…") {
                return nil
            } else {
                count += 1
            }
        }
        return count
    }

    /// Cut at spaces outside brackets.
    private var parts: [String] {
        var parts = [""]
        var depth = 0
        for character in arguments {
            switch character {
            case "[": depth += 1
            case "]": depth -= 1
            default: break
            }
            if character == " ", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.filter { !$0.isEmpty }
    }

    func checkWords(_ arguments: Arguments) throws(Failure) {
        guard let mostWords, arguments.words.count > mostWords else { return }
        throw .usage("\"\(visible(arguments.words[mostWords]))\" is one word too many")
    }
}
