import Sound
import Testing

@testable import PulseSound

@Suite struct ClockTieTests {
    private func progress(_ place: Double, reports: Int = 1) -> DeviceProgress {
        var progress = DeviceProgress(rate: .highest)
        for number in 0..<reports {
            _ = progress.report(place + Double(number * 480), at: .milliseconds(number * 10))
        }
        return progress
    }

    private func measure(_ tie: inout ClockTie, _ capture: DeviceProgress, _ playback: DeviceProgress) -> Bool {
        tie.measure(capture: capture, .highest, playback: playback, .highest, at: .milliseconds(80))
    }

    @Test func theFirstReportsGiveAPairAtOnce() {
        var tie = ClockTie()
        tie.loosen(isPlaying: true, isNewStream: true)
        #expect(measure(&tie, progress(1_000), DeviceProgress(rate: .highest)) == false)
        #expect(measure(&tie, progress(1_000), progress(200)) == true)
        #expect(tie.pair.isPlaying && tie.pair.epoch == 1)
        #expect(tie.pair.playbackTime(at: SampleTime(5_000)) == SampleTime(4_200))
        #expect(tie.needsReports)
    }

    @Test func enoughReportsSettleItWithoutANewEpochWhenTheFirstWasGood() {
        var tie = ClockTie()
        tie.loosen(isPlaying: true, isNewStream: true)
        _ = measure(&tie, progress(1_000), progress(200))
        #expect(measure(&tie, progress(1_010, reports: 8), progress(200, reports: 8)) == false)
        #expect(!tie.needsReports)
        #expect(tie.pair.epoch == 1)
    }

    @Test func aBetterPairIsANewEpoch() {
        var tie = ClockTie()
        tie.loosen(isPlaying: true, isNewStream: true)
        _ = measure(&tie, progress(1_000), progress(200))
        #expect(measure(&tie, progress(1_000, reports: 8), progress(500, reports: 8)) == true)
        #expect(tie.pair.epoch == 2)
        #expect(measure(&tie, progress(9_000, reports: 8), progress(500, reports: 8)) == false)
    }

    @Test func anEndedLoudspeakerIsToldOnce() {
        var tie = ClockTie()
        tie.loosen(isPlaying: false, isNewStream: true)
        #expect(tie.pair.epoch == 0)
        tie.loosen(isPlaying: true, isNewStream: true)
        _ = measure(&tie, progress(0), progress(0))
        tie.loosen(isPlaying: false, isNewStream: true)
        #expect(!tie.pair.isPlaying && tie.pair.epoch == 2)
        tie.loosen(isPlaying: false, isNewStream: true)
        #expect(tie.pair.epoch == 2)
        #expect(!tie.needsReports)
    }

    @Test func lostSamplesKeepThePairUntilAMeasureContradictsIt() {
        var tie = ClockTie()
        tie.loosen(isPlaying: true, isNewStream: true)
        _ = measure(&tie, progress(1_000, reports: 8), progress(200, reports: 8))
        tie.loosen(isPlaying: true, isNewStream: false)
        #expect(measure(&tie, progress(1_400), progress(200)) == false)
        #expect(measure(&tie, progress(1_010, reports: 8), progress(200, reports: 8)) == false)
        #expect(tie.pair.epoch == 1 && !tie.needsReports)
        tie.loosen(isPlaying: true, isNewStream: false)
        #expect(measure(&tie, progress(1_400, reports: 8), progress(200, reports: 8)) == true)
        #expect(tie.pair.epoch == 2)
    }
}
