import Testing
import VoiceLiveProtocol

@testable import LocalVoice

/// Sessions that answer nothing and write down the client's own phrases.
@Suite struct TranscribingSessionTests {
    private func talk() throws -> SessionTranscript {
        var talk = try SessionTranscript(onlyTranscribes: true)
        _ = talk.begin()
        #expect(!talk.last.contains { if case .hear(.expect) = $0 { true } else { false } })
        _ = talk.client(
            #"{"type":"session.update","session":{"turn_detection":null,"input_audio_transcription":{"model":"azure-speech","phrase_list":["Stop!","be quiet"]}}}"#
        )
        return talk
    }

    private func found(_ text: String) -> Recognition { Recognition(text: text, words: [], confidence: nil) }

    /// 200 ms at 24 kHz.
    private let sound =
        #"{"type":"input_audio_buffer.append","audio":"\#(String(repeating: "A", count: 12_800))"}"#

    @Test func theGrammarIsWhatTheClientExpects() throws {
        let talk = try talk()
        let grammar = talk.last.compactMap { order -> Grammar? in
            if case .hear(.expect(let grammar)) = order { grammar } else { nil }
        }.first
        #expect(grammar?.entries == [.words("stop"), .words("be quiet")])
        #expect(grammar?.crowd.contains("stop") == false && grammar?.crowd.contains("what") == true)
        let text = try #require(grammar?.jsgf())
        #expect(text.contains("/100000/ stop | /100000/ be quiet | /1/ the"))
    }

    @Test func aWordIsWrittenDownInTheMiddleOfTheTurnAndOnce() throws {
        var talk = try talk()
        #expect(talk.client(sound) == [])
        #expect(
            talk.put(.glimpsed(turn: 1, found("stop"))) == ["conversation.item.input_audio_transcription.delta"])
        guard case .transcriptionDelta(let delta)? = talk.events.first else {
            Issue.record("no delta")
            return
        }
        #expect(delta.delta?.text == "stop ")
        let lines = talk.client(#"{"type":"input_audio_buffer.commit"}"#)
        #expect(lines == ["input_audio_buffer.committed", "conversation.item.created"])
        guard case .audioCommitted(let committed)? = talk.events.first else {
            Issue.record("no commit")
            return
        }
        #expect(committed.itemID == delta.itemID)
        #expect(
            talk.put(.heard(turn: 1, .words(found("stop")))) == [
                "conversation.item.input_audio_transcription.completed"
            ])
    }

    @Test func whatWasGlimpsedLateIsStillOfItsTurn() throws {
        var talk = try talk()
        _ = talk.client(sound)
        _ = talk.client(#"{"type":"input_audio_buffer.commit"}"#)
        #expect(talk.put(.glimpsed(turn: 1, found("stop"))).count == 1)
        _ = talk.put(.heard(turn: 1, .words(found("stop"))))
        #expect(talk.put(.glimpsed(turn: 1, found("stop"))) == [])
    }

    @Test func nothingIsAnswered() throws {
        var talk = try talk()
        _ = talk.client(sound)
        _ = talk.client(#"{"type":"input_audio_buffer.commit"}"#)
        #expect(
            talk.put(.heard(turn: 1, .somethingElse)) == ["conversation.item.input_audio_transcription.failed"])
        #expect(talk.client(#"{"type":"response.create"}"#) == ["error"])
        #expect(talk.session.response == nil)
    }

    @Test func tooManyPhrasesAreRefused() throws {
        var talk = try talk()
        let phrases = (0..<500).map { "\"word \($0)\"" }.joined(separator: ",")
        #expect(
            talk.client(
                #"{"type":"session.update","session":{"input_audio_transcription":{"model":"azure-speech","phrase_list":[\#(phrases)]}}}"#
            ) == ["error"])
    }

    @Test func theIntentOfTheAddressDecides() {
        func isSo(_ target: String) -> Bool { Admission.onlyTranscribes(ServiceRequest(target: target)) }
        #expect(isSo("/voice-live/realtime?api-version=2026-07-15&intent=transcription"))
        #expect(!isSo("/voice-live/realtime?api-version=2026-07-15"))
    }
}
