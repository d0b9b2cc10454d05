/// What a session with a service shall be like. The client below adds what only the endpoint knows (model, formats).
package struct SessionPlan: Equatable, Sendable {
    package var instructions: String
    /// A voice as configured; `nil` leaves the endpoint's own.
    package var voice: VoicePlan?
    package var thinking = ThinkingPlan()
    /// BCP 47; empty lets the service guess, which it does badly.
    package var languages: [String]
    /// Words the recogniser should expect.
    package var phrases: [String]
    /// Whether the person's words are wanted as text.
    package var wantsTranscripts = true
    /// Recognition models of one's own, by language.
    package var ownRecognisers: [String: String] = [:]
    /// A hint for recognisers that take one.
    package var transcriptionPrompt: String?
    package var turnDetection: TurnDetectionPlan
    package var tools: [ToolDescription]
    package var textOnly: Bool
    package var wantsWords: Bool
    package var wantsVisemes: Bool
    package var wantsBlendShapes: Bool
    /// JSON object whose members are added to the session as they are.
    package var extra: String?

    package init(
        instructions: String = "", voice: VoicePlan? = nil, languages: [String] = [], phrases: [String] = [],
        turnDetection: TurnDetectionPlan = .init(), tools: [ToolDescription] = [], textOnly: Bool = false,
        wantsWords: Bool = false, wantsVisemes: Bool = false, wantsBlendShapes: Bool = false,
        extra: String? = nil
    ) {
        self.instructions = instructions
        self.voice = voice
        self.languages = languages
        self.phrases = phrases
        self.turnDetection = turnDetection
        self.tools = tools
        self.textOnly = textOnly
        self.wantsWords = wantsWords
        self.wantsVisemes = wantsVisemes
        self.wantsBlendShapes = wantsBlendShapes
        self.extra = extra
    }
}

/// Who finds the ends of the person's turns, and how patiently. Every value is sent: services' defaults differ.
package struct TurnDetectionPlan: Equatable, Sendable {
    package var kind: TurnDetectionKind
    /// 0…1
    package var threshold: Double
    package var prefixPadding: Duration
    package var silence: Duration
    /// Shorter speech is no turn.
    package var speech: Duration
    /// Words such as "mm-hm" make no turn.
    package var removesFillers: Bool
    /// Extra wait of a semantic detector while a sentence sounds unfinished; `nil` leaves it out.
    package var endOfUtteranceTimeout: Duration?
    package var createsResponse: Bool
    package var interruptsResponse: Bool
    /// The service truncates by its own guess of what was heard. Off: we know better.
    package var autoTruncates: Bool

    package init(
        kind: TurnDetectionKind = .energy, threshold: Double = 0.5, prefixPadding: Duration = .milliseconds(300),
        silence: Duration = .milliseconds(500), speech: Duration = .milliseconds(80), removesFillers: Bool = false,
        endOfUtteranceTimeout: Duration? = nil, createsResponse: Bool = true, interruptsResponse: Bool = true,
        autoTruncates: Bool = false
    ) {
        self.kind = kind
        self.threshold = threshold
        self.prefixPadding = prefixPadding
        self.silence = silence
        self.speech = speech
        self.removesFillers = removesFillers
        self.endOfUtteranceTimeout = endOfUtteranceTimeout
        self.createsResponse = createsResponse
        self.interruptsResponse = interruptsResponse
        self.autoTruncates = autoTruncates
    }
}

/// Who finds the ends of turns.
package enum TurnDetectionKind: String, Equatable, Sendable, CaseIterable {
    /// Nobody but us.
    case none
    case energy
    case semantic
}
