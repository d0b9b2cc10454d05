import Conversation
import Sound
import Testing

@testable import VoiceLiveClient

/// Without a server: what the conversation is told, and that it is never held up.
@Suite(.timeLimit(.minutes(1))) struct StopWordLinkTests {
    @Test func whoIsNotThereIsSaidToBeGoneAndNobodyWaitsForHim() async {
        let link = StopWordLink(
            url: "ws+unix:/nowhere/local.sock", words: ["stop"],
            context: .init(wallClock: { 0 }, credentials: CredentialReader { _ in [] }))
        let running = Task { await link.run() }
        var events = link.events.makeAsyncIterator()
        guard case .gone(let reason)? = await events.next() else {
            Issue.record("not said to be gone")
            return
        }
        #expect(!reason.isEmpty)
        link.listen(1, from: .zero)
        link.rest()
        running.cancel()
        await running.value
        #expect(await events.next() == nil)
    }
}
