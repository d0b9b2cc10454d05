import Testing

@testable import Conversation

/// How long a conversation may be, and what time and tokens may cost.
@Suite struct LimitTests {
    @Test func theLongestConversationEndsAtOnceWhereNothingIsSaid() {
        let script = ConversationScript.talking(.script { $0.longest = .seconds(60) })
        #expect(script.wait(59_000) == [])
        #expect(script.wait(1_000).last == "finish")
        #expect(script.ending == .tooLong)
    }

    @Test func theAnswerThatIsBeingSpokenIsFinished() {
        let script = ConversationScript.talking(.script { $0.longest = .seconds(2) })
        script.personAsks("U1")
        script.answerBegins("R1", "A1", milliseconds: 3_000)
        script.answerEnds("R1", "A1")
        #expect(!script.wait(2_500).contains("finish"))
        #expect(script.wait(600).last == "finish")
        #expect(script.ending == .tooLong)
    }

    @Test func tokensHaveACapThatNeedsNoPrice() {
        let script = ConversationScript.talking(
            .script {
                $0.budget.tokensPerSession = 1_000
                $0.budget.warnAt = 0.5
            })
        let respond = { (response: ResponseID, usage: ServiceUsage) in
            script.service(.responseCreated(response), .done(response, usage: usage))
        }
        #expect(respond("R1", ServiceUsage(inputText: 400, cachedText: 100)) == [])
        #expect(respond("R2", ServiceUsage(outputAudio: 100)) == ["nearing tokens cap"])
        #expect(respond("R3", ServiceUsage(inputAudio: 500)).last == "finish")
        #expect(script.ending == .budget(.tokens))
    }

    private func timed(_ prices: PriceList, cap: Int = 1_000) -> ConversationScript {
        .talking(
            .script {
                $0.endpoints = [Endpoint(name: "cloud", prices: prices), Endpoint(name: "free")]
                $0.budget.perSession = Cost(billionths: cap)
            })
    }

    @Test func aServiceThatBillsTimeIsPaidByTheMinute() {
        let script = timed(PriceList(perMinute: Cost(billionths: 600)))
        #expect(script.wait(30_000) == [])
        #expect(script.totals.cost == Cost(billionths: 300))
        // Tokens cost nothing there, and do not make the cost unknown.
        script.service(.responseCreated("R1"), .done("R1", usage: ServiceUsage(inputText: 1_000)))
        #expect(script.totals.cost == Cost(billionths: 300))
        #expect(script.wait(54_000).contains("nearing session cap"))
        #expect(script.wait(20_000).last == "finish")
        #expect(script.ending == .budget(.session))
    }

    @Test func onlyTheTimeThatIsServedIsPaid() {
        let script = timed(PriceList(perMinute: Cost(billionths: 600)))
        script.wait(3_000)
        script.closed(1)
        #expect(script.totals.cost == Cost(billionths: 30))
        script.wait(1_000)
        script.ready(2)
        script.wait(3_000)
        script.order(.stop(.now))
        #expect(script.totals.cost == Cost(billionths: 60))
    }
}
