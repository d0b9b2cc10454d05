import Conversation
import Synchronization

/// Everything a seat was told, in order.
final class Transcript: Sendable {
    private let told = Mutex<[DuplexAudioEvent]>([])

    init(of audio: any DuplexAudio) {
        audio.follow { [weak self] event in self?.told.withLock { $0.append(event) } }
    }

    var events: [DuplexAudioEvent] { told.withLock { $0 } }
}

extension [DuplexAudioEvent] {
    var packets: [MicrophonePacket] {
        compactMap { if case .microphone(let packet) = $0 { packet } else { nil } }
    }

    /// What was heard of `part`, as it was told, ends and cuts included.
    func heard(_ part: PlayoutPart) -> [Duration] {
        compactMap { event in
            switch event {
            case .heard(let position) where position.part == part: position.heard
            case .ended(let position) where position.part == part: position.heard
            case .cut(let positions): positions.first { $0.part == part }?.heard
            default: nil
            }
        }
    }

    var cuts: [[PlayoutPosition]] {
        compactMap { if case .cut(let positions) = $0 { positions } else { nil } }
    }

    var marks: [Int] {
        compactMap { if case .markHeard(let number) = $0 { number } else { nil } }
    }

    func began(_ part: PlayoutPart) -> Int {
        count { if case .began(part, _, _) = $0 { true } else { false } }
    }

    func ended(_ part: PlayoutPart) -> Int {
        count { if case .ended(let position) = $0 { position.part == part } else { false } }
    }

    var healths: [DuplexHealth] {
        compactMap { if case .health(let health) = $0 { health } else { nil } }
    }

    func starved(_ part: PlayoutPart) -> [Duration] {
        compactMap { if case .starved(part, let gap) = $0 { gap } else { nil } }
    }
}
