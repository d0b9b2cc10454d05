import ControlProtocol
import Conversation
import LiveAudio
import SignalPath
import Sound
import Synchronization

/// Plays chirps through the daemon's own playout and takes what the microphone makes of them, both by the clocks that
/// a conversation would go by.
final class CardTest: Sendable {
    private struct Taken {
        var microphone: [Int16] = []
        var reference: [Int16] = []
    }

    /// Quiet first, then a chirp at each interval, then time for the last echo.
    private static let (quiet, interval, rest) = (1_200, 800, 900)
    /// At 16 kHz, what the pipeline brings.
    private static let mostSamples = 24_000 * 40

    private let taken = Mutex(Taken())

    func take(_ block: ProcessedBlock) {
        guard let bare = block.bare else { return }
        taken.withLock { taken in
            guard taken.microphone.count < Self.mostSamples else { return }
            bare.microphone.withSamples { for index in 0..<$0.count { taken.microphone.append($0[index]) } }
            bare.reference.withSamples { for index in 0..<$0.count { taken.reference.append($0[index]) } }
        }
    }

    /// Milliseconds of sound so far.
    private func milliseconds(_ rate: Int) -> Int { taken.withLock { $0.microphone.count * 1_000 / rate } }

    /// About eight seconds with eight chirps.
    func run(
        on card: SoundCard, rate: Int, chirps: Int
    ) async throws(ControlError) -> (
        measures: CardMeasures, status: SoundStatus
    ) {
        let seat = card.audio.takeSeat()
        card.audio.wantLoudspeaker(true)
        card.hand(toRecorder: true)
        seat.startListening(preroll: .zero)
        try await sound(of: Self.quiet, rate, card)
        taken.withLock { $0 = Taken() }
        try await sound(of: Self.quiet, rate, card)
        let chirp = Chirp(rate: rate)
        play(chirp, times: chirps, on: seat, rate: rate)
        try await sound(of: Self.quiet + chirps * Self.interval + Self.rest, rate, card)
        // The loudspeaker's stream goes when nothing is wanted of it any more.
        let status = card.system.status
        seat.cut()
        card.audio.wantLoudspeaker(false)
        let all = taken.withLock { $0 }
        return (
            CardMeasures(microphone: all.microphone, reference: all.reference, chirp: chirp), status
        )
    }

    private func play(_ chirp: Chirp, times: Int, on seat: AudioSeat, rate: Int) {
        let connection = ConnectionNumber(0)
        let part = PlayoutPart(ItemKey(connection, ItemID("test")))
        let pause = [Int16](repeating: 0, count: max(0, rate * Self.interval / 1_000 - chirp.samples.count))
        let samples = (0..<times).flatMap { _ in chirp.samples + pause }
        seat.enqueue(
            PlayoutPiece(
                response: ResponseKey(connection, ResponseID("test")), part: part, offset: 0, rate: rate,
                samples: samples))
        seat.finish(part)
    }

    /// Waits until so much sound came; a card that brings none is told after twice the time and two seconds.
    private func sound(of milliseconds: Int, _ rate: Int, _ card: SoundCard) async throws(ControlError) {
        let end = ContinuousClock.now + .milliseconds(2 * milliseconds + 2_000)
        while self.milliseconds(rate) < milliseconds {
            do { try await Task.sleep(for: .milliseconds(20)) } catch {
                throw ControlError(.cancelled, "the test was given up")
            }
            guard ContinuousClock.now > end else { continue }
            throw Self.trouble(card.system.status)
        }
    }

    private static func trouble(_ status: SoundStatus) -> ControlError {
        guard case .ready = status.server else { return ControlError(.serverDown, "the sound server does not answer") }
        if status.capture == .noDevice { return ControlError(.noDevice, "there is no microphone") }
        if status.playback == .noDevice { return ControlError(.noDevice, "there is no loudspeaker") }
        return ControlError(.stalled, "the microphone brings no sound")
    }
}
