import Testing
import VoiceLiveProtocol
import WebSocket

@testable import LocalVoice

/// The cloud's own client libraries try what is more than question and answer.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ClientTurnsLiveTests {
    /// What is told in Tests/Peers/turns.py.
    enum Story: String, CaseIterable {
        case talkedOverWhileMade = "talking_over_an_answer_that_is_being_made"
        case talkedOverWhilePlayed = "talking_over_an_answer_that_is_only_played"
        case byHand = "turns_by_hand"
        case callsAtOnce = "calls_at_once"
        case byTelephone = "both_ways_by_telephone"
    }

    @Test(arguments: Story.allCases) func azuresLibraryHasItsTurns(story: Story) async throws {
        try await tell(story, by: "voicelive", try box())
    }

    @Test(arguments: Story.allCases) func openAIsLibraryHasItsTurns(story: Story) async throws {
        try await tell(story, by: "openai", try box())
    }

    @Test func azuresLibraryHasItsTurnsOverTLS() async throws {
        let authority = try await PeerAuthority()
        let server = try box(authority.identity)
        for story in Story.allCases { try await tell(story, by: "voicelive", server, authority) }
    }

    /// Its recognisers go with it: who heard a telephone expects one.
    private func box(_ identity: TLSIdentity? = nil) throws -> TestServer {
        let pool = RecogniserPool(keeping: 0) { try SphinxRecogniser() }
        return try TestServer(identity: identity, pool: pool) { $0.key = "sesame" }
    }

    private func tell(
        _ story: Story, by library: String, _ server: TestServer, _ authority: PeerAuthority? = nil
    ) async throws {
        let port = try #require(server.server.port)
        let url = authority == nil ? "http://127.0.0.1:\(port)" : "https://localhost:\(port)"
        let outcome = try await PythonPeer.run(
            "turns.py", [library, story.rawValue, url, "sesame"] + (authority.map { [$0.file] } ?? []))
        #expect(outcome.status == 0, "\(story.rawValue): \(outcome.output)")
    }
}
