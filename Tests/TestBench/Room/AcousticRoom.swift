import Synchronization

/// The air between loudspeaker and microphone of a private sound server.
///
/// ```
///   daemon ─► spk ─► spk.monitor ─► gain, delay, response, drift ─► + speech + noise ─► room ─► microphone ─► daemon
///                        │ played                                        heard │
/// ```
///
/// Loudspeaker and microphone count samples from 0, each on its own. A sample of the loudspeaker reaches the
/// microphone `offset` numbers later, exactly, for as long as `figures.anchorings` does not change. On the monotonic
/// clock that is `RoomSettings.delaySamples`, as well as the server can tell. Measured: on an idle PulseAudio off by
/// 20 µs with a jitter of 10 µs; on PipeWire, whose estimates are rough, off by some 5 ms with a jitter of 5 ms. On a
/// machine with five times the work it can do, PulseAudio's jitter is 4 ms, and streams run dry now and then: see
/// `RoomScene.measure`.
///
/// A room outlives faults: while a device or the server is gone it is silent, and it is whole again by itself.
package final class AcousticRoom: Sendable {
    private let air: RoomAir
    private let link = Mutex<PulseLink?>(nil)

    package enum Failure: Error {
        /// Loudspeaker and room did not both run in time.
        case notWhole(RoomFigures)
    }

    /// Opens the room and waits until sound passes through it.
    package init(_ server: any SoundServer, _ settings: RoomSettings = RoomSettings()) throws(Failure) {
        air = RoomAir(settings)
        var record = PulseStreamPlan(.record, device: settings.loudspeaker + ".monitor", rate: settings.rate)
        record.pieceMilliseconds = 5
        var play = PulseStreamPlan(.play, device: settings.air, rate: settings.rate)
        play.bufferMilliseconds = Int(settings.ownDelayMilliseconds / 2)
        // PulseAudio gives the device half of what is left of the buffer beside two pieces: 20 ms, as much as the daemon
        // asks of a microphone. PipeWire's word about time is the rougher the larger the pieces.
        play.pieceMilliseconds = 10
        let streams: [(PulseStreamPlan, any PulseStreamUser)] = [
            (record, LoudspeakerEnd(air)), (play, MicrophoneEnd(air)),
        ]
        link.withLock { $0 = PulseLink(address: server.address, streams: streams) }
        try waitUntilWhole(within: .seconds(15))
    }

    deinit {
        stop()
    }

    /// Leaves the server. What was recorded stays.
    package func stop() {
        link.withLock { link in
            link?.stop()
            link = nil
        }
    }

    /// Waits until sound passes from loudspeaker to microphone: after a fault, for instance.
    package func waitUntilWhole(within limit: Duration) throws(Failure) {
        guard becomesTrue(within: limit, { offset != nil }) else { throw .notWhole(figures) }
    }

    package var settings: RoomSettings { air.state.withLock { $0.settings } }

    /// Changes the path at the next block: somebody moves, turns the volume, opens a window.
    package func change(_ change: (inout RoomSettings) -> Void) {
        air.state.withLock { state in
            var settings = state.settings
            change(&settings)
            state.change(settings)
        }
    }

    /// A loudspeaker's sample reaches the microphone this many numbers later; `nil` while one of them is missing.
    package var offset: Int? { air.state.withLock { $0.offset } }

    package var figures: RoomFigures { air.state.withLock { $0.measure() } }

    /// The first sample of the microphone whose sound is not fixed yet.
    package var horizon: Int { air.state.withLock { $0.horizon } }

    /// Somebody speaks: `samples`, at the room's rate, begin with the microphone's sample `start`, or as soon as
    /// possible. What lies before the horizon is lost. Returns the samples' numbers.
    @discardableResult
    package func inject(_ samples: [Int16], at start: Int? = nil, decibels: Double = 0) -> Range<Int> {
        air.state.withLock { state in
            let start = start ?? state.horizon
            state.inject(samples, at: start, gain: Level.factor(decibels: decibels))
            return start..<start + samples.count
        }
    }

    /// Samples heard so far, whether they reached the microphone yet or not.
    package var heardEnd: Int { air.state.withLock { $0.heard.end } }
    /// Samples the loudspeaker played so far.
    package var playedEnd: Int { air.state.withLock { $0.played.end } }

    /// What the microphone heard; silence where nothing is kept.
    package func heard(_ range: Range<Int>) -> [Int16] { air.state.withLock { $0.heard.read(range) } }
    /// What the loudspeaker played; silence where nothing is kept.
    package func played(_ range: Range<Int>) -> [Int16] { air.state.withLock { $0.played.read(range) } }

    /// When a sample is at the microphone, in microseconds of the monotonic clock.
    package func instant(heard index: Int) -> Int64? { air.state.withLock { $0.heardClock.instant(index) } }
    /// When a sample leaves the loudspeaker, in microseconds of the monotonic clock.
    package func instant(played index: Int) -> Int64? { air.state.withLock { $0.playedClock.instant(index) } }

    /// Waits until `index` samples were heard. Returns whether it came to that.
    package func waits(untilHeard index: Int, within limit: Duration) -> Bool {
        becomesTrue(within: limit) { heardEnd >= index }
    }

    /// Both sides on one time line, as somebody in the room would hear them: left the microphone, right the
    /// loudspeaker before its sound crossed the room.
    package func recording() -> WavFile {
        air.state.withLock { state in
            let range = state.heard.start..<state.heard.end
            // Equal instants, not equal numbers: the delay stays visible.
            let shift = (state.offset ?? state.settings.delaySamples) - state.settings.delaySamples
            let right = state.played.read(range.lowerBound - shift..<range.upperBound - shift)
            return WavFile(rate: state.settings.rate, channels: [state.heard.read(range), right])
        }
    }
}
