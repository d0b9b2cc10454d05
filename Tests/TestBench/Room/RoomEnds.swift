import Synchronization

/// The room's state, shared by the test and the two ends of the room on the link's thread.
final class RoomAir: Sendable {
    let state: Mutex<RoomState>

    init(_ settings: RoomSettings) {
        state = Mutex(RoomState(settings))
    }
}

/// Listens to the loudspeaker. Link thread.
final class LoudspeakerEnd: PulseStreamUser {
    private let air: RoomAir

    init(_ air: RoomAir) {
        self.air = air
    }

    func streamStarted() { air.state.withLock { $0.disturb(played: true) } }
    func streamEnded() { air.state.withLock { $0.disturb(played: true) } }
    func streamDisturbed() { air.state.withLock { $0.disturb(played: true) } }

    func streamRecorded(_ samples: Span<Int16>, instant: Int64?) {
        let copy = samples.indices.map { samples[$0] }
        air.state.withLock { $0.record(copy, instant: instant) }
    }
}

/// Plays to the microphone. Link thread.
final class MicrophoneEnd: PulseStreamUser {
    private let air: RoomAir

    init(_ air: RoomAir) {
        self.air = air
    }

    func streamStarted() { air.state.withLock { $0.disturb(played: false) } }
    func streamEnded() { air.state.withLock { $0.disturb(played: false) } }
    func streamDisturbed() { air.state.withLock { $0.disturb(played: false) } }

    func streamPlays(_ target: inout MutableSpan<Int16>, instant: Int64?) {
        let count = target.count
        let samples = air.state.withLock { $0.take(count, instant: instant) }
        for index in 0..<count { target[index] = samples[index] }
    }
}
