import Synchronization

/// Plays into a sink of a private sound server, as another program on the machine would.
package final class DevicePlayback: Sendable {
    private let mouth: Mouth
    private let link: PulseLink

    package init(_ server: any SoundServer, sink: String = VirtualDevice.loudspeaker.name, rate: Int = 48_000) {
        mouth = Mouth(rate: rate)
        var plan = PulseStreamPlan(.play, device: sink, rate: rate)
        plan.bufferMilliseconds = 240
        plan.pieceMilliseconds = 60
        link = PulseLink(address: server.address, streams: [(plan, mouth)])
    }

    deinit {
        link.stop()
    }

    /// Adds `samples` behind what waits already; silence is played when nothing waits. Returns the number of the
    /// first one on this stream, as soon as the server took it.
    @discardableResult
    package func play(_ samples: [Int16], within limit: Duration = .seconds(10)) -> Int? {
        let ticket = mouth.state.withLock { state in
            state.waiting.append(samples)
            return state.begun.count + state.waiting.count - 1
        }
        _ = becomesTrue(within: limit) { mouth.state.withLock { $0.begun.count > ticket } }
        return mouth.state.withLock { $0.begun.count > ticket ? $0.begun[ticket] : nil }
    }

    /// Times it ran dry, stood still or ended. 0 in a run without faults.
    package var disturbances: Int { mouth.state.withLock { $0.disturbances } }

    /// When a sample is at the device, in microseconds of the monotonic clock.
    package func instant(_ index: Int) -> Int64? { mouth.state.withLock { $0.clock.instant(index) } }
}

private final class Mouth: PulseStreamUser {
    struct Said {
        var waiting: [[Int16]] = []
        /// Number of the first sample of each sound given to the server.
        var begun: [Int] = []
        var current: ArraySlice<Int16> = []
        var clock: ClockLine
        var count = 0
        var disturbances = 0

        mutating func next() -> Int16 {
            if current.isEmpty, !waiting.isEmpty {
                current = waiting.removeFirst()[...]
                begun.append(count)
            }
            count += 1
            return current.popFirst() ?? 0
        }
    }

    let state: Mutex<Said>

    init(rate: Int) {
        state = Mutex(Said(clock: ClockLine(rate: rate)))
    }

    func streamIsAt(_ instant: Int64) {
        state.withLock { $0.clock.observe(index: $0.count, instant: instant) }
    }

    func streamPlays(_ target: inout MutableSpan<Int16>) {
        let count = target.count
        let samples = state.withLock { said in (0..<count).map { _ in said.next() } }
        for index in 0..<count { target[index] = samples[index] }
    }

    func streamDisturbed() {
        state.withLock { $0.disturbances += 1 }
    }

    func streamEnded() {
        state.withLock { said in
            said.clock.forget()
            said.disturbances += 1
        }
    }
}
