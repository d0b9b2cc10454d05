import VoiceLiveProtocol

/// What was said and called so far, as a language model is told it. The oldest goes when it becomes too much.
struct ChatHistory: Sendable {
    /// A small model's context is some thousand tokens of about four bytes.
    static let mostBytes = 24 << 10
    static let mostEntries = 64

    private enum Entry: Sendable {
        case system(String)
        case user(String)
        case assistant(Said)

        var bytes: Int {
            switch self {
            case .system(let text), .user(let text): text.utf8.count
            case .assistant(let said): said.text.utf8.count + said.calls.reduce(0) { $0 + $1.bytes }
            }
        }
    }

    private struct Said: Sendable {
        /// The item that was spoken, for cuts.
        var itemID: String?
        var text: String
        var calls: [Call] = []
    }

    private struct Call: Sendable {
        var call: ChatCall
        var output: String?

        var bytes: Int { call.arguments.text.utf8.count + (output?.utf8.count ?? 0) }
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    mutating func addUser(_ text: String) { add(.user(text)) }

    mutating func addSystem(_ text: String) { add(.system(text)) }

    mutating func addAssistant(_ text: String, itemID: String? = nil) {
        add(.assistant(Said(itemID: itemID, text: text)))
    }

    /// The call belongs to what the model said last.
    mutating func addCall(_ call: ChatCall) {
        guard case .assistant(var said)? = entries.last else {
            return add(.assistant(Said(text: "", calls: [Call(call: call)])))
        }
        said.calls.append(Call(call: call))
        entries[entries.count - 1] = .assistant(said)
    }

    mutating func setOutput(_ output: String, of callID: String) {
        for index in entries.indices.reversed() {
            guard case .assistant(var said) = entries[index],
                let place = said.calls.firstIndex(where: { $0.call.id == callID })
            else { continue }
            said.calls[place].output = String(output.prefix(8_192))
            entries[index] = .assistant(said)
            return trim()
        }
    }

    /// Only a part of the item was heard: the model must not think that it said the rest.
    mutating func cut(_ itemID: String, toPart part: Double) {
        for index in entries.indices.reversed() {
            guard case .assistant(var said) = entries[index], said.itemID == itemID else { continue }
            let words = said.text.split(separator: " ")
            said.text = words.prefix(Int(Double(words.count) * min(1, max(0, part)))).joined(separator: " ") + " …"
            entries[index] = .assistant(said)
            return
        }
    }

    /// The conversation as messages. A call without an answer gets one that says so: endpoints refuse it otherwise.
    func messages() -> [ChatMessage] {
        entries.flatMap { entry -> [ChatMessage] in
            switch entry {
            case .system(let text): [.system(PrivateText(text))]
            case .user(let text): [.user(PrivateText(text))]
            case .assistant(let said):
                [.assistant(PrivateText(said.text), calls: said.calls.map(\.call))]
                    + said.calls.map { .tool(callID: $0.call.id, PrivateText($0.output ?? "(no answer yet)")) }
            }
        }
    }

    private mutating func add(_ entry: Entry) {
        entries.append(entry)
        trim()
    }

    private mutating func trim() {
        var bytes = entries.reduce(0) { $0 + $1.bytes }
        while entries.count > 1, bytes > Self.mostBytes || entries.count > Self.mostEntries {
            bytes -= entries.removeFirst().bytes
        }
    }
}
