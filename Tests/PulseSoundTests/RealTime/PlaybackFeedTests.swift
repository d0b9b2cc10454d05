import Sound
import TestBench
import Testing

@testable import PulseSound

@Suite struct PlaybackFeedTests {
    private struct Bench {
        let source = NumberedSound()
        let tape = ReferenceTape(capacity: 48_000)
        let feed: PlaybackFeed

        init() {
            feed = PlaybackFeed(source: source, tape: tape)
            feed.begin(rate: .highest)
        }

        /// What the stream was given.
        func fill(_ count: Int, late: Int = 0) -> [Int16] {
            var given: [Int16] = []
            unsafe feed.fill(count, late: late) { unsafe given = Array($0) }
            return given
        }

        func cut(at place: Int, fade: Int) -> [Int16] {
            var given: [Int16] = []
            _ = unsafe feed.cut(at: SampleTime(Int64(place)), fade: fade) { unsafe given = Array($0) }
            return given
        }

        func onTape(_ start: Int, _ count: Int) -> [Int16] {
            var samples = [Int16](repeating: -1, count: count)
            var span = samples.mutableSpan
            _ = tape.read(from: SampleTime(Int64(start)), into: &span)
            return samples
        }
    }

    private func numbers(_ range: Range<Int>) -> [Int16] { range.map { NumberedSound.code(Int64($0)) } }

    @Test func whatIsGivenIsOnTheTape() {
        let bench = Bench()
        #expect(bench.fill(1_440) == numbers(0..<1_440))
        #expect(bench.fill(700) == numbers(1_440..<2_140))
        #expect(bench.onTape(0, 2_140) == numbers(0..<2_140))
        #expect(bench.tape.end == SampleTime(2_140))
        #expect(bench.source.told.jumps == 0)
    }

    @Test func lateSoundIsSilenceOnTheTapeAndALoss() {
        let bench = Bench()
        _ = bench.fill(480)
        #expect(bench.fill(960, late: 480) == [Int16](repeating: 0, count: 480) + numbers(960..<1_440))
        #expect(bench.onTape(480, 480) == [Int16](repeating: 0, count: 480))
        #expect(bench.feed.takeLost() == 480)
        #expect(bench.source.told.jumps == 1)
    }

    @Test func lateSilenceIsNoLoss() {
        let bench = Bench()
        bench.source.speak(false)
        _ = bench.fill(480)
        _ = bench.fill(960, late: 480)
        #expect(bench.feed.takeLost() == 0)
    }

    @Test func aCutFadesAndTakesTheRestBack() {
        let bench = Bench()
        _ = bench.fill(1_920)
        bench.feed.heard(until: SampleTime(400))
        bench.source.speak(false)
        let given = bench.cut(at: 600, fade: 240)
        #expect(given.count == 1_320)
        #expect(given[0] >= 10_500 && given[0] < 10_600)
        #expect(zip(given[0..<240], given[1..<240]).allSatisfy { $0 > $1 })
        #expect(given[239] < 60)
        #expect(given[240...].allSatisfy { $0 == 0 })
        #expect(bench.source.told.takenBack == [SampleTime(840)])
        #expect(bench.onTape(0, 600) == numbers(0..<600))
        #expect(bench.onTape(600, 1_320) == given)
        #expect(bench.feed.written == SampleTime(1_920))
    }

    @Test func silenceThatTheSourceNeverRenderedIsNotTakenBackFromIt() {
        let bench = Bench()
        _ = bench.fill(480)
        _ = bench.fill(480, late: 480)
        #expect(bench.cut(at: 600, fade: 0) == numbers(600..<960))
        #expect(bench.source.told.takenBack == [])
        _ = bench.fill(480, late: 480)
        bench.feed.end()
        #expect(bench.source.told.takenBack == [SampleTime(0)])
    }

    @Test func aCutLetsTheSourceSaySomethingElseAtOnce() {
        let bench = Bench()
        _ = bench.fill(1_920)
        #expect(bench.cut(at: 960, fade: 0) == numbers(960..<1_920))
        #expect(bench.source.told.takenBack == [SampleTime(960)])
        #expect(bench.source.told.jumps == 0)
    }

    @Test func whatWasHeardCannotBeCut() {
        let bench = Bench()
        _ = bench.fill(960)
        bench.feed.heard(until: SampleTime(700))
        #expect(bench.cut(at: 100, fade: 0).count == 260)
        #expect(bench.cut(at: 960, fade: 100).isEmpty)
        #expect(bench.cut(at: 5_000, fade: 100).isEmpty)
    }

    @Test func heardNeverGoesBackNorBeyondWhatWasGiven() {
        let bench = Bench()
        _ = bench.fill(960)
        bench.feed.heard(until: SampleTime(500))
        bench.feed.heard(until: SampleTime(300))
        #expect(bench.source.told.heard == SampleTime(500))
        bench.feed.heard(until: SampleTime(9_999))
        #expect(bench.source.told.heard == SampleTime(960))
    }

    @Test func aLostStreamTakesBackWhatItDidNotPlay() {
        let bench = Bench()
        _ = bench.fill(1_440)
        bench.feed.heard(until: SampleTime(1_000))
        bench.feed.end()
        #expect(bench.source.told.takenBack == [SampleTime(1_000)])
        #expect(bench.tape.end == SampleTime(1_000))
        bench.feed.begin(rate: .highest)
        #expect(bench.source.told.prepared == [SampleTime(0), SampleTime(1_000)])
    }

    @Test func renderingAndCuttingAllocateNothing() {
        let tape = ReferenceTape(capacity: 48_000)
        let feed = PlaybackFeed(source: MuteSource(), tape: tape)
        feed.begin(rate: .highest)
        let isClean = runsWithoutAllocation {
            for _ in 0..<100 {
                unsafe feed.fill(1_000, late: 0) { _ in }
                feed.heard(until: feed.written)
                unsafe feed.fill(1_440, late: 100) { _ in }
                _ = unsafe feed.cut(at: feed.heard + 480, fade: 240) { _ in }
            }
            _ = feed.takeLost()
        }
        #expect(isClean)
    }
}

/// Renders silence.
private final class MuteSource: PlaybackSource {
    func prepare(rate: StreamRate, start: SampleTime) {}
    func takenBack(from first: SampleTime) {}
    func heard(until end: SampleTime) {}

    func render(into target: inout MutableSpan<Int16>, start: SampleTime) -> Bool {
        for index in 0..<target.count { target[index] = 0 }
        return true
    }
}
