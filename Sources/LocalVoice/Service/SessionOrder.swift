package import VoiceLiveProtocol

/// What a session wants done, in order.
package enum SessionOrder: Sendable, Equatable {
    case send(ServerEvent)
    /// Sound, apart from other events because there is so much of it.
    case sendSound(ContentPlace, [UInt8])
    case hear(HearingOrder)
    case speak(utterance: Int, text: String, manner: SpeechManner, format: AudioFormat)
    /// Ends the utterance that is being made.
    case fallSilent
    /// Asks the language model; it is answered by `SessionInput.chat` under this number.
    case ask(Int, ChatRequest)
    case stopAsking
    /// Ends the connection after everything before.
    case close(code: UInt16, reason: String)
}

/// What the session's ear is to do.
package enum HearingOrder: Sendable, Equatable {
    /// Sound as the client sent it.
    case take([UInt8])
    case use(EarSettings)
    case expect(Grammar)
    /// The turn of this number begins, this many milliseconds before now at most.
    case beginTurn(Int, backMilliseconds: Int)
    /// Answered by `SessionInput.heard`.
    case endTurn(Int)
    /// Forget the turn without an answer.
    case dropTurn
}

/// How a client's sound is heard.
package struct EarSettings: Sendable, Equatable {
    package var format = AudioFormat.pcm16
    package var sampleRate = 24_000
    /// `nil`: turns are the client's affair.
    package var detection: Detection? = Detection()

    package struct Detection: Sendable, Equatable {
        /// 0–1; higher is deafer.
        package var threshold = 0.5
        package var silenceMilliseconds = 200

        package init() {}
    }

    package init() {}
}
