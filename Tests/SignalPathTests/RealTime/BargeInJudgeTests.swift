import Sound
import Testing

@testable import SignalPath

@Suite struct BargeInJudgeTests {
    private func edges(_ probabilities: [Float]) -> [Int: BargeInEdge] {
        var judge = BargeInJudge()
        var edges: [Int: BargeInEdge] = [:]
        for (block, probability) in probabilities.enumerated() {
            edges[block] = judge.update(probability, start: SampleTime(Int64(block * 160)), settings: BargeInSettings())
        }
        return edges
    }

    private func near(_ blocks: Int) -> [Float] { Array(repeating: 0.9, count: blocks) }
    private func far(_ blocks: Int) -> [Float] { Array(repeating: 0.1, count: blocks) }

    @Test func suspectsThenIsCertainThenLetsGo() {
        #expect(
            edges(far(10) + near(30) + far(40)) == [
                14: .suspected(since: SampleTime(1_600)), 23: .confirmed(since: SampleTime(1_600)), 69: .withdrawn,
            ])
    }

    @Test func aCoughIsOnlySuspected() {
        #expect(edges(near(7) + far(40)) == [4: .suspected(since: .zero), 36: .withdrawn])
    }

    /// Likelier a person than not, and never sure: the agent pauses, and goes on.
    @Test func whatIsOnlyLikelyIsOnlySuspected() {
        let likely = [Float](repeating: 0.6, count: 30)
        #expect(edges(likely + far(40)) == [4: .suspected(since: .zero), 59: .withdrawn])
    }

    @Test func aWordThatBecomesClearerIsBelieved() {
        let likely = [Float](repeating: 0.6, count: 12)
        #expect(edges(likely + near(20))[25] == .confirmed(since: .zero))
    }

    @Test func crumbsAreNothing() {
        #expect(edges((near(1) + far(9)) + (near(2) + far(40)) + far(30)).isEmpty)
    }

    /// We fell silent because of the suspicion, so that nothing is left to talk over.
    @Test func aSuspicionIsJudgedWhileWeAreHushed() {
        var judge = BargeInJudge()
        var edges: [Int: BargeInEdge] = [:]
        for block in 0..<60 {
            edges[block] = judge.update(
                0.9, isOver: block < 6, start: SampleTime(Int64(block * 160)), settings: BargeInSettings())
        }
        #expect(edges == [4: .suspected(since: .zero), 13: .confirmed(since: .zero)])
    }

    @Test func speechWhileWeSayNothingIsNoInterruption() {
        var judge = BargeInJudge()
        for block in 0..<60 {
            let start = SampleTime(Int64(block * 160))
            #expect(judge.update(0.9, isOver: false, start: start, settings: BargeInSettings()) == nil)
        }
    }

    /// Somebody clears their throat for long.
    @Test func breathIsOnlySuspected() {
        var judge = BargeInJudge()
        var edges: [Int: BargeInEdge] = [:]
        for block in 0..<100 {
            edges[block] = judge.update(
                block < 60 ? 0.9 : 0.1, isVoiced: block % 20 == 0, start: SampleTime(Int64(block * 160)),
                settings: BargeInSettings())
        }
        #expect(edges == [4: .suspected(since: .zero), 89: .withdrawn])
    }

    @Test func aHumIsOnlySuspected() {
        var judge = BargeInJudge()
        var edges: [Int: BargeInEdge] = [:]
        for block in 0..<100 {
            edges[block] = judge.update(
                block < 60 ? 0.9 : 0.1, isOpen: false, start: SampleTime(Int64(block * 160)),
                settings: BargeInSettings())
        }
        #expect(edges == [4: .suspected(since: .zero), 89: .withdrawn])
    }
}
