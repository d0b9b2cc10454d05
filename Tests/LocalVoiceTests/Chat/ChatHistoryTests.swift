import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct ChatHistoryTests {
    @Test func aCallIsAlwaysFollowedByAnAnswer() {
        var history = ChatHistory()
        history.addUser("Lamp on.")
        history.addAssistant("All right.", itemID: "item_1")
        history.addCall(ChatCall(id: "call_1", name: "set_lamp", arguments: "{}"))
        history.addUser("Well?")
        let call = ChatCall(id: "call_1", name: "set_lamp", arguments: "{}")
        #expect(
            history.messages() == [
                .user("Lamp on."), .assistant("All right.", calls: [call]),
                .tool(callID: "call_1", "(no answer yet)"), .user("Well?"),
            ])
        history.setOutput("done", of: "call_1")
        #expect(history.messages()[2] == .tool(callID: "call_1", "done"))
    }

    @Test func whatWasNotHeardIsForgotten() {
        var history = ChatHistory()
        history.addAssistant("one two three four five six seven eight", itemID: "item_1")
        history.cut("item_1", toPart: 0.5)
        #expect(history.messages() == [.assistant("one two three four …", calls: [])])
    }

    @Test func theOldestGoes() {
        var history = ChatHistory()
        for number in 0..<500 { history.addUser("\(number)") }
        #expect(history.messages().count == ChatHistory.mostEntries)
        #expect(history.messages().last == .user("499"))
        history.addUser(String(repeating: "x", count: ChatHistory.mostBytes))
        #expect(history.messages().count == 1)
    }
}
