/// Both directions of the sound card, cleaned and time-stamped, as a conversation sees them.
///
/// ## Threads and order
/// - Every method may be called from any thread, returns at once, and takes effect in the order of the calls.
/// - The one follower is told everything that happens to the sound from then on, in its order, and first of all how
///   healthy it is. It may be told on any thread, never twice at once; it returns at once and gives no order meanwhile.
/// - All instants are on the conversation's clock; all `SampleTime`s are on the microphone's stream.
///
/// ## Listening
/// - Between `startListening` and `stopListening` every 20–40 ms of the microphone is an event, without holes that are
///   not visible in `MicrophonePacket.start`. The conversation decides what of it leaves the box.
/// - After `startListening(preroll:)` the first packets reach that far back, as far as the microphone was open before.
/// - A hard mute is below this port: packets then hold silence and say so.
///
/// ## Playing
/// - Pieces are played in the order they were enqueued, at once; what an answer lacks is silence. Pieces of one content
///   part join without a seam. The queue holds minutes.
/// - `pause` falls silent within 10 ms and keeps the place; `resume` goes on from the first sample that was not heard.
///   `duck` plays on, quieter, until `resume`.
/// - `cut` falls silent within 10 ms and forgets all that is queued. It is always answered by one `.cut` with the final
///   truth about each content part that was queued or partly heard, at the latest 100 ms later.
///   It ends a pause and a duck. Pieces enqueued after `cut` are played.
/// - `mark` asks to be told when a sample of a queued part is heard, at once if it was heard already; marks of cut sound
///   are forgotten.
/// - A loudspeaker that goes away pauses the queue while another one is looked for. `.noLoudspeaker` is told only when
///   there is none.
/// - Heard means: left the loudspeaker. Queues of the sound server are not heard yet.
package protocol DuplexAudio: Sendable {
    /// A new follower takes the place of the one before; with `nil` nobody follows.
    func follow(_ follower: (@Sendable (DuplexAudioEvent) -> Void)?)

    func startListening(preroll: Duration)
    func stopListening()
    /// How soon near-end speech is believed while we are audible. Holds from the next block on.
    func watch(_ sensitivity: BargeInSensitivity)

    func enqueue(_ piece: PlayoutPiece)
    /// Lengthens the present sound by this much, where it hurts least. Never more than what was asked for.
    func stretch(by duration: Duration)
    func mark(_ mark: PlayoutMark)
    /// No more pieces will come for this part: its end is its last enqueued sample.
    func finish(_ part: PlayoutPart)
    func pause()
    func duck(byDecibels decibels: Double)
    func resume()
    func cut()
}

/// One content part of one item: what is played, truncated and told as a unit.
package struct PlayoutPart: Hashable, Sendable {
    package let item: ItemKey
    package let content: Int

    package init(_ item: ItemKey, content: Int = 0) {
        self.item = item
        self.content = content
    }
}

/// Sound to play.
package struct PlayoutPiece: Equatable, Sendable {
    package let response: ResponseKey
    package let part: PlayoutPart
    /// Place of the first sample in its part, in samples at `rate`.
    package let offset: Int
    /// Samples a second, mono.
    package let rate: Int
    package let samples: [Int16]

    package init(response: ResponseKey, part: PlayoutPart, offset: Int, rate: Int, samples: [Int16]) {
        self.response = response
        self.part = part
        self.offset = offset
        self.rate = rate
        self.samples = samples
    }
}

/// A place in a part that somebody waits for.
package struct PlayoutMark: Hashable, Sendable {
    package let number: Int
    package let part: PlayoutPart
    /// From the part's first sample.
    package let offset: Duration

    package init(number: Int, part: PlayoutPart, offset: Duration) {
        self.number = number
        self.part = part
        self.offset = offset
    }
}

/// When speech over our own voice counts.
package struct BargeInSensitivity: Equatable, Sendable {
    /// Confident near-end speech for this long is a suspicion.
    package var suspectAfter: Duration
    /// … and for this long a confirmation.
    package var confirmAfter: Duration
    /// A stop word counts at once.
    package var stopWords: Bool

    package init(
        suspectAfter: Duration = .milliseconds(100), confirmAfter: Duration = .milliseconds(250), stopWords: Bool = true
    ) {
        self.suspectAfter = suspectAfter
        self.confirmAfter = confirmAfter
        self.stopWords = stopWords
    }
}
