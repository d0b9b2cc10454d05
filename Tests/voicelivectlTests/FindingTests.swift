import ControlProtocol
import Testing

@testable import voicelivectl

/// The daemon's findings among those from outside.
@Suite struct FindingTests {
    private let ours = [
        Finding.ok("config.files", "3 files"), .skip("audio.server", "not looked at"),
        .fail("storage.room", "none", fix: "free some"),
    ]

    @Test func ofTwoFindingsTheGraverCounts() {
        let joined = ours.joined(with: [
            .warn("config.files", "a key is old", fix: "rename it"), .ok("storage.room", "plenty"),
        ])
        #expect(joined.map(\.status) == [.warn, .skip, .fail])
    }

    @Test func theDaemonKnowsBetterWhereBothSayTheSame() {
        let joined = ours.joined(with: [.ok("config.files", "no problem"), .ok("audio.server", "it answers")])
        #expect(joined.map(\.text) == ["no problem", "it answers", "none"])
    }

    @Test func whatWeDoNotLookAtComesBehind() {
        let joined = ours.joined(with: [.ok("audio.calibration", "passed")])
        #expect(joined.map(\.id) == ["config.files", "audio.server", "storage.room", "audio.calibration"])
    }

    @Test func troublesAndLoopsAreNotToldTwice() {
        let all = ["health.link", "loop.pipeline", "audio.card"].map {
            CheckReport(id: $0, status: .warn, text: "it is so", fix: "repair it")
        }
        #expect(all.compactMap(DaemonsFindings.finding).map(\.id) == ["audio.card"])
    }
}
