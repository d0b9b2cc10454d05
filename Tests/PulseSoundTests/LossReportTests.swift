import Sound
import Testing

@testable import PulseSound

@Suite struct LossReportTests {
    @Test func smallLossesBecomeOneEvent() {
        var report = LossReport()
        #expect(report.deadline == nil)
        report.add(capture: 0, playback: 0, at: .milliseconds(0))
        #expect(report.deadline == nil)
        report.add(capture: 10, playback: 0, at: .milliseconds(5))
        report.add(capture: 20, playback: 0, at: .milliseconds(50))
        #expect(report.deadline == .milliseconds(105))
        #expect(report.take() == [.lost(.capture, samples: 30)])
        #expect(report.deadline == nil)
        report.add(capture: 1, playback: 2, at: .milliseconds(200))
        #expect(report.take() == [.lost(.capture, samples: 1), .lost(.playback, samples: 2)])
    }
}
