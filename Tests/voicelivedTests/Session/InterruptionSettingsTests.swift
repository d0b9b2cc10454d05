import Configuration
import Conversation
import Testing

@testable import voicelived

@Suite struct InterruptionSettingsTests {
    @Test func everyModeMeansWhatItSays() {
        var section = BargeInSection()
        #expect(InterruptionSettings(section).mode == .full && InterruptionSettings(section).isAllowed)
        section.mode = .stopWord
        #expect(InterruptionSettings(section).mode == .stopWord && InterruptionSettings(section).isAllowed)
        section.mode = .key
        #expect(InterruptionSettings(section).mode == .key && InterruptionSettings(section).isAllowed)
        section.mode = .off
        #expect(!InterruptionSettings(section).isAllowed)
    }

    @Test func fallingBackIsTheAdminsToForbid() {
        var section = BargeInSection()
        #expect(InterruptionSettings(section).degrades)
        section.degrade = false
        #expect(!InterruptionSettings(section).degrades)
    }
}
