package import VoiceLiveProtocol

/// What a session is given when it begins.
package struct SessionSettings: Sendable {
    package var id: String
    package var dialect = Dialect.standard
    package var model = "voicelive-local"
    package var language = "en-US"
    /// The recogniser's name, as clients are told it.
    package var recogniser = "pocketsphinx"
    /// The pause that ends a turn when the client does not say.
    package var silenceMilliseconds = 200
    package var manner = SpeechManner()
    package var expiresAt: Int?
    /// Intents of the box. Those with a tool count while the client has that tool.
    package var intents: [Intent] = []
    package var phrasebook = Phrasebook()
    /// Whether a language model is asked before the dialogue.
    package var asksChat = false
    /// Nothing is answered: the client's own phrases are listened for, and written down as soon as one is heard.
    package var onlyTranscribes = false

    package init(id: String) {
        self.id = id
    }
}

/// One client's session: what happens goes in, what to send and do comes out. Pure; knows no socket, engine or clock.
///
/// Each part of it stands in a file of its own: what the client says, turns, items, responses.
package struct LocalSession: Sendable {
    let settings: SessionSettings
    var terms: SessionTerms
    var dialogue: Dialogue
    var expected: Grammar?
    var items = SessionItems()
    /// What the client did not yet get an answer to.
    var unread: [Unread] = []
    /// The newest answer that the client told of, and did not get from here.
    var pastAnswer: String?
    var turn: OpenTurn?
    /// Ended turns that the recogniser has not answered, oldest first.
    var waiting: [EndedTurn] = []
    var response: ActiveResponse?
    /// An answer that is due when the present one has ended.
    var owesResponse = false
    /// Who waits for the output of each call.
    var calls: [String: ActiveResponse.CallOwner] = [:]
    /// The dialogue's calls that follow in later answers, where an answer may hold one call only.
    var heldCalls: [ActiveResponse.PlannedCall] = []
    /// What the client was told that the box does not do.
    var warned: Set<String> = []
    /// The conversation as the language model knows it.
    var history = ChatHistory()
    var bufferedBytes = 0
    var input = TokenEstimate()
    /// What was spoken last, for truncation by estimate.
    var lastSpoken: (id: String, began: Duration, milliseconds: Int)?
    private var numbers = 0
    var orders: [SessionOrder] = []
    var now = SessionTime(elapsed: .zero, wall: WallTime(year: 1970, month: 1, day: 1, weekday: 4, hour: 0, minute: 0))

    enum Unread: Sendable, Equatable {
        case text(String)
        case heard(Heard)
        case output(ActiveResponse.CallOwner, ToolOutput)
    }

    struct OpenTurn: Sendable {
        var number: Int
        var itemID: String
        /// With the padding before the first syllable.
        var startMilliseconds: Int
        var speechMilliseconds = 0
        /// The words are written down already.
        var isWritten = false
    }

    struct EndedTurn: Sendable {
        var number: Int
        var itemID: String
        /// Shorter than any word: what the dialogue does not know of it was a rustle.
        var isBrief = false
        var isWritten = false
    }

    /// - Throws: what is wrong with an example of the intents.
    package init(_ settings: SessionSettings) throws(PhrasePattern.Fault) {
        self.settings = settings
        terms = SessionTerms(silenceMilliseconds: settings.silenceMilliseconds, manner: settings.manner)
        dialogue = try Dialogue(
            intents: DialogueTools.intents(of: settings.intents, tools: []), phrasebook: settings.phrasebook)
    }

    package mutating func begin(at time: SessionTime) -> [SessionOrder] {
        now = time
        send(.sessionCreated(SessionReport(session: report)))
        orders.append(.hear(.use(terms.ear)))
        return finish()
    }

    package mutating func handle(_ input: SessionInput, at time: SessionTime) -> [SessionOrder] {
        now = time
        switch input {
        case .client(let message): take(message)
        case .unreadable(let error): refuse(error)
        case .speechStarted(let milliseconds): speechStarted(milliseconds)
        case .speechStopped(let milliseconds): speechStopped(milliseconds)
        case .heard(let turn, let heard): take(heard, of: turn)
        case .glimpsed(let turn, let found): glimpsed(found, of: turn)
        case .hearingFailed(let turn, let reason): hearingFailed(turn, reason)
        case .sounded(let utterance, let piece): sounded(utterance, piece)
        case .saidAll(let utterance): saidAll(utterance)
        case .speechFailed(let utterance): speechFailed(utterance)
        case .chat(let number, let piece): take(piece, of: number)
        case .chatEnded(let number): chatEnded(number)
        case .chatFailed(let number, let reason): chatFailed(number, reason)
        case .expired: expire()
        }
        return finish()
    }

    /// Tells the recogniser when what may be said has changed.
    private mutating func finish() -> [SessionOrder] {
        let grammar = settings.onlyTranscribes ? Spotting.grammar(of: terms.phrases) : dialogue.grammar
        if grammar != expected, !settings.onlyTranscribes || !grammar.entries.isEmpty {
            expected = grammar
            orders.append(.hear(.expect(grammar)))
        }
        defer { orders = [] }
        return orders
    }

    private mutating func expire() {
        fail("session_expired", "the session reached its greatest length", type: "invalid_request_error")
        orders.append(.close(code: 1_001, reason: "session expired"))
    }

    // MARK: Words

    var report: Session {
        var session = terms.report(id: settings.id, model: settings.model, expiresAt: settings.expiresAt)
        session.voice = told(terms.voice, terms.manner)
        if !followsInstructions { session.instructions = "" }
        if terms.transcribes {
            session.transcription = .value(
                InputTranscription(
                    model: TranscriptionModel(rawValue: settings.recogniser), language: settings.language))
        }
        return session
    }

    /// A voice of the box under its own name. In Voice Live the type "openai" has names of its own, and ours are none.
    func told(_ voice: Voice, _ manner: SpeechManner) -> Voice {
        var told = voice
        if settings.dialect.isVoiceLive, voice.kind == .openAI { told.kind = .azureStandard }
        told.name = manner.voice.rawValue
        return told
    }

    /// Only a language model does.
    var followsInstructions: Bool { settings.asksChat }

    mutating func send(_ event: ServerEvent) {
        orders.append(.send(event))
    }

    mutating func newID(_ kind: String) -> String {
        "\(kind)_\(settings.id.suffix(12))_\(nextNumber())"
    }

    mutating func nextNumber() -> Int {
        numbers += 1
        return numbers
    }

    mutating func fail(
        _ code: ErrorCode, _ message: String, type: String = "invalid_request_error", param: String? = nil,
        eventID: String? = nil
    ) {
        send(
            .error(
                ErrorReport(
                    error: ServiceError(type: type, code: code, message: message, param: param, eventID: eventID))))
    }
}
