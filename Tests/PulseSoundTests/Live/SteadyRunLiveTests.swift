import CAllocationCount
import CLinux
import Sound
import Synchronization
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// What the sound thread costs while nothing happens but sound.
@Suite(.serialized) struct SteadyRunLiveTests {
    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func capturesAndPlaysWithTheGrantedBuffersTold(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        usleep(500_000)
        let status = card.system.status
        print("\(kind): \(status.capture), \(status.playback), \(String(describing: status.scheduling))")
        guard case .running(let capture) = status.capture, case .running(let playback) = status.playback else {
            Issue.record("not running")
            return
        }
        #expect(capture.device == "microphone" && capture.rate == .highest && capture.grantedSamples == 480)
        #expect(playback.device == "spk" && playback.grantedSamples == 1_440)
        #expect(playback.latencyMilliseconds > 10 && playback.latencyMilliseconds < 80)
        #expect(status.devices.contains { $0.name == "spk.monitor" && $0.isMonitor })
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases, [44_100, 16_000])
    func runsAtTheDevicesOwnRate(_ kind: SoundServerKind, _ rate: Int) throws {
        let server = try kind.start(SoundServerOptions(rate: rate))
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        guard case .running(let capture) = card.system.status.capture,
            case .running(let playback) = card.system.status.playback
        else { return #expect(Bool(false), "not running") }
        let listed = card.system.status.devices.first { $0.name == "spk" }?.rate
        #expect(Int(playback.rate.hertz) == listed)
        #expect(Int(capture.rate.hertz) == card.system.status.devices.first { $0.name == "microphone" }?.rate)
        if kind == .pulseAudio { #expect(listed == rate) }
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases, [false, true])
    func theSoundThreadHardlyAllocatesAndSleepsBetweenBlocks(_ kind: SoundServerKind, _ plays: Bool) throws {
        let server = try kind.start()
        let meter = ThreadMeter(from: 300, to: 600)
        let system = PulseSoundSystem(settings: RunningCard.settings(for: server))
        system.start(SoundWiring(capture: meter, playback: meter, reference: ReferenceTape(capacity: 1 << 16)))
        defer { system.stop() }
        if plays { system.demandPlayback(.wanted) }
        #expect(becomesTrue(within: .seconds(20)) { meter.result != nil })
        let result = try #require(meter.result)
        print(
            "FIGURES \(kind) \(plays ? "capture and playback" : "capture alone"): 300 blocks,",
            "\(result.allocated) allocations on the sound thread in all, \(result.wakes) waits a second,",
            "\(result.microseconds) µs of processor a second")
        #expect(result.allocated < 300 * 6, "libpulse's own are a few a packet")
    }
}

/// Counts what its thread does between two blocks, without doing much itself.
private final class ThreadMeter: CaptureSink, PlaybackSource {
    struct Result: Sendable {
        var allocated: Int
        /// Voluntary waits a second.
        var wakes: Int
        /// Processor time a second.
        var microseconds: Int
    }

    private let range: Range<Int>
    private let state = Mutex<(blocks: Int, waits: Int, busy: Int, result: Result?)>((0, 0, 0, nil))

    init(from start: Int, to end: Int) {
        range = start..<end
    }

    var result: Result? { state.withLock { $0.result } }

    func captured(_ block: Block, clock: ClockPair) {
        state.withLock { state in
            state.blocks += 1
            if state.blocks == range.lowerBound {
                (state.waits, state.busy) = Self.usage()
                vl_allocations_begin()
            } else if state.blocks == range.upperBound {
                let count = vl_allocations_end()
                let (waits, busy) = Self.usage()
                state.result = Result(
                    allocated: Int(count.allocated), wakes: (waits - state.waits) * 100 / range.count,
                    microseconds: (busy - state.busy) * 100 / range.count)
            }
        }
    }

    /// Voluntary waits of this thread (RUSAGE_THREAD is 1), and microseconds it ran.
    private static func usage() -> (waits: Int, busy: Int) {
        var usage = rusage()
        unsafe getrusage(1, &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return (usage.ru_nvcsw, seconds * 1_000_000 + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec))
    }

    func prepare(rate: StreamRate, start: SampleTime) {}
    func takenBack(from first: SampleTime) {}
    func heard(until end: SampleTime) {}

    func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool {
        for index in 0..<target.count { target[index] = 0 }
        return false
    }
}
