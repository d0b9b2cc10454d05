import Testing

@testable import Conversation

@Suite struct ToolTests {
    private func script(
        _ tools: [ToolDescription] = [ToolDescription(name: "a"), ToolDescription(name: "b")],
        check: @escaping ArgumentCheck = { _, _ in nil }
    ) -> ConversationScript {
        let script = ConversationScript(.script { $0.plan.tools = tools }, check: check)
        script.happens(.began)
        script.ready(1)
        script.service(.responseCreated("R1"))
        return script
    }

    @Test func parallelCallsAreAnsweredTogetherAndThenOneResponseIsAskedFor() {
        let script = script()
        #expect(script.service(.call("R1", "c1", "a"), .call("R1", "c2", "b")) == ["call 1 a {}", "call 2 b {}"])
        script.service(.done("R1"))
        #expect(script.order(.toolResult(CallNumber(2), .output("two"))) == [])
        #expect(
            script.order(.toolResult(CallNumber(1), .output("one"))) == ["answer c1: one", "answer c2: two", "ask"])
    }

    @Test func argumentsThatDoNotFitNeverReachTheClient() {
        let script = script { _, _ in "/value is missing" }
        #expect(script.service(.call("R1", "c1", "a")) == [])
        #expect(
            script.service(.done("R1")) == [
                #"answer c1: {"error":{"code":"tool/arguments","message":"The arguments do not fit: /value is missing"}}"#,
                "ask",
            ])
    }

    @Test func anUnknownToolIsAFailureAtOnce() {
        let script = script()
        script.service(.call("R1", "c1", "zzz"))
        #expect(script.service(.done("R1")).first?.contains("tool/unknown") == true)
    }

    @Test func theDeadlinePassesAndTheModelIsTold() {
        let script = script([ToolDescription(name: "a", timeout: .seconds(2))])
        script.service(.call("R1", "c1", "a"), .done("R1"))
        let deeds = script.wait(2_000)
        #expect(deeds.first == "give up 1 tool/timeout")
        #expect(deeds.dropFirst().first?.contains("tool/timeout") == true)
        #expect(deeds.last == "ask")
        #expect(
            script.order(.toolResult(CallNumber(1), .output("late"))) == [
                "refused \(OrderRefusal.unknownCall(CallNumber(1)))"
            ])
    }

    @Test func theOwnerDiesAndTheModelIsToldAtOnce() {
        let script = script()
        script.service(.call("R1", "c1", "a"), .done("R1"))
        let deeds = script.order(.toolOwnerGone(["a"]))
        #expect(deeds.first == "give up 1 tool/gone")
        #expect(deeds.contains("ask"))
        #expect(deeds.contains(#"change tools ["b"]"#))
    }

    @Test func bargeInCancelsWhatItsOwnerSaidItMay() {
        let script = script([
            ToolDescription(name: "a", onBargeIn: .cancel), ToolDescription(name: "b", onBargeIn: .goOn),
        ])
        script.service(.call("R1", "c1", "a"), .call("R1", "c2", "b"), .sound("R1", "A1", 1_000), .done("R1"))
        script.wait(200)
        let deeds = script.service(.speechStarted("U1", position: .seconds(1)))
        #expect(deeds == ["cut", "give up 1 tool/cancelled", "truncate A1 at 200"])
        let answers = script.order(.toolResult(CallNumber(2), .output("done")))
        #expect(answers.count == 2)
        #expect(answers.first?.contains("tool/cancelled") == true)
        #expect(answers.last == "answer c2: done")
    }

    @Test func argumentsOfACutResponseAreNotRun() {
        let script = script()
        script.service(.sound("R1", "A1", 500))
        script.wait(100)
        script.order(.interrupt)
        #expect(script.service(.call("R1", "c1", "a")) == [])
    }

    @Test func aRepeatedCallIsServedOnce() {
        let script = script()
        script.service(.call("R1", "c1", "a"))
        #expect(script.service(.call("R1", "c1", "a")) == [])
    }

    @Test func anEndlessAnswerIsRefused() {
        let script = script()
        script.service(.call("R1", "c1", "a"), .done("R1"))
        let long = PrivateText(String(repeating: "x", count: 70_000))
        #expect(script.order(.toolResult(CallNumber(1), .output(long))).first?.contains("tool/too_long") == true)
    }

    @Test func tooManyCallsAtOnceAreRefused() {
        let script = script()
        for number in 1...20 { script.service(.call("R1", CallID("c\(number)"), "a")) }
        #expect(script.machine.tools.openCalls == 16)
    }

    @Test func aRefusalInTheOwnersWordsIsProperJSON() {
        let failure = ToolFailure.refused(code: "car/\"x\"", "line\none\u{1}")
        #expect(failure.wordingForModel.text == #"{"error":{"code":"car/\"x\"","message":"line\none\u0001"}}"#)
    }

    @Test func anAnswerAfterTheLineWasLostIsRecounted() {
        let script = script()
        script.service(.call("R1", "c1", "a", #"{"x":1}"#), .done("R1"))
        script.closed(1)
        script.order(.toolResult(CallNumber(1), .output("42")))
        let deeds = script.ready(2)
        #expect(deeds == [#"write system: The tool a was called with {"x":1} and answered: 42 (2)"#, "ask (2)"])
    }

    @Test func theEndCancelsWhatRuns() {
        let script = script()
        script.service(.call("R1", "c1", "a"))
        #expect(script.order(.stop(.now)).first == "give up 1 tool/ended")
    }

    @Test func aToolsAnswerWaitsWhileThePersonSpeaks() {
        let script = script()
        script.service(.call("R1", "c1", "a"), .done("R1"))
        script.service(.speechStarted("U1", position: .seconds(1)))
        #expect(script.order(.toolResult(CallNumber(1), .output("x"))) == ["answer c1: x"])
        script.service(.speechStopped("U1", position: .seconds(2)), .inputCommitted("U1", after: nil))
        script.service(.responseCreated("R2"))
        #expect(script.answerEnds("R2", "A2") == [])
    }
}
