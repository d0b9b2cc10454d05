import Sound
import Testing

@testable import LiveAudio

@Suite struct SampleClockTests {
    private let rate = StreamRate(hertz: 16_000)!

    /// Blocks of 10 ms that reach us `lag` after they were taken.
    private func receive(_ clock: inout SampleClock, blocks: Range<Int>, lag: (Int) -> Duration) {
        for block in blocks {
            let end = SampleTime(Int64(block + 1) * 160)
            clock.receive(end: end, rate: rate, at: .milliseconds(10 * (block + 1)) + lag(block))
        }
    }

    private func apart(_ left: Duration, _ right: Duration) -> Duration { left < right ? right - left : left - right }

    @Test func waitingIsNotLag() {
        var clock = SampleClock()
        receive(&clock, blocks: 0..<100) { $0 % 7 == 3 ? .milliseconds(5) : .milliseconds(5 + $0 % 30) }
        #expect(apart(clock.instant(of: SampleTime(16_000), rate: rate), .milliseconds(1_005)) < .milliseconds(1))
    }

    @Test func theServersDelayIsTakenOff() {
        var clock = SampleClock()
        clock.deviceLatency = .milliseconds(30)
        receive(&clock, blocks: 0..<1) { _ in .zero }
        #expect(clock.instant(of: SampleTime(160), rate: rate) == .milliseconds(-20))
    }

    @Test func aLongerPathIsFollowedInTime() {
        var clock = SampleClock()
        receive(&clock, blocks: 0..<100) { _ in .zero }
        receive(&clock, blocks: 100..<6_000) { _ in .milliseconds(10) }
        #expect(apart(clock.instant(of: SampleTime(960_000), rate: rate), .milliseconds(60_010)) < .milliseconds(1))
    }

    @Test func anotherStreamBeginsAnew() {
        var clock = SampleClock()
        receive(&clock, blocks: 0..<10) { _ in .zero }
        receive(&clock, blocks: 10..<11) { _ in .seconds(3) }
        #expect(clock.instant(of: SampleTime(1_760), rate: rate) == .milliseconds(3_110))
    }

    @Test func aYearOfListeningIsCounted() {
        var clock = SampleClock()
        let year = SampleTime(16_000 * 86_400 * 365)
        clock.receive(end: year, rate: rate, at: .seconds(86_400 * 365))
        #expect(clock.instant(of: year, rate: rate) == .seconds(86_400 * 365))
    }
}
