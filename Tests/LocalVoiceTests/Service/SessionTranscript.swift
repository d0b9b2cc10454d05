import Testing
import VoiceLiveProtocol

@testable import LocalVoice

/// A session under test and what it ordered, told as short lines.
struct SessionTranscript {
    var session: LocalSession
    private(set) var last: [SessionOrder] = []
    private var milliseconds = 0

    static let lamp = """
        {"type":"function","name":"set_lamp","parameters":{"type":"object","properties":\
        {"state":{"type":"boolean"}},"required":["state"]}}
        """

    init(
        dialect: Dialect = .standard, asksChat: Bool = false, onlyTranscribes: Bool = false,
        recogniser: String = "pocketsphinx"
    ) throws {
        var settings = SessionSettings(id: "sess_1")
        settings.dialect = dialect
        settings.asksChat = asksChat
        settings.onlyTranscribes = onlyTranscribes
        settings.recogniser = recogniser
        settings.expiresAt = 5_000
        settings.intents = [
            Intent(name: "who", examples: ["who are you"], replies: ["I am the box."]),
            Intent(name: "time", examples: ["what time is it"], tool: "local.time", replies: ["It is {result.time}."]),
            Intent(
                name: "warmth", examples: ["set the temperature [to {value}]"],
                slots: [Slot(name: "value", kind: .number(10...90), question: "To what?")], tool: "set_temperature",
                replies: ["{result}", "It is {value} now."]),
        ]
        session = try LocalSession(settings)
    }

    /// The time on the wall is 14:05 of a Thursday.
    private var time: SessionTime {
        SessionTime(
            elapsed: .milliseconds(milliseconds),
            wall: WallTime(year: 2026, month: 1, day: 1, weekday: 4, hour: 14, minute: 5))
    }

    mutating func begin() -> [String] { told(session.begin(at: time)) }

    mutating func wait(_ milliseconds: Int) { self.milliseconds += milliseconds }

    mutating func client(_ json: String) -> [String] {
        do throws(WireError) {
            return put(.client(try ClientMessage(parsing: Array(json.utf8), in: session.settings.dialect)))
        } catch {
            return put(.unreadable(error))
        }
    }

    mutating func put(_ input: SessionInput) -> [String] { told(session.handle(input, at: time)) }

    /// The person says something; the whole turn.
    mutating func say(_ text: String) -> [String] {
        var lines = put(.speechStarted(milliseconds: 1_000))
        lines += put(.speechStopped(milliseconds: 2_000))
        guard
            case .hear(.endTurn(let turn))? = last.first(where: { if case .hear(.endTurn) = $0 { true } else { false } }
            )
        else { return lines }
        return lines + put(.heard(turn: turn, .words(Recognition(text: text, words: [], confidence: 5))))
    }

    /// The voice says all it was told to.
    mutating func speak() -> [String] {
        guard let utterance = session.response?.message?.utterance else { return [] }
        let piece = SoundPiece(
            audio: [1, 2], milliseconds: 500,
            words: [SpokenWord(text: "word", startMilliseconds: 10, durationMilliseconds: 20)])
        return put(.sounded(utterance: utterance, piece)) + put(.saidAll(utterance: utterance))
    }

    /// Events the client gets, whole.
    var events: [ServerEvent] {
        last.compactMap { if case .send(let event) = $0 { event } else { nil } }
    }

    /// What the language model was asked last, and under which number.
    private(set) var request: ChatRequest?
    private(set) var asked: Int?

    var errorCode: String? {
        events.lazy.compactMap { if case .error(let report) = $0 { report.error.code?.rawValue } else { nil } }.first
    }

    private mutating func told(_ orders: [SessionOrder]) -> [String] {
        last = orders
        for case .ask(let number, let request) in orders { (asked, self.request) = (number, request) }
        return orders.compactMap { order in
            switch order {
            case .send(let event): event.type
            case .sendSound(_, let bytes): "sound \(bytes.count)"
            case .speak(_, let text, _, _): "speak: \(text)"
            case .fallSilent: "fall silent"
            case .ask(_, let request): "ask \(request.messages.count - 1): \(request.lastWords)"
            case .stopAsking: "stop asking"
            case .close(let code, _): "close \(code)"
            case .hear: nil
            }
        }
    }
}

extension ChatRequest {
    fileprivate var lastWords: String {
        switch messages.last {
        case .user(let text), .system(let text), .assistant(let text, _), .tool(_, let text): text.text
        case nil: ""
        }
    }
}
