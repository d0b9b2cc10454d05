import Sound
import Testing

@testable import PulseSound

@Suite struct DeviceProgressTests {
    @Test func movesAtItsRateBetweenReports() {
        var progress = DeviceProgress(rate: .highest)
        #expect(progress.place(at: .milliseconds(5)) == nil)
        #expect(progress.report(4_800, at: .milliseconds(100)) == true)
        #expect(progress.place(at: .milliseconds(100)) == 4_800)
        #expect(progress.place(at: .milliseconds(110)) == 5_280)
    }

    @Test func ofReportsThatLagTheOneFurthestAheadCounts() {
        var progress = DeviceProgress(rate: .highest)
        // A server that tells the place at its last cycle of 512 samples: up to 10.67 ms behind.
        for number in 0..<DeviceProgress.kept {
            let moment = number * 25
            let place = moment * 48 / 512 * 512
            #expect(progress.report(Double(place), at: .milliseconds(moment)) == true)
        }
        let error = progress.place(at: .milliseconds(200)).map { $0 - 9_600 } ?? .min
        #expect(error <= 0 && error > -96)
    }

    @Test func aDeviceThatStoodStillIsFollowedAnew() {
        var progress = DeviceProgress(rate: .highest)
        #expect(progress.report(4_800, at: .milliseconds(100)) == true)
        #expect(progress.report(5_280, at: .milliseconds(5_000)) == false)
        #expect(progress.place(at: .milliseconds(5_000)) == 5_280)
        #expect(progress.reports == 1)
    }
}
