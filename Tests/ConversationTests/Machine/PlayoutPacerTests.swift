import Testing

@testable import Conversation

@Suite struct PlayoutPacerTests {
    private let response = ResponseKey(ConnectionNumber(1), "R1")

    /// Plays deltas of 100 ms that arrive at these instants. Returns gaps after the first second, and all stretching.
    private func play(
        _ arrivals: [Duration], _ pacer: inout PlayoutPacer, response: ResponseKey
    ) -> (late: [Duration], stretched: Duration) {
        let length = Duration.milliseconds(100)
        var end = arrivals[0]
        var late: [Duration] = []
        var stretched = Duration.zero
        for arrival in arrivals {
            if arrival > end, arrival > arrivals[0] {
                if arrival - arrivals[0] > .seconds(1) { late.append(arrival - end) }
                end = arrival
            }
            end += length
            if let stretch = pacer.arrived(length, of: response, at: arrival) {
                end += stretch
                stretched += stretch
            }
        }
        return (late, stretched)
    }

    @Test func fasterThanRealTimeIsNeverStretched() {
        var pacer = PlayoutPacer(longestStretch: .milliseconds(100))
        let arrivals = (0..<50).map { Duration.milliseconds($0 * 20) }
        #expect(play(arrivals, &pacer, response: response) == (late: [], stretched: .zero))
    }

    @Test func punctualRealTimeIsNeverStretched() {
        var pacer = PlayoutPacer(longestStretch: .milliseconds(100))
        let arrivals = (0..<50).map { Duration.milliseconds($0 * 100 + $0 % 3) }
        #expect(play(arrivals, &pacer, response: response).stretched == .zero)
    }

    @Test(arguments: 1...10) func jitterOfEightyMillisecondsIsSmoothAfterTheFirstSecond(seed: UInt64) {
        var random = SplitMix(state: seed)
        var pacer = PlayoutPacer(longestStretch: .milliseconds(100))
        var gaps = 0
        for answer in 0..<5 {
            let start = Duration.seconds(answer * 100)
            let arrivals = (0..<80).map {
                start + .milliseconds($0 * 100 + Int.random(in: 0...80, using: &random))
            }
            let key = ResponseKey(ConnectionNumber(1), ResponseID("R\(answer)"))
            let result = play(arrivals.sorted(), &pacer, response: key)
            gaps += result.late.count
            #expect(result.stretched <= .milliseconds(100))
        }
        #expect(gaps == 0)
    }

    /// 30 ms at most, as far as the first second shows; then a delta that comes later still, but not too late.
    @Test func inTheMiddleOfAnAnswerNoPauseIsMadeThatNobodyNeeds() {
        var pacer = PlayoutPacer(longestStretch: .milliseconds(100))
        let beginning = (0..<11).map { Duration.milliseconds($0 * 100 + ($0 % 2) * 30) }
        let first = play(beginning, &pacer, response: response)
        #expect(first.late == [] && first.stretched == .milliseconds(40))
        let length = Duration.milliseconds(100)
        #expect(pacer.arrived(length, of: response, at: .milliseconds(1_160)) == nil)
        #expect(pacer.arrived(length, of: response, at: .milliseconds(1_285)) == .milliseconds(15))
    }

    /// Three at a time, or the first three at once: never late, so that no pause is needed.
    @Test(arguments: [true, false]) func deltasThatComeTogetherAreNoJitter(always: Bool) {
        var pacer = PlayoutPacer(longestStretch: .milliseconds(100))
        let arrivals = (0..<30).map { index in
            Duration.milliseconds(always ? index / 3 * 300 : max(0, index - 2) * 100)
        }
        #expect(play(arrivals, &pacer, response: response) == (late: [], stretched: .zero))
    }

    @Test func whatWasLearnedShrinksWhenCalm() {
        var pacer = PlayoutPacer(longestStretch: .milliseconds(100))
        _ = play([.zero, .milliseconds(170)], &pacer, response: response)
        for answer in 1...8 {
            let start = Duration.seconds(answer * 10)
            let arrivals = (0..<10).map { start + .milliseconds($0 * 100) }
            _ = play(arrivals, &pacer, response: ResponseKey(ConnectionNumber(1), ResponseID("Q\(answer)")))
        }
        #expect(pacer.learned == .zero)
    }

    @Test func anAnswerStartsWithItsFirstDelta() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.service(.responseCreated("R1"))
        #expect(script.service(.sound("R1", "A1", 100)) == ["play 100 of A1"])
    }
}
