import Sound
import Testing

@testable import PulseSound

@Suite struct ArrivalWatchTests {
    /// Feeds 10 ms pieces that arrive at the given milliseconds; tells the verdicts that were not "fresh".
    private func judge(_ watch: inout ArrivalWatch, from start: Int, arrivals: [Int]) -> [String] {
        arrivals.enumerated().compactMap { number, arrival in
            let end = SampleTime(Int64((start + number + 1) * 480))
            let verdict = watch.judge(end: end, at: .milliseconds(arrival))
            return verdict == .fresh ? nil : "\(arrival) \(verdict)"
        }
    }

    @Test func piecesOnTimeAreFresh() {
        var watch = ArrivalWatch(rate: .highest)
        #expect(judge(&watch, from: 0, arrivals: (1...1_000).map { $0 * 10 }) == [])
    }

    @Test func aLittleLatenessIsForgiven() {
        var watch = ArrivalWatch(rate: .highest)
        _ = judge(&watch, from: 0, arrivals: (1...100).map { $0 * 10 })
        // Our thread starved for a quarter of a second, then all of it came at once.
        #expect(judge(&watch, from: 100, arrivals: (1...25).map { _ in 1_260 }) == [])
        #expect(judge(&watch, from: 125, arrivals: (126...200).map { $0 * 10 }) == [])
    }

    @Test func aFloodAfterAFreezeIsStaleUntilItIsThePresent() {
        var watch = ArrivalWatch(rate: .highest)
        _ = judge(&watch, from: 0, arrivals: (1...100).map { $0 * 10 })
        // Two seconds stood still; at 3,000 the first two hundred pieces come within 20 ms.
        let flood = judge(&watch, from: 100, arrivals: (1...200).map { 3_000 + $0 / 10 })
        #expect(flood.count > 180 && flood.count < 200)
        #expect(flood.allSatisfy { $0.hasSuffix("stale") })
        #expect(judge(&watch, from: 300, arrivals: (303...400).map { $0 * 10 }) == [])
    }

    @Test func soundThatNeverCameIsAGap() {
        var watch = ArrivalWatch(rate: .highest)
        _ = judge(&watch, from: 0, arrivals: (1...100).map { $0 * 10 })
        // Two seconds are missing, then pieces come at their pace.
        let told = judge(&watch, from: 100, arrivals: (301...316).map { $0 * 10 })
        #expect(told.count == 16 && told.dropLast().allSatisfy { $0.hasSuffix("stale") })
        let gap = (told.last ?? "").filter(\.isNumber)
        let missing = Int(gap.dropFirst(4)) ?? 0
        #expect(told.last?.hasPrefix("3160 gap") == true && abs(missing - 96_000) < 96)
        // The index jumps by the gap, and all is well.
        #expect(judge(&watch, from: 116 + 200, arrivals: (317...400).map { $0 * 10 }) == [])
    }

    @Test func aClockSlowerThanOursIsFollowed() {
        var watch = ArrivalWatch(rate: .highest)
        // 300 ppm slow for ten minutes: 180 ms later than the first piece would have it.
        let end = 60_000
        for number in 1...end {
            let arrival = Moment(microseconds: Int64(number) * 10_003)
            #expect(watch.judge(end: SampleTime(Int64(number * 480)), at: arrival) == .fresh)
        }
    }
}
