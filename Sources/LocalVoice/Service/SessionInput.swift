package import VoiceLiveProtocol

/// What happens to a session.
package enum SessionInput: Sendable {
    case client(ClientMessage)
    /// A text that is no message, or a message with an unreadable field.
    case unreadable(WireError)
    /// Speech began; milliseconds of all sound heard in this session, without the padding before it.
    case speechStarted(milliseconds: Int)
    case speechStopped(milliseconds: Int)
    /// What the recogniser made of the turn of this number.
    case heard(turn: Int, Heard)
    /// What it made of it so far; told once a turn at most, and before `heard`.
    case glimpsed(turn: Int, Recognition)
    /// The recogniser is not there or broke; why.
    case hearingFailed(turn: Int, String)
    /// A piece of an utterance, in the session's output format.
    case sounded(utterance: Int, SoundPiece)
    case saidAll(utterance: Int)
    case speechFailed(utterance: Int)
    /// A part of the answer that was asked for under this number.
    case chat(Int, ChatPiece)
    case chatEnded(Int)
    /// Why there is no more; `nil` when that is known already.
    case chatFailed(Int, String?)
    /// The session's time is over.
    case expired
}

/// Encoded sound and the words that begin in it.
package struct SoundPiece: Sendable, Equatable {
    package var audio: [UInt8]
    package var milliseconds: Int
    package var words: [SpokenWord]

    package init(audio: [UInt8], milliseconds: Int, words: [SpokenWord] = []) {
        self.audio = audio
        self.milliseconds = milliseconds
        self.words = words
    }
}

/// The clocks a session reads.
package struct SessionTime: Sendable, Equatable {
    /// Since the session began.
    package var elapsed: Duration
    /// What the clock on the wall shows.
    package var wall: WallTime

    package init(elapsed: Duration, wall: WallTime) {
        self.elapsed = elapsed
        self.wall = wall
    }
}
