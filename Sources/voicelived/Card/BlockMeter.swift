import ControlProtocol
import ControlServer
import SignalPath
import Sound
import Synchronization

/// Turns the pipeline's blocks into meters for those who follow them. Called on the events' thread a hundred times a second.
final class BlockMeter: Sendable {
    /// Blocks between two meter events: about 15 a second.
    private static let interval = 7

    private let megaphone: Megaphone
    private let board: StatusBoard
    private let blocks = Atomic(0)

    init(megaphone: Megaphone, board: StatusBoard) {
        self.megaphone = megaphone
        self.board = board
    }

    func take(_ block: ProcessedBlock) {
        guard let server = megaphone.target else { return }
        let count = blocks.wrappingAdd(1, ordering: .relaxed).newValue
        if count % Self.interval == 0 { publish(block, to: server) }
    }

    private func publish(_ block: ProcessedBlock, to server: ControlServer) {
        let level = Double(block.output.rms)
        if server.isFollowed(.audioLevel) {
            server.publish(
                ControlProtocol.AudioLevel(
                    rmsDecibels: level, peakDecibels: Double(block.output.peak), vad: Double(block.probability),
                    farDecibels: Double(block.reference.rms)))
        }
        guard server.isFollowed(.audioActivity) else { return }
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
}
