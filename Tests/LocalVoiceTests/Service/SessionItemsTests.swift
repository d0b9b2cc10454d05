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
}
