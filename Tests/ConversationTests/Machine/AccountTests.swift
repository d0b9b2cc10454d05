import Sound
import Testing

@testable import Conversation

@Suite struct BudgetTests {
    private let prices = PriceList(
        inputText: Cost(billionths: 4_400_000), inputAudio: Cost(billionths: 35_200_000),
        cachedText: Cost(billionths: 1_375_000), cachedAudio: Cost(billionths: 440_000),
        outputText: Cost(billionths: 17_600_000), outputAudio: Cost(billionths: 70_400_000))

    private func script(_ prices: PriceList?, _ change: (inout BudgetSettings) -> Void = { _ in }) -> ConversationScript
    {
        .talking(
            .script { settings in
                settings.endpoints = [Endpoint(name: "cloud", prices: prices)]
                change(&settings.budget)
            })
    }

    private func respond(_ script: ConversationScript, _ response: ResponseID, _ usage: ServiceUsage?) -> [String] {
        script.service(.responseCreated(response), .done(response, usage: usage))
    }

    @Test func cachedTokensAreNotCountedTwice() {
        let script = script(prices)
        _ = respond(script, "R1", ServiceUsage(inputText: 1_000, cachedText: 400, outputText: 100))
        #expect(script.totals.inputText == 600)
        #expect(script.totals.cachedText == 400)
        // 600 × 4.4 + 400 × 1.375 + 100 × 17.6 millionths.
        #expect(script.totals.cost == Cost(billionths: 2_640_000 + 550_000 + 1_760_000))
    }

    @Test func anUnknownPriceIsAnUnknownCost() {
        var prices = prices
        prices.outputAudio = nil
        let script = script(prices)
        _ = respond(script, "R1", ServiceUsage(inputText: 1_000))
        #expect(script.totals.cost == Cost(billionths: 4_400_000))
        _ = respond(script, "R2", ServiceUsage(outputAudio: 1))
        #expect(script.totals.cost == nil)
        #expect(script.totals.knownCost == Cost(billionths: 4_400_000))
    }

    @Test func aResponseIsCountedOnceAndAnUncountedOneIsSaid() {
        let script = script(prices)
        _ = respond(script, "R1", ServiceUsage(outputText: 10))
        script.service(.done("R1", usage: ServiceUsage(outputText: 10)))
        _ = respond(script, "R2", nil)
        #expect(script.totals.outputText == 10)
        #expect(script.totals.responses == 2)
        #expect(script.totals.uncounted == 1)
    }

    @Test func soundIsCountedBothWays() {
        let script = script(nil)
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.isMicrophoneOn = false
        script.answerBegins("R1", "A1", milliseconds: 500)
        script.answerEnds("R1", "A1")
        #expect(script.totals.sound == 1_500_000)
    }

    @Test func theCapWarnsAtEightyPercentAndClosesPolitely() {
        let script = script(prices) {
            $0.perSession = Cost(billionths: 10_000_000)
            $0.farewell = "Our time is up."
        }
        #expect(respond(script, "R1", ServiceUsage(inputText: 1_800)) == [])
        #expect(respond(script, "R2", ServiceUsage(inputText: 20)) == ["nearing session cap"])
        #expect(
            respond(script, "R3", ServiceUsage(inputText: 1_000)) == [
                "reached session cap", "ask for: Our time is up.",
            ])
        script.answerBegins("R4", "A4", "Our time is up.", milliseconds: 500)
        #expect(!script.answerEnds("R4", "A4", "Our time is up.").contains("finish"))
        #expect(script.wait(500).last == "finish")
        #expect(script.ending == .budget(.session))
    }

    @Test func theDaysCapRemembersEarlierConversations() {
        var memory = ConversationMemory()
        memory.spentTodayBefore = Cost(billionths: 5_000_000)
        let settings = ConversationSettings.script { $0.budget.perDay = Cost(billionths: 5_000_000) }
        let script = ConversationScript(settings, memory: memory)
        #expect(script.happens(.began).suffix(2) == ["ended budget(Conversation.BudgetCap.day)", "finish"])
    }

    @Test func aNewDayHasItsOwnCap() {
        var settings = ConversationSettings.script { $0.budget.perDay = Cost(billionths: 1_000_000) }
        settings.endpoints[0].prices = PriceList(inputText: Cost(billionths: 1_000_000))
        let script = ConversationScript.talking(settings)
        #expect(respond(script, "R1", ServiceUsage(inputText: 900)) == ["nearing day cap"])
        script.order(.dayBegan(spent: Cost(billionths: 100_000)))
        #expect(respond(script, "R2", ServiceUsage(inputText: 600)) == [])
        #expect(respond(script, "R3", ServiceUsage(inputText: 200)) == ["nearing day cap"])
        #expect(respond(script, "R4", ServiceUsage(inputText: 100)).first == "reached day cap")
    }

    @Test func hostileCountsDoNotEndTheProcess() {
        let script = script(prices) { $0.perSession = Cost(billionths: .max) }
        let usage = ServiceUsage(inputText: .max, inputAudio: .max, cachedText: .min, cachedAudio: .max, outputText: -5)
        _ = respond(script, "R1", usage)
        _ = respond(script, "R2", usage)
        #expect(script.totals.inputText == .max)
        #expect(script.totals.outputText == 0)
    }
}

@Suite struct IdleTests {
    private func script() -> ConversationScript { .talking(.script { $0.idle.timeout = .seconds(60) }) }

    @Test func confirmedSpeechPutsTheEndOff() {
        let script = script()
        script.wait(40_000)
        script.personAsks("U1", "hello")
        script.answerBegins("R1", "A1", "hi", milliseconds: 1_000)
        script.answerEnds("R1", "A1", "hi")
        script.wait(1_000)
        script.wait(58_000)
        #expect(script.ending == nil)
        script.wait(2_000)
        #expect(script.ending == .idle)
    }

    @Test func noiseDoesNot() {
        let script = script()
        for second in 1...6 {
            script.wait(9_000)
            script.service(
                .speechStarted(ItemID("N\(second)"), position: .seconds(second * 10)),
                .speechStopped(ItemID("N\(second)"), position: .seconds(second * 10 + 1)))
            script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 0.5)))
            script.wait(1_000)
        }
        #expect(script.ending == .idle)
    }

    @Test func aTouchPutsTheEndOff() {
        let script = script()
        script.wait(59_000)
        script.order(.touch)
        script.wait(59_000)
        #expect(script.ending == nil)
    }

    @Test func someoneInMidSentenceIsLetFinish() {
        let script = script()
        script.wait(55_000)
        script.service(.speechStarted("U1", position: .seconds(55)))
        script.wait(20_000)
        #expect(script.ending == nil)
        script.service(.speechStopped("U1", position: .seconds(75)), .inputTranscriptDone("U1", "a long story"))
        script.wait(30_000)
        #expect(script.ending == nil)
    }
}
