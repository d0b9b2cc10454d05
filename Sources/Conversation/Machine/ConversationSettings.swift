/// How a conversation shall behave.
package struct ConversationSettings: Equatable, Sendable {
    package var plan = SessionPlan()
    /// In order of preference; at least one, or the conversation ends at once.
    package var endpoints: [Endpoint] = []
    package var turns = TurnSettings()
    package var interruption = InterruptionSettings()
    package var uplink = UplinkSettings()
    package var playout = PlayoutSettings()
    package var tools = ToolSettings()
    package var continuity = ContinuitySettings()
    package var budget = BudgetSettings()
    package var idle = IdleSettings()
    /// The longest conversation; the answer that is being spoken then is finished. `nil`: no limit.
    package var longest: Duration?
    package var transcript = TranscriptSettings()
    package var greeting: Greeting?

    package init() {}
}

/// Where a service can be reached, by the name the client below knows.
package struct Endpoint: Equatable, Sendable {
    package var name: EndpointName
    /// `nil`: unknown, so cost is unknown too.
    package var prices: PriceList?

    package init(name: EndpointName, prices: PriceList? = nil) {
        self.name = name
        self.prices = prices
    }
}

/// What is said first.
package enum Greeting: Equatable, Sendable {
    case verbatim(PrivateText)
    /// Thought up by the service under these instructions.
    case instructed(String)
}

/// Who takes turns how.
package struct TurnSettings: Equatable, Sendable {
    package var mode = TurnMode.serverVAD
    package var patience = Patience.normal
    /// Whether the service's language model is asked if the sentence is finished. Only with text models.
    package var asksForEndOfUtterance = false
    /// Shortest sound that services accept as a turn.
    package var shortestCommit = Duration.milliseconds(100)
    /// A response asked for and never begun is given up after this long.
    package var responseTimeout = Duration.seconds(15)
    /// A response that was begun and has stopped coming is given up after this long.
    package var stallTimeout = Duration.seconds(30)

    package init() {}
}

/// Who finds the person's turns.
package enum TurnMode: String, Equatable, Sendable, CaseIterable {
    /// The service, by energy.
    case serverVAD
    /// The service, by sense.
    case semantic
    /// Our own detector, committing by hand.
    case localVAD
    case pushToTalk
    /// No microphone at all.
    case text

    /// The service finds starts and ends by itself.
    package var isServiceJudged: Bool { self == .serverVAD || self == .semantic }
}

/// How long a pause may be before it ends a turn.
package struct Patience: Equatable, Sendable {
    /// For the service's detector and for ours.
    package var silence: Duration
    /// Extra wait of a semantic detector.
    package var endOfUtteranceTimeout: Duration

    package init(silence: Duration, endOfUtteranceTimeout: Duration) {
        self.silence = silence
        self.endOfUtteranceTimeout = endOfUtteranceTimeout
    }

    package static let quick = Patience(silence: .milliseconds(250), endOfUtteranceTimeout: .milliseconds(500))
    package static let normal = Patience(silence: .milliseconds(500), endOfUtteranceTimeout: .milliseconds(1_000))
    package static let patient = Patience(silence: .milliseconds(1_200), endOfUtteranceTimeout: .milliseconds(3_000))
    package static let exam = Patience(silence: .milliseconds(3_000), endOfUtteranceTimeout: .milliseconds(8_000))
}

/// What happens when the person speaks over the answer.
package struct InterruptionSettings: Equatable, Sendable {
    /// What interrupts in a good room.
    package var mode = InterruptionMode.speech
    /// Words that interrupt whatever the mode, except where nobody may.
    package var stopWords: [String] = []
    /// Falls back to a surer mode by itself while the room's echo defeats the canceller.
    package var degrades = true
    package var onSuspicion = SuspicionResponse.pause
    package var sensitivity = BargeInSensitivity()
    /// The service's own "speech started" confirms only where our detector suspects too. For rooms where the service
    /// hears our echo.
    package var serviceNeedsSecond = false
    /// A suspicion that nobody confirms or dismisses ends after this long.
    package var verdictTimeout = Duration.milliseconds(1_000)
    /// A service that interrupts by itself gets this long to do it before we cancel.
    package var serviceGrace = Duration.milliseconds(600)
    /// The sound card gets this long to say what was heard before the last known place is taken.
    package var reportTimeout = Duration.milliseconds(250)

    package init() {}
}

/// What of the person's speaking interrupts the answer. Buttons and typed text always do.
package enum InterruptionMode: String, Equatable, Sendable, CaseIterable {
    case speech
    /// What else is said over the answer waits for its end, and is answered then.
    case stopWord
    case request
    case nothing

    /// What it allows where the room does not limit it; `nil`: nobody may interrupt.
    var inAGoodRoom: DuplexMode? {
        switch self {
        case .speech: .full
        case .stopWord: .stopWord
        case .request: .key
        case .nothing: nil
        }
    }
}

/// What the loudspeaker does while an interruption is suspected.
package enum SuspicionResponse: Equatable, Sendable {
    case pause
    case duck(decibels: Double)
}

