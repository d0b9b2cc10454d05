import Testing

@testable import Conversation

/// What clients are told of by name: their own names for what they put in, the service's for the rest.
@Suite struct ItemNameTests {
    private func created(_ script: ConversationScript) -> [ItemID] {
        script.actions.compactMap { action in
            switch action {
            case .send(.createItem(.message(let item, _, _)), _, _): item
            case .send(.createItem(.image(let item, _, _)), _, _): item
            default: nil
            }
        }
    }

    @Test func aTextHasItsNameAtTheServiceAndInTheTranscript() {
        let script = ConversationScript.talking()
        script.order(.say("Hello", as: .person, item: "text_a"))
        script.order(.say("Be brief", as: .system, item: "text_b"))
        #expect(created(script) == ["text_a", "text_b"])
        #expect(script.items == ["text_a", "text_b"])
    }

    @Test func aPictureHasItsNameAtTheService() {
        let script = ConversationScript.talking()
        script.order(.show(dataURI: "data:,", "look", item: "text_c"))
        #expect(created(script) == ["text_c"])
    }

    @Test func whatTheServiceSaysInTheClientsPlaceHasTheClientsName() {
        let script = ConversationScript.talking()
        script.order(.announce("Mind the gap", item: "text_d"))
        script.service(
            .responseCreated("R1"), .outputItemAdded("R1", ServiceItem("A1", .message(.assistant))),
            .sound("R1", "A1", 200), .wholeText("R1", "A1", "Mind the gap"), .soundDone("R1", "A1"), .done("R1"))
        let word = Caption(
            response: "R1", item: "A1", offset: .milliseconds(100), .word("gap", lasting: .milliseconds(50)))
        script.service(.caption(word))
        script.wait(400)
        #expect(script.lines == ["0.0 assistant: Mind the gap"])
        #expect(script.items == ["text_d"])
        #expect(script.captionItems == ["text_d"])
    }

    /// It was refused because another response was active, and asked for again.
    @Test func anAnnouncementThatHadToWaitKeepsItsName() {
        let script = ConversationScript.talking()
        script.order(.announce("Mind the gap", item: "text_d"))
        script.service(.race(.alreadyActiveResponse), .responseCreated("R1"))
        script.answer("R1", "A1", "first")
        script.service(.responseCreated("R2"))
        script.answer("R2", "A2", "Mind the gap")
        #expect(script.items == ["A1", "text_d"])
    }

    @Test func onlyTheFirstMessageOfAnAnnouncementHasItsName() {
        let script = ConversationScript.talking()
        script.order(.announce("Mind the gap", item: "text_d"))
        script.service(
            .responseCreated("R1"), .text("R1", "A1", "one"), .text("R1", "A2", "two"), .wholeText("R1", "A1", "one"),
            .wholeText("R1", "A2", "two"), .done("R1"))
        #expect(script.items == ["text_d", "A2"])
    }

    @Test func namesThatAServiceUsesAgainOnAnotherLineAreToldApart() {
        let script = ConversationScript.talking()
        script.personAsks("item_1", "first")
        script.closed(1)
        script.wait(5_000)
        script.ready(2)
        script.personAsks("item_1", "second", on: 2)
        #expect(script.items == ["item_1", "item_1@2"])
    }

    @Test func withoutALineTheTextIsThereUnderItsName() {
        let script = ConversationScript.talking()
        script.closed(1)
        script.order(.say("Hello", as: .person, item: "text_a"))
        #expect(script.items == ["text_a"])
    }
}

extension ConversationScript {
    /// A whole answer in text.
    fileprivate func answer(_ response: ResponseID, _ item: ItemID, _ text: PrivateText) {
        service(.text(response, item, text), .wholeText(response, item, text), .done(response))
    }
}
