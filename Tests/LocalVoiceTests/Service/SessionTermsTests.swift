import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct SessionTermsTests {
    /// The echo to an update.
    private func echo(_ fields: String, of talk: inout SessionTranscript) throws -> Session {
        _ = talk.client(#"{"type":"session.update","event_id":"u1","session":{\#(fields)}}"#)
        guard case .sessionUpdated(let report)? = talk.events.last else {
            throw SessionFault.value("update", "refused: \(talk.errorCode ?? "")")
        }
        return report.session
    }

    @Test func whatTheBoxCannotDoIsEchoedAsNull() throws {
        var talk = try SessionTranscript()
        let session = try echo(
            #""input_audio_noise_reduction":{"type":"azure_deep_noise_suppression"},"input_audio_echo_cancellation":{"type":"server_echo_cancellation"},"animation":{"outputs":["viseme_id"]},"modalities":["text","audio","animation"],"turn_detection":{"type":"azure_semantic_vad","silence_duration_ms":400,"remove_filler_words":true}"#,
            of: &talk)
        #expect(session.noiseReduction == .null && session.echoCancellation == .null && session.animation == .null)
        #expect(session.modalities == [.text, .audio])
        let turns = try #require(session.turnDetection.value)
        #expect(turns.kind == .server && turns.silenceDurationMilliseconds == 400 && turns.removeFillerWords == nil)
    }

    @Test func aFreshSessionNamesItsTerms() throws {
        var talk = try SessionTranscript()
        _ = talk.begin()
        guard case .sessionCreated(let report)? = talk.events.first else {
            Issue.record("no session.created")
            return
        }
        #expect(report.session.expiresAt == 5_000)
        #expect(report.session.inputAudioSamplingRate == 24_000)
        #expect(report.session.turnDetection.value?.silenceDurationMilliseconds == 200)
        #expect(report.session.transcription == .null)
    }

    @Test func voicesOfTheCloudAreSaidByTheNearest() throws {
        var talk = try SessionTranscript()
        let session = try echo(
            #""voice":{"type":"azure-standard","name":"en-US-AndrewNeural","rate":"+20%"}"#, of: &talk)
        #expect(session.voice?.name == "rms")
        _ = talk.say("who are you")
        guard case .speak(_, _, let manner, _)? = talk.last.last else {
            Issue.record("nothing to say")
            return
        }
        #expect(manner.voice == .rms && abs(manner.speed - 1.2) < 0.001)
    }

    @Test(arguments: [
        (#""input_audio_sampling_rate":44100"#, "session.input_audio_sampling_rate"),
        (#""input_audio_format":"opus""#, "session.input_audio_format"),
        (#""input_audio_format":"g711_ulaw","input_audio_sampling_rate":16000"#, "session.input_audio_sampling_rate"),
        (#""output_audio_format":"pcm16_44100hz""#, "session.output_audio_format"),
        (#""turn_detection":{"type":"server_vad","threshold":7}"#, "session.turn_detection.threshold"),
        (#""modalities":["avatar"]"#, "session.modalities"), (#""model":"another""#, "session.model"),
    ])
    func whatCannotBeIsRefusedWholeAndByName(fields: String, param: String) throws {
        var talk = try SessionTranscript()
        let before = talk.session.report
        _ = talk.client(#"{"type":"session.update","event_id":"u1","session":{"instructions":"x",\#(fields)}}"#)
        guard case .error(let report)? = talk.events.first else {
            Issue.record("not refused")
            return
        }
        #expect(report.error.code == .invalidValue && report.error.param == param && report.error.eventID == "u1")
        #expect(talk.session.report == before)
    }

    @Test func telephoneSoundNeedsNoRate() throws {
        var talk = try SessionTranscript()
        let session = try echo(#""input_audio_format":"g711_alaw","output_audio_format":"g711_ulaw""#, of: &talk)
        #expect(session.inputAudioSamplingRate == 8_000)
        #expect(session.outputAudioFormat == .value(.muLaw))
        #expect(try echo(#""input_audio_format":"pcm16""#, of: &talk).inputAudioSamplingRate == 24_000)
    }

    @Test(arguments: ["{", "[]", #"{"kind":"x"}"#, "\u{1}"]) func garbageIsAnError(text: String) throws {
        var talk = try SessionTranscript()
        #expect(talk.client(text) == ["error"])
        #expect(talk.errorCode == "invalid_json")
        #expect(talk.say("who are you").last == "speak: I am the box.")
    }

    @Test func unknownAndUnofferedEventsAreNamed() throws {
        var talk = try SessionTranscript()
        for type in ["no.such.event", "session.avatar.connect", "output_audio_buffer.clear"] {
            _ = talk.client(#"{"type":"\#(type)","client_sdp":"x"}"#)
            #expect(talk.errorCode == "invalid_value")
        }
        _ = talk.client(#"{"type":"conversation.item.truncate","item_id":5}"#)
        #expect(talk.errorCode == "invalid_value")
    }

    @Test func theSessionEndsInTime() throws {
        var talk = try SessionTranscript()
        #expect(talk.put(.expired) == ["error", "close 1001"])
        #expect(talk.errorCode == "session_expired")
    }
}
