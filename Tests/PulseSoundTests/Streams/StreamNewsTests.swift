import Sound
import Testing

@testable import PulseSound

@Suite struct StreamNewsTests {
    private func stream(_ latency: Int, device: String = "card", granted: Int = 960) -> RunningStream {
        RunningStream(
            device: device, rate: StreamRate(hertz: 48_000)!, grantedSamples: granted, latencyMilliseconds: latency)
    }

    private func told(_ latencies: [Int?]) -> [Int?] {
        var news = StreamNews()
        return latencies.map { news.take(stream(0), latency: $0)?.latencyMilliseconds }
    }

    @Test func theFirstMeasureIsToldAsItIs() {
        #expect(told([37, 37]) == [37, nil])
    }

    @Test func aLatencyNotKnownYetIsNoMeasure() {
        #expect(told([nil, nil, 16, 15, 16, nil, 15]) == [0, nil, 16, nil, nil, nil, nil])
    }

    @Test func aPieceMoreOrLessIsNoNews() {
        let jitter = (0..<100).map { 40 + ($0 % 2) * 20 }
        #expect(told(jitter).dropFirst().allSatisfy { $0 == nil })
    }

    @Test func aLatencyThatStaysIsToldWhenItIsSure() {
        let told = told(Array(repeating: 40, count: 10) + Array(repeating: 100, count: 60))
        let news = told.enumerated().filter { $1 != nil }
        #expect(news.count > 1 && news.count < 8)
        #expect(abs((news.last?.element ?? 0) - 100) < 15)
    }

    @Test func anythingElseIsToldAtOnce() {
        var news = StreamNews()
        let granted = stream(40, device: "other", granted: 480)
        #expect(news.take(stream(0), latency: 40) == stream(40))
        #expect(news.take(stream(0, device: "other"), latency: 40) == stream(40, device: "other"))
        #expect(news.take(stream(0, device: "other", granted: 480), latency: nil) == granted)
        #expect(news.take(stream(0, device: "other", granted: 480), latency: 40) == nil)
    }
}
