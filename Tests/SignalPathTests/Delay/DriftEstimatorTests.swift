import Testing

@testable import SignalPath

@Suite struct DriftEstimatorTests {
    /// The last estimate of a delay that begins at 40 ms and drifts, measured five times a second to some hundredths.
    private func last(
        of partsPerMillion: Float, seconds: Int = 8, error: Float = 0.01, strays: Int = 0, confidence: Float = 20
    ) -> DriftEstimate? {
        var estimator = DriftEstimator()
        var dice = Dice(11)
        var found: DriftEstimate?
        for number in 1...(5 * seconds) {
            let seconds = Float(number) / 5
            let stray: Float = strays > 0 && number % strays == 0 ? 1.2 : 0
            let delay = 40 + seconds * partsPerMillion / 1_000 + dice.roll() * error + stray
            found = estimator.add(
                DelayEstimate(block: number * 20, generation: 0, milliseconds: delay, confidence: confidence))
        }
        return found
    }

    @Test(arguments: [0, 50, -50, 200, -200, 300] as [Float]) func findsTheDrift(partsPerMillion: Float) throws {
        let found = try #require(last(of: partsPerMillion))
        #expect(abs(found.partsPerMillion - partsPerMillion) < 3)
        #expect(found.uncertainty < 8)
        #expect(abs(found.milliseconds - (40 + 8 * partsPerMillion / 1_000)) < 0.02)
    }

    @Test func strayDelaysDoNotCount() throws {
        let found = try #require(last(of: 200, strays: 7))
        #expect(abs(found.partsPerMillion - 200) < 5)
    }

    @Test func saysNothingBeforeThereIsALine() {
        #expect(last(of: 100, seconds: 2) == nil)
        #expect(last(of: 100, confidence: 5) == nil)
    }

    @Test func aWildDelayIsUncertain() {
        let found = last(of: 0, error: 0.7)
        #expect(found.map { $0.uncertainty > 30 } ?? true)
    }

    @Test func aJumpBeginsAnew() {
        var estimator = DriftEstimator()
        var said: [Bool] = []
        for number in 1...64 {
            let delay: Float = number <= 40 ? 40 : 80
            let estimate = DelayEstimate(block: number * 20, generation: 0, milliseconds: delay, confidence: 20)
            said.append(estimator.add(estimate) != nil)
        }
        #expect(said[39] && !said[45])
        #expect(said[63])
    }
}
