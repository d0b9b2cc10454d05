import Testing
import VoiceLiveProtocol

/// What was said, and what is secret, shows in no print-out of any event.
@Suite struct PrivateTextTests {
    @Test func lengthIsAllThatShows() {
        let text = PrivateText("I live in the harbour")
        #expect("\(text)" == "‹21 chars›")
        #expect(String(reflecting: text) == "‹21 chars›")
        #expect("\(Secret("token"))" == "‹secret›")
    }

    @Test func noEventPrintsWhatWasSaid() {
        for message in ClientSamples.all() { expectSilent(message, message.event.type) }
        for message in ServerSamples.all() { expectSilent(message, message.event.type) }
    }

    /// Words of the samples that stand for speech or secrets.
    private static let words = [
        "Harbour", "next stop please", "What is the next", "Answer briefly", "Be brief", "how can I help", "One moment",
        "\"token\"", "\"value\"", "Look",
    ]

    private func expectSilent(_ message: some Any, _ type: String) {
        var dumped = ""
        dump(message, to: &dumped)
        for printed in ["\(message)", String(reflecting: message), dumped] {
            for word in Self.words { #expect(!printed.contains(word), "\(type) prints \(word)") }
        }
    }
}
