import ControlProtocol

/// A command line taken apart: options anywhere, words in order, `--` ends the options.
struct Arguments {
    private(set) var words: [String] = []
    private var values: [String: [String]] = [:]
    private var flags: Set<String> = []

    /// Options with a value and without one.
    static let commonValues = ["socket", "timeout"]
    static let commonFlags = ["json", "help", "version"]

    init(_ arguments: [String], values: [String], flags: [String]) throws(Failure) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "--" {
                words += rest
                return
            }
            guard word.hasPrefix("--") else {
                words.append(word)
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            if (flags + Self.commonFlags).contains(name), parts.count == 1 {
                self.flags.insert(name)
                // An option whose value may be left out is in both lists; only a number behind it can be its value.
                if values.contains(name), let next = rest.first, Int(next) != nil {
                    self.values[name, default: []].append(rest.removeFirst())
                }
            } else if (values + Self.commonValues).contains(name) {
                guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                    throw .usage("--\(name) needs a value")
                }
                self.values[name, default: []].append(value)
            } else if (flags + Self.commonFlags).contains(name) {
                throw .usage("--\(name) takes no value")
            } else {
                let known = values + flags + Self.commonValues + Self.commonFlags
                throw .usage(
                    "unknown option --\(visible(name))",
                    hint: nearest(to: name, among: known).map { "did you mean --\($0)?" })
            }
        }
    }

    /// The last one counts, where an option was given twice.
    subscript(name: String) -> String? { values[name]?.last }

    /// Every value of an option that may be given several times, in order.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    func number(_ name: String) throws(Failure) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text) else { throw .usage("--\(name) needs a whole number, not \"\(visible(text))\"") }
        return number
    }

    /// The word at `index`, which must be there.
    func word(_ index: Int, called name: String) throws(Failure) -> String {
        guard index < words.count else { throw .usage("\(name) is missing") }
        return words[index]
    }
}
