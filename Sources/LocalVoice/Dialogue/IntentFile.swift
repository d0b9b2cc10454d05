import Configuration

/// Intents and words of one file. The notation is explained at the head of `Config/local/car.toml`.
package struct IntentFile: Sendable, Equatable {
    package static let largestBytes = 1 << 20

    package var language = "en-US"
    package var intents: [Intent] = []
    /// The dialogue's own words that the file names.
    package var words: [String: String] = [:]

    /// Why a file cannot be used; says where, what and what would do.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package var file: String
        package var line: Int
        package var column: Int
        package var problem: String

        init(_ place: Place, _ problem: String) {
            (file, line, column) = (place.file, place.line, place.column)
            self.problem = problem
        }

        /// Of the file as a whole.
        init(file: String, _ problem: String) {
            self.file = file
            (line, column) = (1, 1)
            self.problem = problem
        }

        package var description: String { "\(file):\(line):\(column): \(problem)" }
    }

    package init() {}

    package init(_ bytes: [UInt8], file: String) throws(Fault) {
        let root: TomlNode
        do throws(TomlSyntaxError) { root = try TomlParser.parse(bytes, file: file) } catch {
            throw Fault(error.place, error.reason)
        }
        for entry in root.table ?? [] {
            switch entry.key {
            case "language": language = try TomlReading.text(entry.value)
            case "words": words = try Self.words(entry.value)
            case "intent":
                for intent in try TomlReading.table(entry.value) { intents.append(try IntentReading.intent(intent)) }
            default: throw TomlReading.unknown(entry, among: ["language", "words", "intent"])
            }
        }
    }

    private static func words(_ node: TomlNode) throws(Fault) -> [String: String] {
        var words: [String: String] = [:]
        for entry in try TomlReading.table(node) {
            guard Phrasebook.keys[entry.key] != nil else {
                throw TomlReading.unknown(entry, among: Phrasebook.keys.keys.sorted())
            }
            words[entry.key] = try TomlReading.text(entry.value)
        }
        return words
    }
}

/// Values of a file, or where they are wrong.
enum TomlReading {
    static func text(_ node: TomlNode) throws(IntentFile.Fault) -> String {
        guard case .string(let text) = node.content else { throw wrong(node, "text in quotes") }
        return text
    }

    static func texts(_ node: TomlNode) throws(IntentFile.Fault) -> [String] {
        if case .string(let text) = node.content { return [text] }
        guard case .array(let elements) = node.content else { throw wrong(node, "a list of texts") }
        var texts: [String] = []
        for element in elements { texts.append(try text(element)) }
        return texts
    }

    static func table(_ node: TomlNode) throws(IntentFile.Fault) -> [TomlEntry] {
        guard let entries = node.table else { throw wrong(node, "a table") }
        return entries
    }

    static func truth(_ node: TomlNode) throws(IntentFile.Fault) -> Bool {
        guard case .boolean(let truth) = node.content else { throw wrong(node, "true or false") }
        return truth
    }

    static func range(_ node: TomlNode) throws(IntentFile.Fault) -> ClosedRange<Int> {
        guard case .array(let ends) = node.content, ends.count == 2, case .integer(let low) = ends[0].content,
            case .integer(let high) = ends[1].content, low <= high, low >= -99, high <= 999
        else { throw IntentFile.Fault(node.place, "expected [low, high] with whole numbers from -99 to 999") }
        return low...high
    }

    static func wrong(_ node: TomlNode, _ wanted: String) -> IntentFile.Fault {
        IntentFile.Fault(node.place, "expected \(wanted), found \(node.kindName)")
    }

    static func unknown(_ entry: TomlEntry, among known: [String]) -> IntentFile.Fault {
        IntentFile.Fault(
            entry.keyPlace, "unknown key \"\(entry.key)\"; here may stand \(known.joined(separator: ", "))")
    }
}
