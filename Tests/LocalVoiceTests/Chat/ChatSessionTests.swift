import Testing
import VoiceLiveProtocol

@testable import LocalVoice

/// A session that asks a language model, told as a transcript.
@Suite struct ChatSessionTests {
    private func talk() throws -> SessionTranscript {
        var talk = try SessionTranscript(asksChat: true)
        _ = talk.client(#"{"type":"session.update","session":{"tools":[\#(SessionTranscript.lamp)]}}"#)
        return talk
    }

    @Test func sentencesAreSpokenOneAfterAnother() throws {
        var talk = try talk()
        #expect(talk.say("how are you").last == "ask 1: how are you")
        let number = try #require(talk.asked)
        #expect(talk.put(.chat(number, .sentence("I am well."))).last == "speak: I am well.")
        #expect(talk.put(.chat(number, .sentence("And you?"))) == ["response.audio_transcript.delta"])
        #expect(talk.speak().last == "speak: And you?")
        #expect(talk.put(.chatEnded(number)) == [])
        #expect(talk.speak().last == "response.done")
        #expect(talk.say("fine").last == "ask 3: fine")
        #expect(
            talk.request?.messages.dropFirst() == [
                .user("how are you"), .assistant("I am well. And you?", calls: []), .user("fine"),
            ])
    }

    @Test func theVoiceMayBeFasterThanTheModel() throws {
        var talk = try talk()
        _ = talk.say("how are you")
        let number = try #require(talk.asked)
        _ = talk.put(.chat(number, .sentence("I am well.")))
        #expect(talk.speak() == ["sound 2"])
        #expect(talk.put(.chat(number, .sentence("And you?"))).last == "speak: And you?")
        #expect(talk.speak() == ["sound 2"])
        #expect(talk.put(.chatEnded(number)).last == "response.done")
    }

    @Test func aToolIsCalledAndItsOutputGoesBack() throws {
        var talk = try talk()
        _ = talk.say("lamp on")
        #expect(talk.request?.tools.map(\.name) == ["set_lamp"])
        let number = try #require(talk.asked)
        #expect(talk.put(.chat(number, .call(name: "set_lamp", arguments: #"{"state":true}"#))) == [])
        #expect(talk.put(.chatEnded(number)).last == "response.done")
        let call = try #require(talk.call)
        _ = talk.client(
            #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"\#(call.callID)","output":"lit"}}"#
        )
        _ = talk.client(#"{"type":"response.create"}"#)
        #expect(talk.request?.messages.last == .tool(callID: call.callID, "lit"))
    }

    @Test func theDialogueAnswersForAModelThatFails() throws {
        var talk = try talk()
        _ = talk.say("who are you")
        let number = try #require(talk.asked)
        let lines = talk.put(.chatFailed(number, "it is gone"))
        #expect(lines.first == "warning")
        #expect(lines.last == "speak: I am the box.")
        _ = talk.speak()
        _ = talk.say("who are you")
        // What is known already is not told again.
        #expect(talk.put(.chatFailed(try #require(talk.asked), nil)).contains("warning") == false)
    }

    @Test func anAnswerThatBreaksOffIsEndedInWords() throws {
        var talk = try talk()
        _ = talk.say("how are you")
        let number = try #require(talk.asked)
        _ = talk.put(.chat(number, .sentence("I am well.")))
        _ = talk.put(.chatFailed(number, "it is gone"))
        #expect(talk.speak().last == "speak: Sorry, I lost the thread.")
        #expect(talk.speak().last == "response.done")
    }

    @Test func aPersonWhoSpeaksEndsTheAnswer() throws {
        var talk = try talk()
        _ = talk.say("how are you")
        let number = try #require(talk.asked)
        _ = talk.put(.chat(number, .sentence("I am well.")))
        let lines = talk.put(.speechStarted(milliseconds: 3_000))
        #expect(lines.contains("stop asking") && lines.contains("fall silent"))
        #expect(talk.put(.chat(number, .sentence("Too late."))) == [])
        #expect(talk.put(.chatEnded(number)) == [])
    }

    @Test func whatNobodyUnderstoodIsNotForTheModel() throws {
        var talk = try talk()
        _ = talk.put(.speechStarted(milliseconds: 1_000))
        _ = talk.put(.speechStopped(milliseconds: 2_000))
        let turn = try #require(talk.session.waiting.last?.number)
        #expect(talk.put(.heard(turn: turn, .somethingElse)).last?.hasPrefix("speak: Sorry") == true)
    }

    @Test func textOnlyComesInText() throws {
        var talk = try talk()
        _ = talk.client(#"{"type":"session.update","session":{"modalities":["text"]}}"#)
        _ = talk.say("how are you")
        let number = try #require(talk.asked)
        #expect(talk.put(.chat(number, .sentence("I am well."))).last == "response.text.delta")
        #expect(talk.put(.chat(number, .sentence("And you?"))) == ["response.text.delta"])
        #expect(talk.put(.chatEnded(number)).last == "response.done")
    }

    @Test func withoutAQuestionTheBoxGreets() throws {
        var talk = try talk()
        #expect(talk.client(#"{"type":"response.create"}"#).last == "speak: Hello.")
    }
}
