import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct SessionItemsTests {
    private func create(_ id: String, after previous: String? = nil) -> String {
        let place = previous.map { #","previous_item_id":"\#($0)""# } ?? ""
        return
            #"{"type":"conversation.item.create","item":{"type":"message","id":"\#(id)","role":"system","content":[{"type":"input_text","text":"x"}]}\#(place)}"#
    }

    @Test func itemsStandWhereTheClientPutsThem() throws {
        var talk = try SessionTranscript()
        _ = talk.client(create("a"))
        _ = talk.client(create("c"))
        _ = talk.client(create("b", after: "a"))
        _ = talk.client(create("first", after: "root"))
        #expect(talk.session.items.entries.map(\.id) == ["first", "a", "b", "c"])
        _ = talk.client(create("x", after: "nobody"))
        #expect(talk.errorCode == "invalid_value")
        _ = talk.client(create("a"))
        #expect(talk.errorCode == "invalid_value")
    }

    @Test func itemsAreShownAndDeleted() throws {
        var talk = try SessionTranscript()
        _ = talk.client(create("a"))
        #expect(talk.client(#"{"type":"conversation.item.retrieve","item_id":"a"}"#) == ["conversation.item.retrieved"])
        #expect(talk.client(#"{"type":"conversation.item.delete","item_id":"a"}"#) == ["conversation.item.deleted"])
        #expect(talk.client(#"{"type":"conversation.item.delete","item_id":"a"}"#) == ["error"])
    }

    @Test func theOldestGoWhenThereAreTooMany() throws {
        var talk = try SessionTranscript()
        for number in 0..<(SessionItems.most + 10) { _ = talk.client(create("i\(number)")) }
        #expect(talk.session.items.entries.count == SessionItems.most)
        #expect(talk.session.items.entries.first?.id == "i10")
    }

    @Test(arguments: [
        (#"{"type":"message","role":"user","content":[{"type":"input_audio","audio":"AAAA"}]}"#, "item.content"),
        (
            #"{"type":"message","role":"user","content":[{"type":"input_text","text":"who are you"},{"type":"input_image","image_url":"data:,x"}]}"#,
            "item.content"
        ), (#"{"type":"mcp_approval_response","approve":true,"approval_request_id":"x"}"#, "item.type"),
        (#"{"type":"something_new"}"#, "item.type"),
    ])
    func anItemThatCannotBeMadeIsToldAsSuch(item: String, param: String) throws {
        var talk = try SessionTranscript()
        _ = talk.client(#"{"type":"conversation.item.create","event_id":"mine","item":\#(item)}"#)
        guard case .error(let report)? = talk.events.first else {
            Issue.record("no error")
            return
        }
        #expect(report.error.code == .messageCreationFailed && report.error.param == param)
        #expect(report.error.type == "invalid_request_error" && report.error.eventID == "mine")
        #expect(talk.session.items.entries.isEmpty && talk.session.unread.isEmpty)
    }

    @Test(arguments: [((15 << 20) / 4 * 3, nil), ((15 << 20) / 4 * 3 + 1, "invalid_value")] as [(Int, String?)])
    func anAppendHoldsFifteenMebibytesOfText(bytes: Int, code: String?) throws {
        var talk = try SessionTranscript()
        let text = Base64.text(of: [UInt8](repeating: 0, count: bytes))
        #expect(code == nil ? text.utf8.count == 15 << 20 : text.utf8.count < 16 << 20)
        _ = talk.client(#"{"type":"input_audio_buffer.append","event_id":"mine","audio":"\#(text)"}"#)
        #expect(talk.errorCode == code)
        #expect(talk.say("who are you").last == "speak: I am the box.")
    }
}
