import CPulse
import Testing

@testable import PulseSound

struct TimingReportTests {
    @Test func whatADeviceCanSayIsTaken() {
        var report = pa_timing_info()
        #expect(report.isPossible)
        // A day of sound, over a wireless headset.
        report.read_index = 86_400 * 96_000
        report.write_index = report.read_index + 8_000
        report.sink_usec = 2_000_000
        #expect(report.isPossible)
    }

    @Test(arguments: [Int64.min, -1 << 51, 1 << 51, .max]) func impossiblePlacesAreNothing(_ place: Int64) {
        var report = pa_timing_info()
        report.read_index = place
        #expect(!report.isPossible)
        report = pa_timing_info()
        report.write_index = place
        #expect(!report.isPossible)
    }

    @Test(arguments: [60_000_000, UInt64.max]) func impossibleTimesAreNothing(_ time: UInt64) {
        var report = pa_timing_info()
        report.sink_usec = time
        #expect(!report.isPossible)
        report = pa_timing_info()
        report.source_usec = time
        #expect(!report.isPossible)
    }
}
