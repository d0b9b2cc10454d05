/// Turns text into sound, piece by piece, faster than it is spoken.
///
/// `speak` may be called from any task; utterances are made one after another. Cancelling the consumer ends the
/// utterance at its next piece. Text over `longestText` is refused, so that no request can keep the engine for ever.
package protocol SpeechEngine: Sendable {
    /// Samples a second of every chunk.
    var sampleRate: Int { get }

    func speak(_ text: String, as manner: SpeechManner) -> AsyncThrowingStream<SpeechChunk, any Error>
}

/// How something is said.
package struct SpeechManner: Sendable, Equatable {
    package var voice: FliteVoice = .slt
    /// 1 is the voice's own speed, 2 twice as fast. Kept within 0.5–2.
    package var speed: Double = 1
    /// Gain on the voice's own level, 0–1.
    package var volume: Double = 1

    package init() {}
}

package enum SpeechError: Error, Equatable {
    /// The text has more characters than an engine takes at once.
    case tooLong(characters: Int, limit: Int)
    case voiceMissing(String)
    case engineFailed
}
