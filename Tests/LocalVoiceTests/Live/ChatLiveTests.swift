import Synchronization
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import LocalVoice

/// The box asks a language model behind an OpenAI-compatible endpoint, well and unwell.
@Suite(.serialized, .timeLimit(.minutes(3))) struct ChatLiveTests {
    private static let key = "s3cret-key"

    /// A box with its model, and what the admin is told.
    private final class Box {
        let peer: Peer
        let server: TestServer
        let news = Shared()

        init(key: String = ChatLiveTests.key) async throws {
            peer = try await Peer("chat_server.py", ChatLiveTests.key)
            let endpoint = try ChatEndpoint(
                url: "http://127.0.0.1:\(peer.port)/v1/", model: "tiny", key: SecretString(key),
                patience: .milliseconds(800))
            let news = self.news
            let health = EngineHealth("model") { told in news.lines.withLock { $0.append("\(told)") } }
            server = try TestServer(chat: SteadyChat(endpoint, health: health))
        }

        func ask(_ text: String, _ client: VoiceClient) async throws -> [ServerEvent] {
            try await client.send(
                #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"\#(text)"}]}}"#
            )
            try await client.send(#"{"type":"response.create"}"#)
            return try await client.answer()
        }
    }

    private final class Shared: Sendable {
        let lines = Mutex<[String]>([])
        var all: String { lines.withLock { $0.joined(separator: "\n") } }
    }

    @Test func aConversationIsHeldAndSpoken() async throws {
        let box = try await Box()
        let client = try await box.server.connect()
        let first = try await box.ask("hello", client)
        #expect(first.transcript == "You asked 1 times. Last was hello.")
        #expect(first.sound.count > 48_000)
        #expect(try await box.ask("again", client).transcript == "You asked 2 times. Last was again.")
        #expect(try await box.ask("cut lines", client).transcript == "Cut anywhere. Even so.")
        #expect(try await box.ask("whole", client).transcript == "This is no stream.")
        #expect(box.news.all == "")
    }

    @Test func theModelCallsATool() async throws {
        let box = try await Box()
        let client = try await box.server.connect()
        try await client.begin(
            #""tools":[{"type":"function","name":"set_lamp","parameters":{"type":"object","properties":{"state":{"type":"boolean"}}}}]"#
        )
        let call = try #require(try await box.ask("lamp on", client).call)
        #expect(call.name == "set_lamp" && call.arguments.text == #"{"state":true}"#)
        try await client.send(
            #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"\#(call.callID)","output":"the lamp burns"}}"#
        )
        try await client.send(#"{"type":"response.create"}"#)
        #expect(try await client.answer().transcript == "It is done: the lamp burns.")
    }

    @Test(arguments: [
        "status 401", "status 429", "status 500", "garbage", "huge line", "not http", "silence", "drip",
    ])
    func theDialogueStandsIn(for trouble: String) async throws {
        let box = try await Box()
        let client = try await box.server.connect()
        let answer = try await box.ask(trouble, client)
        #expect(answer.transcript.hasPrefix("Sorry, I did not understand"))
        #expect(answer.end?.status == .completed)
        #expect(answer.contains { if case .warning = $0 { true } else { false } })
        #expect(box.news.all.hasPrefix("failed"))
        // The model rests: what the dialogue knows, it answers at once.
        #expect(try await box.ask("who are you", client).transcript.hasPrefix("I am the voice"))
    }

    @Test(arguments: ["stall", "break off"])
    func aBrokenAnswerIsEndedInWords(trouble: String) async throws {
        let box = try await Box()
        let client = try await box.server.connect()
        #expect(
            try await box.ask(trouble, client).transcript == "One sentence is said. Sorry, I lost the thread.")
    }

    @Test func aWrongKeyIsToldWithoutTheKey() async throws {
        let box = try await Box(key: "mistyped-key")
        let client = try await box.server.connect()
        #expect(try await box.ask("who are you", client).transcript.hasPrefix("I am the voice"))
        #expect(box.news.all.contains("401"))
        #expect(!box.news.all.contains("mistyped"))
    }

    @Test func aModelThatComesBackIsAskedAgain() async throws {
        let box = try await Box()
        let client = try await box.server.connect()
        _ = try await box.ask("status 500", client)
        try await Task.sleep(for: EngineRest.shortest)
        #expect(try await box.ask("hello", client).transcript.hasPrefix("You asked"))
        #expect(box.news.all.contains("isBack"))
    }
}
