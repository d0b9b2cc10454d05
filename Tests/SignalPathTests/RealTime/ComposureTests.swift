import Testing

@testable import SignalPath

@Suite struct ComposureTests {
    /// Thresholds of that many blocks after sound was lost, the echo long known.
    private func thresholds(
        _ blocks: Int, whileTalking isTalking: Bool, threshold: Float = 0.5
    ) -> [Float] {
        var composure = Composure()
        var settings = BargeInSettings()
        settings.threshold = threshold
        composure.lose(whileTalking: isTalking)
        return (0..<blocks).map { _ in composure.applied(to: settings, after: 1_000).threshold }
    }

    @Test func takesNearCertaintyForAWhileAfterALoss() {
        #expect(thresholds(152, whileTalking: true) == Array(repeating: 0.85, count: 150) + [0.5, 0.5])
    }

    @Test func whatIsLostInSilenceShakesNobody() {
        #expect(thresholds(1, whileTalking: false) == [0.5])
    }

    @Test func newFiltersTakeNearCertaintyForThreeSecondsOfEcho() {
        var composure = Composure()
        let strictness = (0..<302).map { composure.applied(to: BargeInSettings(), after: $0) }
        #expect(strictness.map(\.certainty) == Array(repeating: 0.85, count: 300) + [0.65, 0.65])
        #expect(strictness.map(\.threshold) == Array(repeating: 0.85, count: 300) + [0.5, 0.5])
    }

    @Test func anAdminWhoWantsMoreGetsIt() {
        #expect(thresholds(1, whileTalking: true, threshold: 0.95) == [0.95])
    }
}
