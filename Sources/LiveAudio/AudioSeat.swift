package import Conversation

/// One conversation's place at the sound card.
package struct AudioSeat: DuplexAudio {
    private let audio: LiveAudio
    private let number: Int

    init(audio: LiveAudio, number: Int) {
        self.audio = audio
        self.number = number
    }

    package func follow(_ follower: (@Sendable (DuplexAudioEvent) -> Void)?) { audio.follow(number, follower) }

    package func startListening(preroll: Duration) { audio.microphone(number) { $0.start(preroll: preroll) } }

    package func stopListening() {
        audio.microphone(number) {
            $0.stop()
            return []
        }
    }

    package func watch(_ sensitivity: BargeInSensitivity) { audio.watch(number, sensitivity) }

    package func enqueue(_ piece: PlayoutPiece) { audio.loudspeaker(number) { $0.enqueue(piece, at: $1) } }
    package func mark(_ mark: PlayoutMark) { audio.loudspeaker(number) { $0.mark(mark, at: $1) } }
    package func finish(_ part: PlayoutPart) { audio.loudspeaker(number) { $0.finish(part, at: $1) } }
    package func cut() { audio.loudspeaker(number) { $0.cut(at: $1) } }

    package func stretch(by duration: Duration) { quietly { $0.stretch(by: duration) } }
    package func pause() { quietly { $0.pause() } }
    package func resume() { quietly { $0.resume() } }

    package func duck(byDecibels decibels: Double) {
        quietly { $0.duck(byDecibels: decibels) }
    }

    /// An order that nothing is told of at once.
    private func quietly(_ order: (inout Playing) -> Void) {
        audio.loudspeaker(number) { playing, _ in
            order(&playing)
            return []
        }
    }
}
