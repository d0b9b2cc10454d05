import Conversation
import SignalPath
import Sound
import Synchronization
import TestBench
import Testing

@testable import LiveAudio

/// The port on a sound card whose time is the test's: every figure is exact.
final class SteppedBench: DuplexBench, @unchecked Sendable {
    // @unchecked: belongs to one thread after another.
    let audio: LiveAudio
    let system: FakeSoundSystem
    let slack = 0
    private let clock = StepClock()
    private let pipeline: PipelineThread
    private let blocks: ProcessedBlocks
    private let inlet: CountingInlet
    private let seen: Counter

    init(keepSinkWarm: Duration? = .milliseconds(20), microphone: FakeMicrophone = .quiet) throws {
        var settings = SoundSettings()
        settings.keepSinkWarm = keepSinkWarm
        let tape = ReferenceTape(capacity: 192_000)
        let rate = try #require(StreamRate(hertz: 16_000))
        let playout = try #require(Playout())
        pipeline = try #require(PipelineThread(format: PipelineFormat(rate: rate), tape: tape))
        system = FakeSoundSystem(microphone: microphone, settings: settings)
        let seen = Counter()
        self.seen = seen
        inlet = CountingInlet(pipeline.capture)
        audio = LiveAudio(
            system: system, pipeline: pipeline, playout: playout, clock: clock,
            watchers: .init(block: { _ in seen.add() }))
        blocks = try #require(audio.takeBlocks())
        #expect(pipeline.start(priority: 0))
        system.start(SoundWiring(capture: inlet, playback: playout.queue, reference: tape))
    }

    func pass(milliseconds: Int) {
        for _ in 0..<max(1, milliseconds / 10) {
            system.advance(milliseconds: 10)
            clock.advance(by: .milliseconds(10))
            audio.note(system.status)
            repeat {
                _ = pipeline.bell.wait(milliseconds: inlet.counter.value > seen.value ? 10_000 : 0)
                audio.step(blocks)
            } while seen.value < inlet.counter.value
        }
    }

    var played: [Int16]? { system.played(0..<system.playedEnd) }

    func stop() {
        system.stop()
        audio.stop()
        pipeline.stop()
    }
}

/// Counts from any thread.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    func add() { count.add(1, ordering: .relaxed) }
    var value: Int { count.load(ordering: .relaxed) }
}

/// Counts the blocks that go into the pipeline, so that nobody waits for one that was not recorded.
final class CountingInlet: CaptureSink {
    let counter = Counter()
    private let inlet: CaptureInlet

    init(_ inlet: CaptureInlet) { self.inlet = inlet }

    func captured(_ block: Block, clock: ClockPair) {
        counter.add()
        inlet.captured(block, clock: clock)
    }
}

@Suite struct ContractTests {
    /// Somebody hums for ten seconds.
    private static let hum = (0..<480_000).map { Int16(($0 % 240) * 40 - 4_800) }

    @Test(.timeLimit(.minutes(1)), arguments: DuplexContract.allCases)
    func keeps(_ promise: DuplexContract) async throws {
        let breaches = await promise.breaches(on: try SteppedBench(microphone: .recording(Self.hum)))
        #expect(breaches.isEmpty, "\(breaches)")
    }
}
