import Testing

@testable import voicelivectl

@Suite struct HealthReportTests {
    @Test func whatIsAskedInTheLastMomentIsAnsweredToo() {
        #expect(HealthReport.patience(5_000, left: 1) == 1_000 && HealthReport.patience(5_000, left: -3) == 1_000)
        #expect(HealthReport.patience(5_000, left: 3_000) == 3_000)
        #expect(HealthReport.patience(5_000, left: 60_000) == 5_000)
        #expect(HealthReport.patience(300, left: 1) == 300)
    }
}
