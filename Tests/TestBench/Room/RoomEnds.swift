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

    func streamIsAt(_ instant: Int64) { air.state.withLock { $0.observe(played: true, instant) } }

    func streamRecorded(_ samples: Span<Int16>) {
        let copy = samples.indices.map { samples[$0] }
        air.state.withLock { $0.record(copy) }
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

    func streamIsAt(_ instant: Int64) { air.state.withLock { $0.observe(played: false, instant) } }

    func streamPlays(_ target: inout MutableSpan<Int16>) {
        let count = target.count
        let samples = air.state.withLock { $0.take(count) }
        for index in 0..<count { target[index] = samples[index] }
    }
}
