import Testing
import VoiceLiveProtocol

@Suite struct UsageTests {
    @Test func cachedTokensCountOnce() {
        let billed = ResponseSamples.usage.billed
        #expect(billed.textInput == 10 && billed.audioInput == 10)
        #expect(billed.cachedText == 4 && billed.cachedAudio == 20)
        #expect(billed.textOutput == 27 && billed.audioOutput == 72)
        #expect(billed.total == ResponseSamples.usage.totalTokens)
    }

    @Test func withoutDetailsEverythingIsText() {
        let billed = Usage(totalTokens: 30, inputTokens: 20, outputTokens: 10).billed
        #expect(billed.textInput == 20 && billed.textOutput == 10 && billed.total == 30)
    }

    @Test func aCacheWithoutDetailsIsText() {
        let details = InputTokenDetails(cachedTokens: 8, textTokens: 20, audioTokens: 5)
        let billed = Usage(totalTokens: 25, inputTokens: 25, inputDetails: details).billed
        #expect(billed.cachedText == 8 && billed.textInput == 12 && billed.audioInput == 5)
    }

    @Test func absurdFiguresNeverGoBelowZero() {
        let details = InputTokenDetails(
            cachedTokens: -5, textTokens: 3, audioTokens: -1,
            cachedDetails: TokenCounts(textTokens: 900, audioTokens: 900))
        let billed = Usage(
            inputTokens: 3, outputTokens: -4, inputDetails: details, outputDetails: OutputTokenDetails(audioTokens: 7)
        ).billed
        #expect(billed.cachedText == 3 && billed.textInput == 0 && billed.cachedAudio == 0 && billed.audioInput == 0)
        #expect(billed.textOutput == 0 && billed.audioOutput == 7)
    }

    @Test func absurdlyBigFiguresDoNotTrap() {
        let details = InputTokenDetails(cachedTokens: .min, textTokens: .max, audioTokens: .max, imageTokens: .max)
        let billed = Usage(
            totalTokens: .max, inputTokens: .max, outputTokens: .min, inputDetails: details,
            outputDetails: OutputTokenDetails(audioTokens: .max)
        ).billed
        #expect((billed + billed).total > 0)
    }

    @Test func responsesAddUp() {
        var sum = BilledTokens()
        sum += ResponseSamples.usage.billed
        sum += ResponseSamples.usage.billed
        #expect(sum.total == 2 * ResponseSamples.usage.totalTokens)
    }
}
