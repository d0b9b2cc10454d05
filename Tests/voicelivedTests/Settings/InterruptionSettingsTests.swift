import Configuration
import Conversation
import Testing

@testable import voicelived

/// The section `barge_in` in the conversation's words.
@Suite struct InterruptionSettingsTests {
    @Test(arguments: [
        (BargeInSection.Mode.full, InterruptionMode.speech), (.stopWord, .stopWord), (.key, .request), (.off, .nothing),
    ]) func everyModeMeansWhatItSays(mode: BargeInSection.Mode, meaning: InterruptionMode) {
        var section = BargeInSection()
        section.mode = mode
        #expect(InterruptionSettings(section).mode == meaning)
    }

    @Test func stopWordsArePassedOn() {
        var section = BargeInSection()
        #expect(InterruptionSettings(section).stopWords == ["stop"])
        section.stopWords = ["halt", "be quiet"]
        #expect(InterruptionSettings(section).stopWords == ["halt", "be quiet"])
    }

    @Test func fallingBackIsTheAdminsToForbid() {
        var section = BargeInSection()
        #expect(InterruptionSettings(section).degrades)
        section.degrade = false
        #expect(!InterruptionSettings(section).degrades)
    }
}
