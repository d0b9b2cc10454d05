import Sound
import Testing

@Suite struct ClockPairTests {
    private func pair(capture: Int64, playback: Int64, rates: (Int, Int)) throws -> ClockPair {
        ClockPair(
            capture: SampleTime(capture), playback: SampleTime(playback),
            captureRate: try #require(StreamRate(hertz: rates.0)),
            playbackRate: try #require(StreamRate(hertz: rates.1)), epoch: 1, isPlaying: true)
    }

    @Test func atOneRateSamplesAreCountedOn() throws {
        let pair = try pair(capture: 1_000, playback: 50, rates: (16_000, 16_000))
        #expect(pair.playbackTime(at: SampleTime(1_000)) == SampleTime(50))
        #expect(pair.playbackTime(at: SampleTime(1_160)) == SampleTime(210))
        #expect(pair.playbackTime(at: SampleTime(900)) == SampleTime(-50))
    }

    @Test func betweenRatesTimeIsKept() throws {
        let pair = try pair(capture: 0, playback: 4_800, rates: (16_000, 48_000))
        #expect(pair.playbackTime(at: SampleTime(160)) == SampleTime(5_280))
        let other = try self.pair(capture: 0, playback: 0, rates: (44_100, 48_000))
        #expect(other.playbackTime(at: SampleTime(44_100 * 3_600)) == SampleTime(48_000 * 3_600))
    }

    @Test func aYearDoesNotOverflow() throws {
        let pair = try pair(capture: 0, playback: 0, rates: (8_000, 48_000))
        let year: Int64 = 365 * 24 * 3_600
        #expect(pair.playbackTime(at: SampleTime(year * 8_000)) == SampleTime(year * 48_000))
    }
}