/// What of the microphone leaves the box.
package struct UplinkSettings: Equatable, Sendable {
    /// Send only around speech. Off by default: services hear better with all of it.
    package var isGated = false
    /// Sent from before the detected start of speech.
    package var preroll = Duration.milliseconds(400)
    /// Sent after speech in addition to the pause that ends a turn, so that the service can hear the end.
    package var trailing = Duration.milliseconds(1_000)
    /// Sound kept for a new connection; the oldest goes first.
    package var retained = Duration.seconds(30)

    package init() {}
}

/// How answers reach the loudspeaker.
package struct PlayoutSettings: Equatable, Sendable {
    /// Sound queued at once; beyond it an answer is cut off.
    package var capacity = Duration.seconds(600)
    /// The most silence that is inserted in one answer against late deltas.
    package var longestStretch = Duration.milliseconds(100)

    package init() {}
}

/// Bounds of tool calls.
package struct ToolSettings: Equatable, Sendable {
    package var longestOutput = 65_536
    package var mostOpenCalls = 16
    package var approval = ApprovalPolicy.ask
    package var approvalTimeout = Duration.seconds(30)
    package var filler = FillerSettings()
    package var longestTimeout = Duration.seconds(60)

    package init() {}
}

/// What to say when the service wants to call a tool of its own.
package enum ApprovalPolicy: String, Equatable, Sendable, CaseIterable {
    case ask, allow, deny
}

/// What the person hears while tools keep an answer waiting.
package struct FillerSettings: Equatable, Sendable {
    /// `nil`: nothing.
    package var after: Duration?
    /// `nil`: a soft tone.
    package var words: PrivateText?

    package init() {}
}

/// What happens when no endpoint can be reached.
package enum OutagePolicy: String, Equatable, Sendable, CaseIterable {
    /// Goes on trying until the limit, then ends.
    case retry
    /// Goes on trying for ever; from the limit on the microphone rests.
    case pause
    /// Ends when every endpoint was tried once.
    case end
}

/// How one conversation survives many connections.
package struct ContinuitySettings: Equatable, Sendable {
    /// Before the session's end, the first quiet moment is used.
    package var renewalLead = Duration.seconds(120)
    /// Before the session's end, quiet or not.
    package var hardLead = Duration.seconds(15)
    /// An old connection may bring late transcripts for this long.
    package var linger = Duration.seconds(3)
    /// An attempt that neither works nor fails.
    package var connectTimeout = Duration.seconds(10)
    package var firstWait = Duration.milliseconds(500)
    package var longestWait = Duration.seconds(60)
    /// While the box waits for its clock to be set. Does not grow: that may take minutes, and is over at once.
    package var clockWait = Duration.seconds(5)
    /// A line that has been down for this long is left for the next endpoint.
    package var fallbackAfter = Duration.seconds(3)
    package var onOutage = OutagePolicy.retry
    /// An outage longer than this has the policy's consequence; `nil`: never.
    package var longestOutage: Duration?
    /// How often the preferred endpoint is tried while another one serves.
    package var returnAfter = Duration.seconds(30)
    /// History given to a new connection, in estimated tokens.
    package var historyTokens = 8_000
    /// Added to the answer that a cut line broke off.
    package var resumeInstructions =
        "The line was interrupted while you were speaking. Continue briefly where the listener stopped hearing you."
    /// Said on arrival at a fallback endpoint, if anything.
    package var fallbackNotice: PrivateText?
    /// Seed of the jitter between attempts.
    package var seed: UInt64 = 0x5EED

    package init() {}
}

/// Caps on spending.
package struct BudgetSettings: Equatable, Sendable {
    package var perSession: Cost?
    package var perDay: Cost?
    /// Tokens of all kinds; needs no price.
    package var tokensPerSession: Int?
    /// A warning comes when this part of a cap is used. 0…1
    package var warnAt = 0.8
    /// Said before the end, if anything.
    package var farewell: PrivateText?

    package init() {}
}

/// Prices per 1,000 tokens, and of a minute's connection. `nil` is unknown, which is not free; but where only time has
/// a price, tokens cost nothing.
package struct PriceList: Equatable, Sendable {
    package var inputText: Cost?
    package var inputAudio: Cost?
    package var cachedText: Cost?
    package var cachedAudio: Cost?
    package var outputText: Cost?
    package var outputAudio: Cost?
    package var perMinute: Cost?

    package init(
        inputText: Cost? = nil, inputAudio: Cost? = nil, cachedText: Cost? = nil, cachedAudio: Cost? = nil,
        outputText: Cost? = nil, outputAudio: Cost? = nil, perMinute: Cost? = nil
    ) {
        self.inputText = inputText
        self.inputAudio = inputAudio
        self.cachedText = cachedText
        self.cachedAudio = cachedAudio
        self.outputText = outputText
        self.outputAudio = outputAudio
        self.perMinute = perMinute
    }
}

/// When silence ends a conversation.
package struct IdleSettings: Equatable, Sendable {
    /// `nil`: never.
    package var timeout: Duration?
    package var warning = Duration.seconds(10)

    package init() {}
}

/// When lines of the transcript are given out.
package struct TranscriptSettings: Equatable, Sendable {
    /// Later lines wait this long for an earlier one that is not written down yet.
    package var patience = Duration.seconds(5)

    package init() {}
}
