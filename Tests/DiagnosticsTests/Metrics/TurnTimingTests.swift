import Testing

@testable import Diagnostics

@Suite("Turn timing")
struct TurnTimingTests {
    private func complete() -> TurnTiming {
        var turn = TurnTiming(turn: "t-7")
        for (mark, at) in zip(TurnTiming.Mark.allCases, [1000, 1030, 1034, 1300, 1302, 1320, 1345]) {
            turn.mark(mark, at: .milliseconds(at))
        }
        return turn
    }

    @Test func segmentsAddUpToTheWhole() {
        let turn = complete()
        #expect(TurnTiming.Segment.allCases.map { turn[$0]?.milliseconds } == [30, 4, 266, 2, 18, 25])
        #expect(turn.total == .milliseconds(345))
        #expect(turn.isComplete)
        #expect(
            turn.summary == "capture 30 · uplink 4 · service 266 · downlink 2 · buffer 18 · output 25 = 345 ms")
    }

    @Test func theFirstOfAKindCounts() {
        var turn = complete()
        turn.mark(.heard, at: .seconds(9))
        #expect(turn.total == .milliseconds(345))
    }

    @Test func whatIsMissingOrReversedHasNoFigure() {
        var turn = TurnTiming(turn: "t-8")
        turn.mark(.sent, at: .milliseconds(500))
        turn.mark(.answered, at: .milliseconds(400))
        #expect(turn[.service] == nil)
        #expect(turn[.uplink] == nil)
        #expect(turn.total == nil)
        #expect(!turn.isComplete)
        #expect(turn.summary == "capture – · uplink – · service – · downlink – · buffer – · output – = – ms")
    }
}
