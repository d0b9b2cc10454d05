import Synchronization

/// Records a source of a private sound server, as a client of it would hear it.
package final class DeviceRecording: Sendable {
    private let ear: Ear
    private let link: PulseLink

    /// - Parameter source: A microphone's name, or a sink's with `.monitor` behind it.
    package init(_ server: any SoundServer, source: String = VirtualDevice.microphone.name, rate: Int = 48_000) {
        ear = Ear(rate: rate)
        let plan = PulseStreamPlan(.record, device: source, rate: rate)
        link = PulseLink(address: server.address, streams: [(plan, ear)])
    }

    deinit {
        link.stop()
    }

    /// Samples so far.
    package var count: Int { ear.state.withLock { $0.samples.count } }
    package var samples: [Int16] { ear.state.withLock { $0.samples } }
    /// Times the stream began, stood still or ended. 1 in a run without faults.
    package var disturbances: Int { ear.state.withLock { $0.disturbances } }

    /// When a sample was recorded, in microseconds of the monotonic clock.
    package func instant(_ index: Int) -> Int64? { ear.state.withLock { $0.clock.instant(index) } }

    /// Waits until there are `count` samples. Returns whether it came to that.
    package func waits(for count: Int, within limit: Duration) -> Bool {
        becomesTrue(within: limit) { self.count >= count }
    }
}

private final class Ear: PulseStreamUser {
    struct Heard {
        var samples: [Int16] = []
        var clock: ClockLine
        var disturbances = 0
    }

    let state: Mutex<Heard>

    init(rate: Int) {
        state = Mutex(Heard(clock: ClockLine(rate: rate)))
    }

    func streamStarted() { disturb() }
    func streamEnded() { disturb() }
    func streamDisturbed() { disturb() }

    func streamIsAt(_ instant: Int64) {
        state.withLock { $0.clock.observe(index: $0.samples.count, instant: instant) }
    }

    func streamRecorded(_ samples: Span<Int16>) {
        let copy = samples.indices.map { samples[$0] }
        state.withLock { $0.samples += copy }
    }

    private func disturb() {
        state.withLock { heard in
            heard.clock.forget()
            heard.disturbances += 1
        }
    }
}
