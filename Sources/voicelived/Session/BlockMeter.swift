import ControlProtocol
import ControlServer
import SignalPath
import Sound
import Synchronization

/// Turns the pipeline's blocks into meters and taps. Called on the thread "audio events" a hundred times a second.
final class BlockMeter: Sendable {
    /// Blocks between two meter events: about 15 a second.
    private static let interval = 7

    private struct State {
        var blocks = 0
        var taps: Set<TappedStream> = []
    }

    private let megaphone: Megaphone
    private let board: StatusBoard
    private let state = Mutex(State())

    init(megaphone: Megaphone, board: StatusBoard) {
        self.megaphone = megaphone
        self.board = board
    }

    func take(_ block: ProcessedBlock) {
        guard let server = megaphone.target else { return }
        let (isDue, taps) = state.withLock { state in
            state.blocks += 1
            return (state.blocks % Self.interval == 0, state.taps)
        }
        if isDue { publish(block, to: server) }
        for tap in taps { server.deliver(frame(of: block, for: tap)) }
    }

    private func publish(_ block: ProcessedBlock, to server: ControlServer) {
        let level = Double(block.output.rms)
        server.publish(
            ControlProtocol.AudioLevel(
                rmsDecibels: level, peakDecibels: Double(block.output.peak), vad: Double(block.probability),
                farDecibels: block.isFarEndActive ? -20 : -90))
        let phase = board.read().phase
        let turn: AudioActivity.Turn =
            switch phase {
            case .userSpeaking: .user
            case .speaking, .thinking: .assistant
            default: block.isSpeech ? .user : .nobody
            }
        server.publish(
            AudioActivity(
                levelDecibels: level, nearEnd: Double(block.probability), turn: turn,
                safeToSpeak: !block.isFarEndActive && phase != .speaking))
    }

    // MARK: Taps

    func open(_ stream: TappedStream) throws(ControlError) -> TapShape {
        guard stream.point == .micDsp else {
            throw ControlError(.tapPoint, "only mic.dsp can be tapped in this version", hint: "use the point mic.dsp")
        }
        guard stream.format == .pcm16, stream.rate == nil || stream.rate == 16_000 else {
            throw ControlError(.audioFormat, "only pcm16 at 16000 in this version", hint: "leave format and rate out")
        }
        state.withLock { _ = $0.taps.insert(stream) }
        return TapShape(rate: 16_000, channels: 1)
    }

    func close(_ stream: TappedStream) {
        state.withLock { _ = $0.taps.remove(stream) }
    }

    private func frame(of block: ProcessedBlock, for tap: TappedStream) -> TapFrame {
        TapFrame(
            stream: tap, offset: block.block.start.samples,
            bytes: block.block.withSamples { samples in
                (0..<samples.count).flatMap { index in
                    [UInt8(truncatingIfNeeded: samples[index]), UInt8(truncatingIfNeeded: samples[index] >> 8)]
                }
            }, durationMicroseconds: 10_000)
    }
}
