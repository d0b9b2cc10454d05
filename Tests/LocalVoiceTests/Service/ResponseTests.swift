import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct ResponseTests {
    private static let ask = #"{"type":"response.create"}"#

    private func text(_ words: String) -> String {
        #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"\#(words)"}]}}"#
    }

    private func withTools(_ names: [String]) throws -> SessionTranscript {
        var talk = try SessionTranscript()
        let tools = names.map { #"{"type":"function","name":"\#($0)"}"# }.joined(separator: ",")
        _ = talk.client(#"{"type":"session.update","session":{"tools":[\#(tools)]}}"#)
        return talk
    }

    @Test func typedWordsAreAnsweredInText() throws {
        var talk = try SessionTranscript()
        _ = talk.client(#"{"type":"session.update","session":{"modalities":["text"]}}"#)
        #expect(talk.client(text("Who are you?")) == ["conversation.item.created"])
        #expect(
            talk.client(Self.ask) == [
                "response.created", "response.output_item.added", "conversation.item.created",
                "response.content_part.added", "response.text.delta", "response.text.done",
                "response.content_part.done", "response.output_item.done", "response.done",
            ])
    }

    @Test func aToolIsCalledAndItsOutputSpoken() throws {
        var talk = try withTools(["set_temperature"])
        let lines = talk.say("set the temperature to sixty eight")
        #expect(
            lines.suffix(7) == [
                "response.created", "response.output_item.added", "conversation.item.created",
                "response.function_call_arguments.delta", "response.function_call_arguments.done",
                "response.output_item.done", "response.done",
            ])
        let call = try #require(talk.call)
        #expect(call.name == "set_temperature")
        #expect(call.arguments.text == #"{"value":68}"#)
        let output =
            #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"\#(call.callID)","output":"{\"ok\":true}"}}"#
        #expect(talk.client(output) == ["conversation.item.created"])
        #expect(talk.client(Self.ask).last == "speak: It is 68 now.")
        _ = talk.client(output)
        #expect(talk.errorCode == "invalid_value")
    }

    private func answer(_ words: String) -> String {
        #"{"type":"conversation.item.create","item":{"type":"message","role":"assistant","content":[{"type":"text","text":"\#(words)"}]}}"#
    }

    @Test func whatWasAnsweredOnAnotherLineIsNotAnsweredAgain() throws {
        var talk = try withTools(["set_temperature"])
        for line in [text("set the temperature to 20"), answer("It is 20 now."), text("set the temperature to 30")] {
            _ = talk.client(line)
        }
        let lines = talk.client(Self.ask)
        #expect(lines.filter { $0 == "response.function_call_arguments.done" }.count == 1)
        #expect(talk.call?.arguments.text == #"{"value":30}"#)
    }

    @Test func anAnswerThatBrokeOffOnAnotherLineIsNotSilence() throws {
        var talk = try SessionTranscript()
        _ = talk.client(text("tell me a story"))
        _ = talk.client(answer("Once upon"))
        #expect(talk.client(Self.ask).last == "speak: Sorry, I lost the thread.")
        #expect(talk.say("set the temperature").last?.hasPrefix("speak") == true)
    }

    @Test func severalCallsGoOutInOneResponse() throws {
        var talk = try withTools(["set_temperature"])
        _ = talk.client(text("set the temperature to 20"))
        _ = talk.client(text("set the temperature to 30"))
        let lines = talk.client(Self.ask)
        #expect(lines.filter { $0 == "response.function_call_arguments.done" }.count == 2)
        guard case .responseDone(let done)? = talk.events.last else {
            Issue.record("no response.done")
            return
        }
        let calls = done.response.output.compactMap { if case .functionCall(let call) = $0 { call } else { nil } }
        #expect(calls.map(\.arguments.text) == [#"{"value":20}"#, #"{"value":30}"#])
        #expect(Set(calls.map(\.callID)).count == 2)
        for call in calls {
            _ = talk.client(
                #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"\#(call.callID)","output":"fine"}}"#
            )
        }
        #expect(talk.client(Self.ask).last == "speak: fine It is 30 now.")
    }

    @Test func whatIsMissingIsAskedForAndAnsweredByVoice() throws {
        var talk = try withTools(["set_temperature"])
        #expect(talk.say("set the temperature").last == "speak: To what?")
        _ = talk.speak()
        _ = talk.say("seventy")
        #expect(talk.call?.arguments.text == #"{"value":70}"#)
    }

    @Test func aToolNobodyWroteSentencesForIsCallable() throws {
        var talk = try SessionTranscript()
        _ = talk.client(#"{"type":"session.update","session":{"tools":[\#(SessionTranscript.lamp)]}}"#)
        _ = talk.say("set the lamp to on")
        #expect(talk.call?.name == "set_lamp")
        #expect(talk.call?.arguments.text == #"{"state":true}"#)
    }

    @Test func withToolChoiceNoneNothingIsCalled() throws {
        var talk = try withTools(["set_temperature"])
        _ = talk.client(#"{"type":"session.update","session":{"tool_choice":"none"}}"#)
        #expect(talk.say("set the temperature to sixty").last == "speak: Sorry, I did not understand that.")
    }

    @Test func aPreparedMessageIsSpokenAsItIs() throws {
        var talk = try SessionTranscript()
        let lines = talk.client(
            #"{"type":"response.create","response":{"pre_generated_assistant_message":{"type":"message","role":"assistant","content":[{"type":"text","text":"Welcome aboard."}]}}}"#
        )
        #expect(lines.last == "speak: Welcome aboard.")
    }

    @Test func askedBeforeAnythingWasSaidItGreets() throws {
        var talk = try SessionTranscript()
        #expect(talk.client(Self.ask).last?.hasPrefix("speak: Hello. You can say: ") == true)
    }

    @Test func cancelEndsTheAnswerOnce() throws {
        var talk = try SessionTranscript()
        _ = talk.say("who are you")
        #expect(talk.client(#"{"type":"response.cancel"}"#).last == "response.done")
        guard case .responseDone(let done)? = talk.events.last else {
            Issue.record("no response.done")
            return
        }
        #expect(done.response.statusDetails?.reason == .clientCancelled)
        _ = talk.client(#"{"type":"response.cancel","event_id":"mine"}"#)
        guard case .error(let report)? = talk.events.first else {
            Issue.record("no error")
            return
        }
        #expect(report.error.code == .responseCancelNotActive && report.error.eventID == "mine")
    }

    @Test func aSecondAnswerReplacesTheFirstInVoiceLiveAndIsRefusedElsewhere() throws {
        var talk = try SessionTranscript()
        _ = talk.say("who are you")
        let lines = talk.client(Self.ask)
        #expect(lines.contains("fall silent") && lines.contains("response.created"))
        var other = try SessionTranscript(dialect: .openAIGA)
        _ = other.say("who are you")
        _ = other.client(Self.ask)
        #expect(other.errorCode == "conversation_already_has_active_response")
    }

    @Test func lateSoundOfACancelledAnswerIsDropped() throws {
        var talk = try SessionTranscript()
        _ = talk.say("who are you")
        let utterance = try #require(talk.session.response?.message?.utterance)
        _ = talk.client(#"{"type":"response.cancel"}"#)
        #expect(talk.put(.sounded(utterance: utterance, SoundPiece(audio: [1], milliseconds: 5))).isEmpty)
        #expect(talk.put(.saidAll(utterance: utterance)).isEmpty)
    }

    @Test func truncationHoldsToWhatWasSpoken() throws {
        var talk = try SessionTranscript()
        _ = talk.say("who are you")
        let item = try #require(talk.session.response?.message?.place.itemID)
        _ = talk.speak()
        func cut(_ id: String, _ end: Int) -> String {
            #"{"type":"conversation.item.truncate","item_id":"\#(id)","content_index":0,"audio_end_ms":\#(end)}"#
        }
        _ = talk.client(cut(item, 501))
        #expect(talk.errorCode == "invalid_value")
        _ = talk.client(cut(item, 0))
        #expect(talk.errorCode == "unsupported_content_type")
        #expect(talk.client(cut(item, 320)) == ["conversation.item.truncated"])
        _ = talk.client(cut("nobody", 10))
        #expect(talk.errorCode == "invalid_value")
    }

    @Test func theServerTruncatesByEstimateWhenAsked() throws {
        var talk = try SessionTranscript()
        _ = talk.client(
            #"{"type":"session.update","session":{"turn_detection":{"type":"azure_semantic_vad","auto_truncate":true}}}"#
        )
        _ = talk.say("who are you")
        _ = talk.speak()
        talk.wait(200)
        _ = talk.put(.speechStarted(milliseconds: 4_000))
        guard case .itemTruncated(let truncated)? = talk.events.last else {
            Issue.record("not truncated")
            return
        }
        #expect(truncated.audioEndMilliseconds == 200)
    }

    @Test func usageCountsWhatWasHeardAndSaid() throws {
        var talk = try SessionTranscript()
        _ = talk.say("who are you")
        _ = talk.speak()
        guard case .responseDone(let done)? = talk.events.last else {
            Issue.record("no response.done")
            return
        }
        let usage = try #require(done.response.usage)
        #expect(usage.inputDetails?.audioTokens == 13)
        #expect(usage.outputDetails?.audioTokens == 10)
        #expect(usage.totalTokens == usage.inputTokens + usage.outputTokens)
    }
}

extension SessionTranscript {
    /// The call that the last events made.
    var call: FunctionCall? {
        events.lazy.compactMap { event -> FunctionCall? in
            guard case .outputItemDone(let output) = event, case .functionCall(let call) = output.item else {
                return nil
            }
            return call
        }.first
    }
}
