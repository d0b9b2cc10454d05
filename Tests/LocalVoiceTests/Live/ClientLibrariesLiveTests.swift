import Testing
import VoiceLiveProtocol

@testable import LocalVoice

/// The cloud's own client libraries hold whole conversations with the box.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ClientLibrariesLiveTests {
    @Test func azuresLibraryTalksToTheBox() async throws {
        let server = try TestServer { $0.key = "sesame" }
        let port = try #require(server.server.port)
        let outcome = try await PythonPeer.run("talk_voicelive.py", ["http://127.0.0.1:\(port)", "sesame"])
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test func azuresLibraryTalksOverTLSWithAnAuthorityOfItsOwn() async throws {
        let authority = try await PeerAuthority()
        let server = try TestServer(identity: authority.identity) { $0.key = "sesame" }
        let port = try #require(server.server.port)
        let outcome = try await PythonPeer.run(
            "talk_voicelive.py", ["https://localhost:\(port)", "sesame", authority.file])
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test func openAIsLibraryTalksToTheBox() async throws {
        let server = try TestServer { $0.key = "sesame" }
        let port = try #require(server.server.port)
        let outcome = try await PythonPeer.run("talk_openai.py", ["\(port)", "sesame"])
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test func aWrongKeyIsTold() async throws {
        let server = try TestServer { $0.key = "sesame" }
        let port = try #require(server.server.port)
        let outcome = try await PythonPeer.run("talk_voicelive.py", ["http://127.0.0.1:\(port)", "barley"])
        #expect(outcome.status != 0 && outcome.output.contains("401"), "\(outcome.output)")
    }
}
