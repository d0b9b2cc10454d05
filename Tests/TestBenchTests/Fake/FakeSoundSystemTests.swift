import Sound
import TestBench
import Testing

@Suite struct FakeSoundSystemTests {
    private let sink = CollectingSink()
    private let source = ScriptedSource()
    private let reference = ReferenceTape(capacity: 65_536)

    private func started(_ system: FakeSoundSystem) -> FakeSoundSystem {
        system.start(SoundWiring(capture: sink, playback: source, reference: reference))
        return system
    }

    private func tape(_ range: Range<Int>) -> [Int16] {
        var samples = [Int16](repeating: 0, count: range.count)
        var span = samples.mutableSpan
        _ = reference.read(from: SampleTime(Int64(range.lowerBound)), into: &span)
        return samples
    }

    private func events(_ system: FakeSoundSystem) async -> [SoundEvent] {
        system.stop()
        return await system.events.reduce(into: []) { $0.append($1) }
    }

    @Test func nothingHappensWithoutTime() {
        let system = started(FakeSoundSystem())
        #expect(sink.count == 0)
        #expect(system.status == SoundStatus())
        system.advance(samples: 0)
        #expect(system.status.server == .ready("fake"))
        #expect(sink.count == 0)
    }

    @Test(arguments: [1, 7, 479, 480, 481, 4_800])
    func blocksAreWholeAndInOrderHoweverTimePasses(_ step: Int) {
        let voice = Noise.white(count: 9_600, decibels: -20)
        let system = started(FakeSoundSystem(microphone: .recording(voice)))
        for _ in 0..<(9_600 / step) { system.advance(samples: step) }
        let blocks = sink.all
        #expect(blocks.count == 9_600 / step * step / 480)
        #expect(blocks.enumerated().allSatisfy { $1.block.start.samples == Int64($0 * 480) && $1.block.isFull })
        #expect(sink.samples == Array(voice.prefix(blocks.count * 480)))
    }

    @Test func theLoudspeakerOpensOnDemandAndPlaysAfterItsLatency() {
        let system = started(FakeSoundSystem(latencyMilliseconds: 40))
        source.say([Int16](repeating: 5, count: 480))
        system.advance(milliseconds: 100)
        #expect(source.calls == [])
        #expect(system.status.playback == .closed)
        system.demandPlayback(.wanted)
        system.advance(milliseconds: 10)
        #expect(source.calls == [.prepare(rate: 48_000, start: 0), .render(0..<2_400)])
        #expect(source.heardEnd == 480)
        #expect(system.played(0..<481) == [Int16](repeating: 5, count: 480) + [0])
        #expect(tape(0..<481) == [Int16](repeating: 5, count: 480) + [0])
        #expect(reference.end == SampleTime(2_400))
    }

