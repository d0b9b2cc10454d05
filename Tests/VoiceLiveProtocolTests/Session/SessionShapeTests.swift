import Testing
import VoiceLiveProtocol

/// What a session looks like on the wire, dialect by dialect.
@Suite struct SessionShapeTests {
    private func encode(_ session: Session, _ dialect: Dialect) throws -> (session: JSONValue, omitted: [String]) {
        let message = ClientMessage(.sessionUpdate(SessionUpdate(session: session)))
        let encoded = try message.encoded(in: dialect)
        return (try JSONValue(parsing: encoded.bytes)["session"], encoded.omitted)
    }

    private func decode(_ json: String, _ dialect: Dialect) throws -> Session {
        let text = #"{"type":"session.updated","event_id":"e","session":\#(json)}"#
        guard case .sessionUpdated(let report) = try ServerMessage(parsing: Array(text.utf8), in: dialect).event else {
            throw WireError.notAnEvent(text)
        }
        return report.session
    }

    @Test func voiceLiveIsFlat() throws {
        let (json, omitted) = try encode(SessionSamples.simple(), .standard)
        #expect(omitted == [])
        #expect(json["voice"] == ["type": "azure-standard", "name": "en-US-AvaMultilingualNeural"])
        #expect(json["input_audio_format"] == "pcm16")
        #expect(json["input_audio_sampling_rate"] == 16000)
        #expect(json["turn_detection"]["type"] == "azure_semantic_vad")
        #expect(json.object?["input_audio_noise_reduction"] == JSONValue.null)
        #expect(json["type"] == .null && json["object"] == .null)
    }

