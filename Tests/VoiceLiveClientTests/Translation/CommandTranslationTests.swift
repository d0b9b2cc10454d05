import Conversation
import Sound
import Testing
import VoiceLiveProtocol

@testable import VoiceLiveClient

/// What the conversation asks for, as it is written on the wire.
@Suite struct CommandTranslationTests {
    private func json(_ command: ServiceCommand, dialect: Dialect = .standard) throws -> JSONValue? {
        let endpoint = EndpointSettings(
            name: "test", service: ServiceEndpoint(url: "wss://h", dialect: dialect, model: "m"))
        guard let event = CommandTranslation(endpoint: endpoint).event(for: command) else { return nil }
        return try JSONValue(parsing: ClientMessage(event, eventID: "c1").encoded(in: dialect).bytes)
    }

    private static let plain: [(ServiceCommand, String)] = [
        (.commitInput, "input_audio_buffer.commit"), (.clearInput, "input_audio_buffer.clear"),
        (.deleteItem("i"), "conversation.item.delete"), (.cancelResponse(nil), "response.cancel"),
        (.truncate("i", content: 0, heardMilliseconds: 5), "conversation.item.truncate"),
        (.createItem(.message("m", .person, "hello")), "conversation.item.create"),
        (.createItem(.functionOutput("call", output: "{}")), "conversation.item.create"),
        (.createResponse(ResponseRequest()), "response.create"),
        (.change(SessionChange(instructions: "Be brief.")), "session.update"),
    ]

    @Test(arguments: EventTranslationTests.dialects) func everyCommandHasItsEvent(_ dialect: Dialect) throws {
        for (command, type) in Self.plain {
            let event = try #require(try json(command, dialect: dialect))
            #expect(event["type"] == .string(type))
            #expect(event["event_id"] == .string("c1"))
        }
    }

    /// Only Voice Live has avatars.
    @Test func anAvatarIsSilenced() throws {
        #expect(try json(.clearOutput)?["type"] == "output_audio_buffer.clear")
    }

    @Test func itemsSayWhatWasMeant() throws {
        let message = try json(.createItem(.message("m1", .assistant, "Good day.")))
        #expect(message?["item"]["role"] == "assistant" && message?["item"]["id"] == "m1")
        let output = try json(.createItem(.functionOutput("call_1", output: #"{"a":1}"#)))
        #expect(output?["item"]["call_id"] == "call_1" && output?["item"]["output"] == #"{"a":1}"#)
        let approval = try json(.createItem(.approval("a1", approved: true)))
        #expect(approval?["item"]["approval_request_id"] == "a1" && approval?["item"]["approve"] == true)
        let image = try json(.createItem(.image("p1", dataURI: "data:image/png;base64,AA==", "See?")))
        #expect(image?["item"]["content"].encoded.isEmpty == false)
    }

    @Test func aWishWithoutWishesIsBare() throws {
        #expect(try json(.createResponse(ResponseRequest()))?["response"] == .null)
        let text = try json(.createResponse(ResponseRequest(textOnly: true)))
        #expect(text?["response"]["modalities"] == ["text"])
    }

    @Test func wordForWordIsAskedForInTheBestWayThereIs() throws {
        let wish = ServiceCommand.createResponse(ResponseRequest(verbatim: "Doors close."))
        let own = try json(wish)
        #expect(own?["response"]["pre_generated_assistant_message"] != .null)
        let asked = try json(wish, dialect: .openAIGA)
        guard case .string(let text)? = asked?["response"]["instructions"] else {
            Issue.record("instructions expected")
            return
        }
        #expect(text.hasSuffix("Doors close."))
    }

    @Test func rawEventsPassAndNonsenseDoesNot() throws {
        #expect(try json(.raw(#"{"type":"input_audio_buffer.clear"}"#))?["type"] == "input_audio_buffer.clear")
        #expect(try json(.raw("nonsense")) == nil)
        #expect(try json(.append(.init(start: .zero, rate: .lowest, samples: [1], captured: .zero))) == nil)
    }
}
