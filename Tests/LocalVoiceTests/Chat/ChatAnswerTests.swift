import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct ChatAnswerTests {
    private func pieces(_ events: [String], tools: [String] = ["set_lamp"]) throws -> [ChatPiece] {
        var answer = ChatAnswer(tools: tools)
        var pieces: [ChatPiece] = []
        for event in events { pieces += try answer.take(Array(event.utf8)).pieces }
        return try pieces + answer.finish()
    }

    private func words(_ text: String) -> String { #"{"choices":[{"delta":{"content":"\#(text)"}}]}"# }

    private static let end = #"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#

    @Test func sentencesComeAsSoonAsTheyAreWhole() throws {
        var answer = ChatAnswer(tools: [])
        #expect(try answer.take(Array(words("It is 3").utf8)).pieces.isEmpty)
        #expect(try answer.take(Array(words(".5 degrees.").utf8)).pieces.isEmpty)
        #expect(try answer.take(Array(words(" Dr. Who").utf8)).pieces == [.sentence("It is 3.5 degrees.")])
        #expect(try answer.take(Array(words(" is in").utf8)).pieces.isEmpty)
        _ = try answer.take(Array("[DONE]".utf8))
        #expect(try answer.finish() == [.sentence("Dr. Who is in")])
    }

    @Test func signsForTheEyeAreLeftOut() throws {
        #expect(
            try pieces([words("**Well**, it\u{2019}s `fine`.\\n# List\\n- one\\n- two \u{2026}"), Self.end])
                == [.sentence("Well, it's fine."), .sentence("List"), .sentence("one"), .sentence("two ...")])
    }

    @Test func aCallIsPutTogether() throws {
        let events = [
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"set_lamp","arguments":"{\"on"}}]}}]}"#,
            #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\":true}"}}]}}]}"#,
            #"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#,
        ]
        #expect(try pieces(events) == [.call(name: "set_lamp", arguments: #"{"on":true}"#)])
    }

    @Test func aWholeMessageIsAnAnswerToo() throws {
        let event = #"{"choices":[{"message":{"content":"Yes."},"finish_reason":"stop"}]}"#
        #expect(try pieces([event]) == [.sentence("Yes.")])
    }

    @Test(arguments: [
        ([#"{"choices":[{"delta":{"content":"Half a"}}]}"#], ChatFault.brokenOff),
        ([], .brokenOff), ([ChatAnswerTests.end], .empty),
        ([#"{"error":{"message":"no\nmemory"}}"#], .endpoint("no memory")),
        (["nonsense"], .unreadable("a value cannot begin like this")),
        (
            [
                #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"rm","arguments":"{}"}}]}}]}"#,
                ChatAnswerTests.end,
            ], .wrongCall("calls a tool that does not exist")
        ),
        (
            [
                #"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"set_lamp","arguments":"[1"}}]}}]}"#,
                ChatAnswerTests.end,
            ], .wrongCall("calls a tool with arguments that are no JSON object")
        ),
        (
            [#"{"choices":[{"delta":{"tool_calls":[{"index":99,"function":{"name":"set_lamp"}}]}}]}"#],
            .wrongCall("calls too many tools at once")
        ),
    ])
    func whatCannotBeUsedIsRefused(events: [String], fault: ChatFault) {
        #expect {
            try pieces(events)
        } throws: { error in
            if case .unreadable = fault, case .unreadable? = error as? ChatFault { return true }
            return error as? ChatFault == fault
        }
    }

    @Test func anEndlessAnswerIsCut() {
        let event = words(String(repeating: "word ", count: 100))
        #expect(throws: ChatFault.tooLong) { try pieces(Array(repeating: event, count: 100)) }
    }
}
