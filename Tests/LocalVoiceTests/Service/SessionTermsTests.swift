import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct SessionTermsTests {
    /// The echo to an update.
    private func echo(_ fields: String, of talk: inout SessionTranscript) throws -> Session {
        _ = talk.client(#"{"type":"session.update","event_id":"u1","session":{\#(fields)}}"#)
        guard case .sessionUpdated(let report)? = talk.events.first else {
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

    @Test func aVoiceOfTheBoxIsNoVoiceOfOpenAIs() throws {
        var talk = try SessionTranscript()
        #expect(try echo(#""voice":"alloy""#, of: &talk).voice?.kind == .azureStandard)
        _ = talk.say("who are you")
        let told = talk.events.lazy.compactMap { event -> Response? in
            if case .responseCreated(let report) = event { report.response } else { nil }
        }.first
        #expect(told?.voice?.kind == .azureStandard && told?.voice?.name == "slt")
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

    /// The warnings to an update: code and text.
    private func warnings(_ fields: String, of talk: inout SessionTranscript) throws -> [String] {
        _ = try echo(fields, of: &talk)
        return talk.events.compactMap { event in
            guard case .warning(let report) = event else { return nil }
            return "\(report.warning.code ?? "") \(report.warning.param ?? ""): \(report.warning.message)"
        }
    }

    @Test func instructionsThatNobodyFollowsAreToldOnceAndNotEchoed() throws {
        var talk = try SessionTranscript()
        let told = try warnings(#""instructions":"Talk like a pirate.""#, of: &talk)
        #expect(told.count == 1 && told[0].hasPrefix("instructions_not_followed session.instructions: "))
        #expect(talk.session.report.instructions == "")
        #expect(try warnings(#""instructions":"Talk like a king.""#, of: &talk) == [])
        var quiet = try SessionTranscript()
        #expect(try warnings(#""instructions":"""#, of: &quiet) == [])
    }

    @Test func aLanguageModelFollowsInstructions() throws {
        var talk = try SessionTranscript(asksChat: true)
        #expect(try warnings(#""instructions":"Be brief.""#, of: &talk) == [])
        #expect(talk.session.report.instructions == "Be brief.")
    }

    private static let mail = """
        {"type":"function","name":"send_mail","parameters":{"properties":{"body":{"type":"string"}},"required":["body"]}}
        """

    @Test func toolsThatCannotBeSaidAreToldOnceByNameAndReason() throws {
        var talk = try SessionTranscript()
        let tools =
            #""tools":[\#(SessionTranscript.lamp),\#(Self.mail),{"type":"mcp","server_label":"x","server_url":"y"}]"#
        let told = try warnings(tools, of: &talk)
        #expect(told.count == 2)
        #expect(told.allSatisfy { $0.hasPrefix("tool_not_callable session.tools: ") })
        #expect(told.first?.contains("\"send_mail\"") == true && told.first?.contains("\"body\"") == true)
        #expect(told.last?.contains("functions only") == true)
        #expect(try warnings(tools, of: &talk) == [])
        var unused = try SessionTranscript()
        #expect(try warnings(#""tool_choice":"none",\#(tools)"#, of: &unused) == [])
    }

    @Test func aLanguageModelCallsWhatCannotBeSaid() throws {
        var talk = try SessionTranscript(asksChat: true)
        #expect(try warnings(#""tools":[\#(Self.mail)]"#, of: &talk) == [])
    }

    @Test(arguments: ["pocketsphinx", "wyoming"]) func theRecogniserInUseIsNamed(name: String) throws {
        var talk = try SessionTranscript(recogniser: name)
        let session = try echo(#""input_audio_transcription":{"model":"azure-speech","language":"de-DE"}"#, of: &talk)
        #expect(session.transcription.value?.model.rawValue == name)
        #expect(session.transcription.value?.language == "en-US")
    }

    @Test func oneCallAtATimeIsOneCallAResponse() throws {
        var talk = try SessionTranscript()
        let session = try echo(
            #""parallel_tool_calls":false,"tools":[{"type":"function","name":"set_temperature"}]"#, of: &talk)
        #expect(session.parallelToolCalls == false)
        for value in [20, 30, 40] {
            _ = talk.client(
                #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"set the temperature to \#(value)"}]}}"#
            )
        }
        var arguments: [String] = []
        for _ in 0..<3 {
            _ = talk.client(#"{"type":"response.create"}"#)
            if arguments.count > 0 { _ = talk.speak() }
            let calls = talk.events.compactMap { event -> FunctionCallArgumentsDone? in
                if case .functionCallArgumentsDone(let done) = event { done } else { nil }
            }
            try #require(calls.count == 1)
            arguments.append(calls[0].arguments.text)
            _ = talk.client(
                #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"\#(calls[0].callID)","output":"fine"}}"#
            )
        }
        #expect(arguments == [20, 30, 40].map { #"{"value":\#($0)}"# })
        #expect(talk.client(#"{"type":"response.create"}"#).last == "speak: fine")
        _ = talk.speak()
        #expect(talk.call == nil)
    }

    @Test func aModelThatCallsTooMuchIsToldSo() throws {
        var talk = try SessionTranscript(asksChat: true)
        _ = try echo(#""parallel_tool_calls":false,"tools":[\#(SessionTranscript.lamp)]"#, of: &talk)
        _ = talk.say("lamp on and off")
        #expect(talk.request?.callsInParallel == false)
        let number = try #require(talk.asked)
        for state in ["true", "false"] {
            _ = talk.put(.chat(number, .call(name: "set_lamp", arguments: PrivateText(#"{"state":\#(state)}"#))))
        }
        let lines = talk.put(.chatEnded(number))
        #expect(lines.filter { $0 == "response.function_call_arguments.done" }.count == 1)
        #expect(lines.contains("warning") && talk.call?.arguments.text == #"{"state":true}"#)
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
