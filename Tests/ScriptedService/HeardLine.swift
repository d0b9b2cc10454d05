package import VoiceLiveProtocol

/// What a scripted agent heard on one connection, with the instant of each word on the monotonic clock.
package struct HeardLine: Sendable {
    /// A message that is not sound.
    package struct Word: Sendable {
        package var instant: Int64
        package var eventID: String?
        package var event: ClientEvent
    }

    /// One piece of microphone sound.
    package struct Arrival: Sendable {
        package var instant: Int64
        /// The first sample's number in `microphone`.
        package var start: Int
        package var count: Int
        /// Bytes of the message, without the WebSocket's own.
        package var bytes: Int
    }

    package var accepted: Int64
    /// What the client asked the session to be.
    package var plan: Session?
    package var words: [Word] = []
    package var arrivals: [Arrival] = []
    /// All sound of the connection, one sample after another.
    package var microphone: [Int16] = []
    package var isOpen = true

    var lastHeard: Int64 { arrivals.last?.instant ?? .min }

    /// The messages that were written into the conversation, such as the history of an earlier session.
    package var writings: [String] {
        words.compactMap { word in
            guard case .itemCreate(let create) = word.event, case .message(let message) = create.item else {
                return nil
            }
            return message.content.compactMap { $0.words?.text }.joined()
        }
    }

    init(accepted: Int64) {
        self.accepted = accepted
    }

    mutating func take(_ audio: [UInt8], bytes: Int, at instant: Int64) {
        let samples = stride(from: 0, to: audio.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(audio[$0]) | UInt16(audio[$0 + 1]) << 8)
        }
        arrivals.append(Arrival(instant: instant, start: microphone.count, count: samples.count, bytes: bytes))
        microphone += samples
    }
}