    @Test func openAIsGAShapeIsNested() throws {
        let (json, omitted) = try encode(SessionSamples.openAI(), .openAIGA)
        #expect(omitted == [])
        #expect(
            json == [
                "type": "realtime", "output_modalities": ["audio"], "instructions": "Answer briefly.",
                "audio": [
                    "output": ["voice": "marin", "format": ["type": "audio/pcm", "rate": 24000]],
                    "input": [
                        "format": ["type": "audio/pcm", "rate": 24000],
                        "turn_detection": [
                            "type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 400,
                            "silence_duration_ms": 500, "create_response": true, "interrupt_response": true,
                        ],
                        "noise_reduction": ["type": "far_field"],
                        "transcription": ["model": "gpt-4o-mini-transcribe", "language": "en", "prompt": "trams"],
                    ],
                ],
                "tools": json["tools"], "tool_choice": "required", "max_output_tokens": 400,
            ])
    }

    @Test func theBetaIsFlatWithPlainVoices() throws {
        let (json, omitted) = try encode(SessionSamples.openAI(), .openAIBeta)
        #expect(omitted == [])
        #expect(json["voice"] == "marin")
        #expect(json["modalities"] == ["audio"])
        #expect(json["input_audio_sampling_rate"] == .null)
    }

    @Test func whatADialectLacksIsLeftOutAndReported() throws {
        let (json, omitted) = try encode(SessionSamples.full(), .openAIGA)
        for name in [
            "session.voice", "session.turn_detection", "session.input_audio_noise_reduction", "session.avatar",
            "session.input_audio_echo_cancellation", "session.animation", "session.output_audio_timestamp_types",
            "session.interim_response", "session.metadata", "session.temperature", "session.include.1",
            "session.input_audio_format", "session.input_audio_transcription.phrase_list", "session.modalities.1",
        ] {
            #expect(omitted.contains(name), "\(name) in \(omitted)")
        }
        #expect(json["audio"]["input"]["turn_detection"] == .null)
    }

    @Test func olderVersionsGetWhatTheyKnow() throws {
        let (json, omitted) = try encode(SessionSamples.full(), .voiceLive(.v2025October))
        #expect(
            Set(omitted) == [
                "session.parallel_tool_calls", "session.reasoning_effort", "session.interim_response",
                "session.include", "session.metadata", "session.avatar.type", "session.avatar.output_protocol",
                "session.avatar.output_audit_audio", "session.tools.1",
            ])
        #expect(json["tools"].array?.count == 1)
        #expect(json["avatar"]["video"]["gop_size"] == 10)
    }

    @Test func clientReferenceNeedsANewVersion() throws {
        var session = Session()
        session.echoCancellation = .value(.twoChannels)
        #expect(try encode(session, .standard).session["input_audio_echo_cancellation"]["channels"] == 2)
        #expect(try encode(session, .voiceLive(.v2026April)).omitted.count == 2)
        #expect(EchoCancellation.twoChannels.fault(inputFormat: nil) == nil)
        #expect(EchoCancellation.twoChannels.fault(inputFormat: .muLaw) != nil)
        #expect(EchoCancellation(referenceSource: .client).fault(inputFormat: .pcm16) != nil)
        #expect(EchoCancellation.server.fault(inputFormat: .muLaw) == nil)
    }

    @Test func absentNullAndGivenAreThreeThings() throws {
        #expect(try decode("{}", .standard).turnDetection == .absent)
        #expect(try decode(#"{"turn_detection":null}"#, .standard).turnDetection == .null)
        #expect(try decode(#"{"audio":{"input":{"turn_detection":null}}}"#, .openAIGA).turnDetection == .null)
        #expect(try encode(Session(), .standard).session == [:])
        let nulls = try encode(SessionSamples.nulls(), .standard).session
        #expect(nulls.object?.members.filter { $0.value == .null }.count == 9)
    }

    @Test func anAdministratorsKeysGoAlongAndWin() throws {
        var session = SessionSamples.simple()
        session.extra = ["temperature": 1.3, "brand_new": ["deep": true], "turn_detection": ["threshold": 0.9]]
        let json = try encode(session, .standard).session
        #expect(json["temperature"] == 1.3)
        #expect(json["brand_new"]["deep"] == true)
        #expect(json["turn_detection"]["threshold"] == 0.9)
        #expect(json["turn_detection"]["type"] == "azure_semantic_vad")
        var nested = SessionSamples.openAI()
        nested.extra = ["audio": ["output": ["speed": 1.1]]]
        let audio = try encode(nested, .openAIGA).session["audio"]["output"]
        #expect(audio["speed"] == 1.1 && audio["voice"] == "marin")
    }

    @Test func unknownSettingsSurvive() throws {
        let session = try decode(#"{"audio":{"output":{"voice":"marin","brand_new":1}},"x":[null]}"#, .openAIGA)
        #expect(session.voice == .openAI("marin"))
        #expect(session.extra == ["audio": ["output": ["brand_new": 1]], "x": [nil]])
    }

    @Test func aClientNeverRepeatsTheModel() throws {
        var session = Session()
        session.model = "gpt-realtime"
        let (json, omitted) = try encode(session, .standard)
        #expect(json == [:] && omitted == ["session.model"])
        #expect(try encode(session, .openAIGA).session["model"] == "gpt-realtime")
        let echo = try ServerMessage(.sessionUpdated(SessionReport(session: session))).encoded(in: .standard)
        #expect(try JSONValue(parsing: echo.bytes)["session"]["model"] == "gpt-realtime")
        #expect(session.applying(Session()).model == "gpt-realtime")
    }

    @Test func anUpdateChangesOnlyWhatItMentions() {
        var update = Session()
        update.instructions = "Now in rhyme."
        update.turnDetection = .null
        update.extra = ["brand_new": 1]
        let session = SessionSamples.full().applying(update)
        #expect(session.instructions == "Now in rhyme.")
        #expect(session.turnDetection == .null)
        #expect(session.extra == ["brand_new": 1])
        #expect(session.avatar == SessionSamples.full().avatar)
        #expect(session.applying(Session()) == session)
    }
}
