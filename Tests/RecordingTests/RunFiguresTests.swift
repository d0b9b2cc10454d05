import ControlProtocol
import SignalPath
import Testing

@testable import Recording

@Suite struct RunFiguresTests {
    /// Two seconds each: silence, agent alone, person alone.
    private func track(_ quiet: Int16, _ agent: Int16, _ person: Int16) -> [Int16] {
        [quiet, agent, person].flatMap { level in (0..<32_000).map { $0 % 2 == 0 ? level : -level } }
    }

    @Test func levelsAreTakenWhereTheyBelong() throws {
        let measures = RunMeasures(
            wire: [
                "blocks": 600, "far_blocks": 200, "speech": [[4_000, 6_000]], "barge_ins": [2_500], "delay_ms": 40,
                "rtf": 0.0125,
            ])
        let figures = RunFigures(
            microphone: track(33, 3_277, 3_277), reference: track(0, 3_277, 0), output: track(33, 33, 1_638),
            rate: 16_000, measures: measures)
        let reduction = try #require(figures.echoReduction)
        #expect(abs(reduction - 40) < 0.2)
        #expect(abs(try #require(figures.residualEcho) + 60) < 0.2)
        #expect(abs(try #require(figures.noiseFloor) + 60) < 0.2)
        #expect(abs(try #require(figures.speechLevel) + 26) < 0.2)
        #expect(figures.speechStretches == 1 && figures.speechSeconds == 2)
        #expect(abs(try #require(figures.bargeInsPerMinute) - 30) < 0.01)
        #expect(figures.delay == 40 && figures.processorShare.map { abs($0 - 0.0125) < 1e-6 } ?? false)
    }

    @Test func whatIsNotThereIsNotMeasured() {
        let figures = RunFigures(
            microphone: nil, reference: nil, output: track(33, 33, 33), rate: 16_000, measures: RunMeasures())
        #expect(figures.echoReduction == nil && figures.speechLevel == nil && figures.bargeInsPerMinute == nil)
        #expect(figures.clippedShare == 0)
    }

    @Test func clippingIsCounted() {
        let clipped = [Int16](repeating: 32_767, count: 100) + [Int16](repeating: 0, count: 300)
        let figures = RunFigures(
            microphone: clipped, reference: nil, output: clipped, rate: 16_000, measures: RunMeasures())
        #expect(figures.clippedShare == 0.25)
    }

    @Test func measuresSurviveTheFile() {
        let wire: JSONValue = [
            "blocks": 600, "far_blocks": 10, "erle_db": 33.5, "delay_ms": 41.25, "drift_ppm": -3, "speech": [[10, 50]],
            "barge_ins": [20, 30], "withdrawn": 2, "rtf": 0.01,
        ]
        #expect(RunMeasures(wire: wire).wire == RunMeasures(wire: RunMeasures(wire: wire).wire).wire)
        #expect(RunMeasures(wire: wire).wire["drift_ppm"]?.double == -3)
        #expect(RunMeasures(wire: "nonsense").blocks == 0)
    }
}
