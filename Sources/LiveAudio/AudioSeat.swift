package import Conversation

/// One conversation's place at the sound card.
package struct AudioSeat: DuplexAudio {
    private let audio: LiveAudio
    package let events: AsyncStream<DuplexAudioEvent>

    init(audio: LiveAudio, events: AsyncStream<DuplexAudioEvent>) {
        self.audio = audio
        self.events = events
    }

    package func startListening(preroll: Duration) { audio.startListening(preroll: preroll) }
    package func stopListening() { audio.stopListening() }
    package func watch(_ sensitivity: BargeInSensitivity) { audio.watch(sensitivity) }
    package func enqueue(_ piece: PlayoutPiece) { audio.enqueue(piece) }
    package func stretch(by duration: Duration) { audio.stretch(by: duration) }
    package func mark(_ mark: PlayoutMark) { audio.mark(mark) }
    package func finish(_ part: PlayoutPart) { audio.finish(part) }
    package func pause() { audio.pause() }
    package func duck(byDecibels decibels: Double) { audio.duck(byDecibels: decibels) }
    package func resume() { audio.resume() }
    package func cut() { audio.cut() }
}
