import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct TurnTests {
    @Test func aSpokenQuestionIsAnsweredInOrder() throws {
        var talk = try SessionTranscript()
        #expect(talk.begin() == ["session.created"])
        #expect(
            talk.say("who are you") == [
                "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped",
                "input_audio_buffer.committed", "conversation.item.created", "response.created",
                "response.output_item.added", "conversation.item.created", "response.content_part.added",
                "response.audio_transcript.delta", "speak: I am the box.",
            ])
        #expect(
            talk.speak() == [
                "sound 2", "response.audio.done", "response.audio_transcript.done", "response.content_part.done",
                "response.output_item.done", "response.done",
            ])
    }

    @Test func theMillisecondsAreTheDetectorsLessThePadding() throws {
        var talk = try SessionTranscript()
        _ = talk.client(
            #"{"type":"session.update","session":{"turn_detection":{"type":"server_vad","prefix_padding_ms":250}}}"#)
        _ = talk.put(.speechStarted(milliseconds: 900))
        guard case .speechStarted(let started)? = talk.events.first else {
            Issue.record("no speech_started")
            return
        }
        #expect(started.audioStartMilliseconds == 650)
        #expect(talk.last.first == .hear(.beginTurn(1, backMilliseconds: 400)))
        _ = talk.put(.speechStopped(milliseconds: 1_730))
        guard case .speechStopped(let stopped)? = talk.events.first else {
            Issue.record("no speech_stopped")
            return
        }
        #expect(stopped.audioEndMilliseconds == 1_730)
        #expect(stopped.itemID == started.itemID)
    }

    @Test func whatWasHeardIsTranscribedBeforeTheAnswer() throws {
        var talk = try SessionTranscript()
        _ = talk.client(
            #"{"type":"session.update","session":{"input_audio_transcription":{"model":"azure-speech"},"output_audio_timestamp_types":["word"]}}"#
        )
        let lines = talk.say("who are you")
        let completed = try #require(lines.firstIndex(of: "conversation.item.input_audio_transcription.completed"))
        #expect(lines[completed - 1] == "conversation.item.input_audio_transcription.delta")
        #expect(lines[completed + 1] == "response.created")
        #expect(
            talk.speak().prefix(3) == ["response.audio_timestamp.delta", "sound 2", "response.audio_timestamp.done"])
    }

    @Test func speechInterruptsTheAnswer() throws {
        var talk = try SessionTranscript()
        _ = talk.say("who are you")
        let lines = talk.put(.speechStarted(milliseconds: 3_000))
        #expect(
            lines == [
                "input_audio_buffer.speech_started", "fall silent", "response.audio.done",
                "response.audio_transcript.done", "response.content_part.done", "response.output_item.done",
                "response.done",
            ])
        guard case .responseDone(let done)? = talk.events.last else {
            Issue.record("no response.done")
            return
        }
        #expect(done.response.status == .cancelled)
        #expect(done.response.statusDetails?.reason == .turnDetected)
        guard case .message(let message)? = done.response.output.first else {
            Issue.record("no message")
            return
        }
        #expect(message.status == .incomplete)
    }

    @Test func anAnswerThatIsNotToBeInterruptedGoesOnAndTheNextFollows() throws {
        var talk = try SessionTranscript()
        _ = talk.client(
            #"{"type":"session.update","session":{"turn_detection":{"type":"server_vad","interrupt_response":false}}}"#)
        _ = talk.say("who are you")
        let second = talk.say("what time is it")
        #expect(!second.contains("fall silent") && !second.contains("response.created"))
        let end = talk.speak()
        #expect(end.suffix(7).contains("response.created"))
        #expect(end.last == "speak: It is 2:05 PM.")
    }

    @Test func aPauseWithinASentenceIsNotAnsweredTwice() throws {
        var talk = try SessionTranscript()
        _ = talk.put(.speechStarted(milliseconds: 1_000))
        _ = talk.put(.speechStopped(milliseconds: 1_400))
        _ = talk.put(.speechStarted(milliseconds: 1_700))
        _ = talk.put(.heard(turn: 1, .somethingElse))
        _ = talk.put(.speechStopped(milliseconds: 2_400))
        let turn = try #require(talk.session.waiting.first?.number)
        let lines = talk.put(.heard(turn: turn, .words(Recognition(text: "who are you", words: [], confidence: 4))))
        #expect(
            lines.last == "speak: Sorry, I did not understand that. I am the box."
                || lines.last == "speak: I am the box.")
        #expect(lines.filter { $0 == "response.created" }.count == 1)
    }

    @Test func aClickIsNoQuestion() throws {
        var talk = try SessionTranscript()
        _ = talk.put(.speechStarted(milliseconds: 1_000))
        _ = talk.put(.speechStopped(milliseconds: 1_080))
        #expect(talk.put(.heard(turn: 1, .nothing)).isEmpty)
    }

    @Test func whatIsTooShortForAWordIsNotApologisedFor() throws {
        for (end, isAnswered) in [(1_170, false), (1_190, true)] {
            var talk = try SessionTranscript()
            _ = talk.put(.speechStarted(milliseconds: 1_000))
            _ = talk.put(.speechStopped(milliseconds: end))
            #expect(talk.put(.heard(turn: 1, .somethingElse)).contains("response.created") == isAnswered)
        }
        var talk = try SessionTranscript()
        _ = talk.put(.speechStarted(milliseconds: 1_000))
        _ = talk.put(.speechStopped(milliseconds: 1_170))
        let words = Heard.words(Recognition(text: "who are you", words: [], confidence: 4))
        #expect(talk.put(.heard(turn: 1, words)).last == "speak: I am the box.")
    }

    @Test func withoutAutomaticAnswersTheClientAsks() throws {
        var talk = try SessionTranscript()
        _ = talk.client(
            #"{"type":"session.update","session":{"turn_detection":{"type":"server_vad","create_response":false}}}"#)
        #expect(talk.say("who are you").last == "conversation.item.created")
        #expect(talk.client(#"{"type":"response.create"}"#).last == "speak: I am the box.")
    }

    @Test func aManualTurnWaitsForCommitAndForTheRecogniser() throws {
        var talk = try SessionTranscript()
        _ = talk.client(
            #"{"type":"session.update","session":{"turn_detection":null,"input_audio_sampling_rate":8000}}"#)
        let sound = Base64.text(of: [UInt8](repeating: 0, count: 1_000))
        #expect(talk.client(#"{"type":"input_audio_buffer.append","audio":"\#(sound)"}"#).isEmpty)
        #expect(talk.client(#"{"type":"input_audio_buffer.commit"}"#) == ["error"])
        #expect(talk.errorCode == "input_audio_buffer_commit_empty")
        _ = talk.client(#"{"type":"input_audio_buffer.append","audio":"\#(sound)"}"#)
        #expect(
            talk.client(#"{"type":"input_audio_buffer.commit"}"#)
                == ["input_audio_buffer.committed", "conversation.item.created"])
        #expect(talk.client(#"{"type":"response.create"}"#) == ["response.created"])
        let turn = try #require(talk.session.waiting.first?.number)
        let lines = talk.put(.heard(turn: turn, .words(Recognition(text: "who are you", words: [], confidence: 4))))
        #expect(lines.last == "speak: I am the box.")
    }

    @Test func clearForgetsTheSound() throws {
        var talk = try SessionTranscript()
        _ = talk.put(.speechStarted(milliseconds: 500))
        #expect(talk.client(#"{"type":"input_audio_buffer.clear"}"#) == ["input_audio_buffer.cleared"])
        #expect(talk.last.contains(.hear(.dropTurn)))
        #expect(talk.put(.speechStopped(milliseconds: 900)).isEmpty)
    }

    @Test func aBrokenRecogniserIsToldAndTheSessionGoesOn() throws {
        var talk = try SessionTranscript()
        _ = talk.put(.speechStarted(milliseconds: 1_000))
        _ = talk.put(.speechStopped(milliseconds: 2_000))
        #expect(
            talk.put(.hearingFailed(turn: 1, "gone"))
                == ["conversation.item.input_audio_transcription.failed", "error"])
        #expect(talk.say("who are you").last == "speak: I am the box.")
    }
}
