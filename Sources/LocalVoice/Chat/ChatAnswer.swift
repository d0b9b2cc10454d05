package import VoiceLiveProtocol

/// A part of a model's answer that something can be done with.
package enum ChatPiece: Sendable, Equatable {
    /// A whole sentence, ready to be spoken.
    case sentence(PrivateText)
    case call(name: String, arguments: PrivateText)
}

/// Why a model's answer cannot be used.
package enum ChatFault: Error, Equatable, CustomStringConvertible {
    case tooLong
    case unreadable(String)
    /// The endpoint said so in the middle of the answer.
    case endpoint(String)
    /// It ended before it was finished.
    case brokenOff
    /// Neither words nor calls.
    case empty
    /// A tool that was not offered, or arguments that are no object.
    case wrongCall(String)
    case stalled(Duration)

    package var description: String {
        switch self {
        case .tooLong: "its answer is too long"
        case .unreadable(let why): "its answer cannot be read: \(why)"
        case .endpoint(let why): "it answers with an error: \(why)"
        case .brokenOff: "its answer broke off"
        case .empty: "its answer is empty"
        case .wrongCall(let why): "it \(why)"
        case .stalled(let limit): "no word for \(limit)"
        }
    }
}

/// Puts the pieces of a streamed answer together. Pure.
struct ChatAnswer: Sendable {
    /// Longer than anybody listens.
    static let mostBytes = 16 << 10
    static let mostCalls = 16

    private let tools: Set<String>
    private var cutter = SentenceCutter()
    private var calls: [Int: OpenCall] = [:]
    private var bytes = 0
    private var hasSpoken = false
    /// The endpoint said that nothing more comes.
    private(set) var isFinished = false

    private struct OpenCall: Sendable {
        var name = ""
        var arguments = ""
    }

    init(tools: [String]) {
        self.tools = Set(tools)
    }

    /// Takes one event. Whether it brought anything is told apart, so that empty events do not keep a dead answer alive.
    mutating func take(_ event: [UInt8]) throws(ChatFault) -> (pieces: [ChatPiece], isNews: Bool) {
        if event.elementsEqual("[DONE]".utf8) {
            isFinished = true
            return ([], true)
        }
        let json: JSONValue
        do { json = try JSONValue(parsing: event) } catch { throw .unreadable(error.problem) }
        if json["error"] != .null {
            throw .endpoint(
                Self.printable(json["error"]["message"].string ?? json["error"].string ?? "no reason given"))
        }
        guard let choice = json["choices"].array?.first else { return ([], false) }
        // An endpoint that does not stream answers with the whole message.
        let delta = choice["delta"] == .null ? choice["message"] : choice["delta"]
        let text = delta["content"].string ?? ""
        try count(text.utf8.count)
        for (place, call) in (delta["tool_calls"].array ?? []).enumerated() { try take(call, place) }
        if choice["finish_reason"].string != nil { isFinished = true }
        let isNews = !text.isEmpty || delta["tool_calls"].array?.isEmpty == false || isFinished
        return (sentences(cutter.take(text)), isNews)
    }

    /// What is left when the stream has ended.
    mutating func finish() throws(ChatFault) -> [ChatPiece] {
        guard isFinished else { throw .brokenOff }
        var pieces = sentences(cutter.finish())
        for (_, call) in calls.sorted(by: { $0.key < $1.key }) {
            guard tools.contains(call.name) else { throw .wrongCall("calls a tool that does not exist") }
            let arguments = call.arguments.isEmpty ? "{}" : call.arguments
            guard let json = try? JSONValue(parsing: Array(arguments.utf8)), json.object != nil else {
                throw .wrongCall("calls a tool with arguments that are no JSON object")
            }
            pieces.append(.call(name: call.name, arguments: PrivateText(arguments)))
        }
        if pieces.isEmpty, !hasSpoken { throw .empty }
        return pieces
    }

    private mutating func take(_ call: JSONValue, _ place: Int) throws(ChatFault) {
        let index = call["index"].int ?? place
        guard (0..<Self.mostCalls).contains(index) else { throw .wrongCall("calls too many tools at once") }
        var open = calls[index] ?? OpenCall()
        let name = call["function"]["name"].string ?? ""
        // Some endpoints repeat the whole name with every piece.
        if open.name.isEmpty { open.name = name }
        let arguments = call["function"]["arguments"]
        // And some send the arguments as an object.
        let text = arguments.string ?? (arguments.object == nil ? "" : arguments.text)
        open.arguments += text
        try count(name.utf8.count + text.utf8.count)
        calls[index] = open
    }

    private mutating func count(_ more: Int) throws(ChatFault) {
        bytes += more
        if bytes > Self.mostBytes { throw .tooLong }
    }

    private mutating func sentences(_ texts: [String]) -> [ChatPiece] {
        if !texts.isEmpty { hasSpoken = true }
        return texts.map { .sentence(PrivateText($0)) }
    }

    private static func printable(_ text: String) -> String {
        String(text.prefix(200).map { $0.isNewline || $0.asciiValue.map { $0 < 32 } == true ? " " : $0 })
    }
}
