import Sound
import Synchronization
import TestBench
import Testing

@testable import SignalPath

/// Playout and pipeline wired to a sound card without time, as the daemon wires them to the real one.
@Suite struct SoundSystemTests {
    let tag = PlayoutTag(response: 1, item: 1)

    /// Runs the pipeline where the sound thread delivers, and keeps what comes out.
    private final class Ears: CaptureSink, @unchecked Sendable {
        // @unchecked: the fake card calls it in the test's own thread.
        let pipeline: Pipeline
        var blocks: [ProcessedBlock] = []

        init(_ pipeline: Pipeline) { self.pipeline = pipeline }

        func captured(_ block: Block, clock: ClockPair) {
            pipeline.prepare(block, clock: clock)
            blocks.append(pipeline.process(block, clock: clock))
        }
    }

    private func wired(_ playout: Playout, echoDelay: Int = 480) throws -> (FakeSoundSystem, Ears) {
        let tape = ReferenceTape(capacity: 192_000)
        let pipeline = try #require(Pipeline(format: PipelineFormat(rate: StreamRate(hertz: 16_000)!), tape: tape))
        let ears = Ears(pipeline)
        let system = FakeSoundSystem(microphone: .echo(delay: echoDelay, decibels: -6))
        system.start(SoundWiring(capture: ears, playback: playout.queue, reference: tape))
        system.demandPlayback(.wanted)
        return (system, ears)
    }

    @Test func itDoesNotHearItself() throws {
        let playout = Playout.plain()
        let (system, ears) = try wired(playout)
        try playout.say(babbling(samples: 120_000, peak: 12_000, seed: 1, rate: 24_000), hertz: 24_000, tag)
        system.advance(milliseconds: 5_000)
        system.stop()
        let late = ears.blocks.suffix(150)
        let (before, after) = late.reduce((Float(0), Float(0))) { sum, block in
            (sum.0 + amplitude(decibels: 2 * block.microphone.rms), sum.1 + amplitude(decibels: 2 * block.output.rms))
        }
        #expect(decibels(power: before) - decibels(power: after) >= 20)
        #expect(ears.blocks.allSatisfy { $0.bargeIn == nil && $0.speech == nil })
        #expect(ears.blocks.last?.isFarEndActive == true)
        #expect(ears.pipeline.counters.lostSamples == 0)
    }

    @Test func anInterruptedAnswerStopsAndTheLedgerKnowsWhere() throws {
        let playout = Playout.plain()
        let (system, _) = try wired(playout)
        try playout.say([Int16](repeating: 6_000, count: 240_000), hertz: 24_000, tag)
        system.advance(milliseconds: 1_000)
        playout.raiseResponse(to: 2)
        system.cutPlayback()
        let cut = system.playedEnd
        system.advance(milliseconds: 500)
        let after = system.played(cut..<system.playedEnd)
        // One step until the note is read, 10 ms of fade.
        #expect(after[(480 + 480)...].allSatisfy { $0 == 0 })
        let sounding = system.played(0..<system.playedEnd).filter { $0 != 0 }.count
        _ = playout.collect()
        let heard = try #require(playout.account(of: tag)?.heard)
        #expect(abs(2 * Int(heard) - sounding) <= 4)
        #expect(playout.account(of: tag)?.rendered == heard)
        system.stop()
    }

    @Test func aPausedAnswerGoesOnWhereTheListenerStopped() throws {
        let playout = Playout.plain()
        let (system, _) = try wired(playout)
        let sound = staircase(96_000)
        try playout.say(sound, tag)
        _ = playout.complete(tag)
        system.advance(milliseconds: 700)
        playout.pause()
        system.cutPlayback()
        system.advance(milliseconds: 300)
        playout.resume()
        system.advance(milliseconds: 2_500)
        let played = system.played(0..<system.playedEnd)
        let pause = try #require(played.indices.dropFirst(20_000).first { played[$0] == 0 && played[$0 + 100] == 0 })
        let resumed = try #require(played.indices.dropFirst(pause).first { played[$0] != 0 })
        // Each value tells its place in the item. The ends of fades round to zero: two samples cannot be seen.
        let before = place(of: played[pause - 2_000]) + 2_000
        let after = place(of: played[resumed + 600]) - 600
        #expect(abs(after - before) <= 2)
        let events = playout.collect()
        #expect(events.last == .silent)
        #expect(playout.account(of: tag)?.heard == 96_000)
        system.stop()
    }

    private func place(of value: Int16) -> Int { Int(value) - 1_001 }
}