    @Test func anIdleLoudspeakerIsKeptWarmThenClosed() {
        let system = started(FakeSoundSystem())
        system.demandPlayback(.wanted)
        system.advance(milliseconds: 10)
        system.demandPlayback(.idle)
        system.advance(milliseconds: 1_990)
        #expect(system.status.playback != .closed)
        system.advance(milliseconds: 20)
        #expect(system.status.playback == .closed)
        system.demandPlayback(.wanted)
        system.advance(milliseconds: 10)
        #expect(
            source.calls.last { if case .prepare = $0 { true } else { false } }
                == .prepare(rate: 48_000, start: system.playedEnd - 480))
    }

    @Test func aCutFadesWithinTenMillisecondsAndTakesTheRestBack() {
        let system = started(FakeSoundSystem(latencyMilliseconds: 40))
        system.demandPlayback(.wanted)
        source.say([Int16](repeating: 10_000, count: 48_000))
        system.advance(milliseconds: 100)
        #expect(system.playedEnd == 4_800)
        source.hush()
        system.cutPlayback()
        system.advance(milliseconds: 50)
        let fade = system.played(4_800..<5_280)
        #expect(fade.first.map { $0 > 9_000 } == true && fade.last == 0)
        #expect(zip(fade, fade.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(system.played(5_280..<7_200).allSatisfy { $0 == 0 })
        #expect(tape(4_700..<7_200) == system.played(4_700..<7_200))
        #expect(source.calls.suffix(2) == [.takenBack(from: 5_280), .render(5_280..<system.playedEnd + 1_920)])
    }

    @Test func theMicrophoneHearsTheEchoAndTheClockPairTellsWhere() throws {
        let system = started(FakeSoundSystem(microphone: .echo(delay: 1_234, decibels: -6)))
        system.advance(milliseconds: 35)
        system.demandPlayback(.wanted)
        let chirp = Noise.chirp(count: 2_400)
        source.say(chirp)
        system.advance(milliseconds: 300)
        let found = Correlation.find(chirp, in: sink.samples)
        let echo = try #require(found)
        let clock = try #require(sink.all.last).clock
        #expect(clock.isPlaying)
        #expect(clock.playbackTime(at: SampleTime(Int64(echo.index))).samples == 1_234)
    }

    @Test func lostSamplesAreAJumpAndReported() async {
        let system = started(FakeSoundSystem())
        system.advance(samples: 500)
        system.happen(.lost(.capture, samples: 1_000))
        system.advance(samples: 960)
        #expect(sink.all.map(\.block.start.samples) == [0, 1_500, 1_980])
        #expect(system.status.lostCapture == 1_020)
        #expect(await events(system).contains(.lost(.capture, samples: 1_020)))
    }

    @Test func aLateLoudspeakerPlaysSilenceAndTheNumbersGoOn() {
        let system = started(FakeSoundSystem(latencyMilliseconds: 10))
        system.demandPlayback(.wanted)
        source.say([Int16](repeating: 9, count: 4_800))
        system.advance(milliseconds: 10)
        system.happen(.lost(.playback, samples: 100))
        system.advance(milliseconds: 20)
        #expect(system.status.lostPlayback == 100)
        #expect(system.played(900..<1_100) == tape(900..<1_100))
        #expect(system.played(960..<1_060).allSatisfy { $0 == 0 })
        #expect(system.played(1_060..<1_061) == [9])
        #expect(source.calls == [.prepare(rate: 48_000, start: 0), .render(0..<960), .render(1_060..<1_920)])
    }

    @Test func aServerThatDiesTakesTheStreamsAndGivesThemBackWithANewEpoch() {
        let system = started(FakeSoundSystem())
        system.demandPlayback(.wanted)
        system.advance(milliseconds: 50)
        system.happen(.serverDown(reason: "killed"))
        system.advance(milliseconds: 100)
        #expect(system.status.server == .down(reason: "killed"))
        #expect(system.status.devices == [])
        #expect(system.status.capture == .noDevice)
        #expect(system.status.playback == .noDevice)
        #expect(sink.count == 5)
        system.happen(.serverUp)
        system.advance(milliseconds: 50)
        let blocks = sink.all
        #expect(blocks.map(\.block.epoch) == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2])
        #expect(blocks.map(\.block.start.samples) == (0..<10).map { Int64($0 * 480) })
        #expect(system.status.reconnects == 1)
        #expect(source.calls.count { if case .prepare = $0 { true } else { false } } == 2)
    }

    @Test func anUnpluggedMicrophoneIsNoDeviceUntilItIsBack() {
        let system = started(FakeSoundSystem())
        system.happen(.unplugged(.capture))
        system.advance(milliseconds: 50)
        #expect(system.status.capture == .noDevice)
        #expect(system.status.devices.map(\.direction) == [.playback])
        #expect(sink.count == 0)
        system.happen(.plugged(.capture))
        system.advance(milliseconds: 50)
        #expect(sink.count == 5)
    }

    @Test func aSuspendedLoudspeakerStandsStill() {
        let system = started(FakeSoundSystem())
        system.demandPlayback(.wanted)
        system.advance(milliseconds: 10)
        system.happen(.suspended(.playback))
        system.advance(milliseconds: 100)
        #expect(system.playedEnd == 480)
        #expect(system.status.playback == .suspended(device: "spk"))
        system.happen(.resumed(.playback))
        system.advance(milliseconds: 10)
        #expect(system.playedEnd == 960)
    }

    @Test func aFrozenServerStallsAndItsLostTimeIsCounted() {
        let system = started(FakeSoundSystem())
        system.advance(milliseconds: 10)
        system.happen(.serverFrozen)
        system.advance(milliseconds: 490)
        #expect(system.status.capture != .stalled(milliseconds: 500))
        system.advance(milliseconds: 10)
        #expect(system.status.capture == .stalled(milliseconds: 500))
        system.happen(.serverThawed)
        system.advance(milliseconds: 10)
        #expect(sink.all.map(\.block.start.samples) == [0, 24_480])
        #expect(system.status.lostCapture == 24_000)
    }

    @Test func aDeadMicrophoneIsNamed() async {
        let system = started(FakeSoundSystem(microphone: .dead))
        system.advance(milliseconds: 3_500)
        #expect(system.status.input == .silent)
        system.hear(.quiet)
        system.advance(milliseconds: 300)
        #expect(system.status.input == .good)
        #expect(
            await events(system).filter { if case .input = $0 { true } else { false } } == [
                .input(.silent), .input(.good),
            ])
    }

    @Test func afterStopNobodyIsCalled() {
        let system = started(FakeSoundSystem())
        system.advance(milliseconds: 10)
        system.stop()
        system.advance(milliseconds: 100)
        #expect(sink.count == 1)
    }

    @Test func differentRatesKeepStep() throws {
        let system = started(
            FakeSoundSystem(captureRate: try #require(StreamRate(hertz: 16_000)), playbackRate: .highest))
        system.demandPlayback(.wanted)
        for _ in 0..<1_000 { system.advance(samples: 7) }
        #expect(system.playedEnd == 21_000)
    }
}
