import Testing

@testable import SignalPath

@Suite struct DelayEstimatorTests {
    /// The estimates for an echo `lag` samples (8 kHz) behind the reference; negative means before it.
    private func estimates(lag: Int, gain: Int = 2, seconds: Int = 3, longest: Int = 500) -> [DelayEstimate] {
        let played = babbling(samples: seconds * 8_000 + 16_384, peak: 9_000, seed: 4, rate: 8_000)
        var estimator = DelayEstimator(longestMilliseconds: longest)
        var found: [DelayEstimate] = []
        for block in 0..<(seconds * 100) {
            var tap = DelayTap(block: block, generation: 1)
            for index in 0..<80 {
                let place = 8_192 + block * 80 + index
                tap.reference[index] = played[place]
                tap.microphone[index] = gain == 0 ? 0 : played[place - lag] / Int16(gain)
            }
            if let estimate = estimator.add(tap) { found.append(estimate) }
        }
        return found
    }

    @Test(arguments: [0, 83, 2_400, 3_999, -400]) func findsTheDelay(lag: Int) throws {
        let last = try #require(estimates(lag: lag).last)
        #expect(abs(last.milliseconds - Float(lag) / 8) < 0.2)
        #expect(last.confidence > 20)
    }

    @Test(arguments: [(7_900, 1_000), (1_500, 200), (300, 40)]) func searchesAsFarAsItIsTold(
        lag: Int, longest: Int
    ) throws {
        let last = try #require(estimates(lag: lag, longest: longest).last)
        let isWithin = lag / 8 <= longest
        #expect((abs(last.milliseconds - Float(lag) / 8) < 0.2) == isWithin)
        #expect(isWithin || last.confidence < 9)
    }

    @Test func aLoudspeakerWiredTheWrongWayRoundIsFoundToo() throws {
        let last = try #require(estimates(lag: 500, gain: -2).last)
        #expect(abs(last.milliseconds - 62.5) < 0.2)
    }

    @Test func silenceSaysNothing() {
        var estimator = DelayEstimator()
        let said = (0..<200).compactMap { estimator.add(DelayTap(block: $0, generation: 0)) }
        #expect(said.isEmpty)
    }

    @Test func aDeadMicrophoneGivesNoConfidence() {
        #expect(estimates(lag: 100, gain: 0).allSatisfy { $0.confidence < 9 })
    }
}
