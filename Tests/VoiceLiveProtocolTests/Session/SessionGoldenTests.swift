import Testing
import VoiceLiveProtocol

/// Settings word for word as Voice Live documents them: a round trip alone would not notice two names exchanged.
@Suite struct SessionGoldenTests {
    private func expect(_ value: some WireValue, _ text: String) throws {
        let json = try JSONValue(parsing: Array(text.utf8))
        var context = WireContext(.standard)
        #expect(value.json(in: &context) == json, "\(value.json(in: &context).text)")
        #expect(context.omitted == [])
        #expect(try type(of: value).init(json: json, in: &context).json(in: &context) == json)
    }

    @Test func voices() throws {
        let style = """
            "temperature":0.5,"custom_lexicon_url":"https://example.org/lexicon.xml",\
            "custom_text_normalization_url":"https://example.org/rules","prefer_locales":["en-GB"],"locale":"en-GB",\
            "style":"cheerful","pitch":"+5%","rate":"1.1","volume":"loud"
            """
        let shapes = [
            #"{"type":"openai","name":"alloy"}"#,
            #"{"type":"azure-standard","name":"en-US-Ava:DragonHDLatestNeural",\#(style)}"#,
            #"{"type":"azure-custom","name":"mine","endpoint_id":"endpoint",\#(style)}"#,
            #"{"type":"azure-personal","name":"profile","model":"DragonLatestNeural",\#(style)}"#,
            #"{"type":"avatar-voice-sync","model":"MAI-Voice-1",\#(style)}"#,
            #"{"type":"azure-realtime-native","name":"ava"}"#,
        ]
        for (voice, shape) in zip(SessionSamples.voices(), shapes) { try expect(voice, shape) }
    }

    @Test func turnDetection() throws {
        try expect(
            SessionSamples.serverDetection(),
            """
            {"type":"server_vad","threshold":0.5,"prefix_padding_ms":400,"silence_duration_ms":500,\
            "create_response":true,"interrupt_response":true}
            """)
        try expect(
            SessionSamples.semanticDetection(),
            """
            {"type":"azure_semantic_vad","threshold":0.5,"prefix_padding_ms":400,"silence_duration_ms":500,\
            "speech_duration_ms":80,"remove_filler_words":false,"create_response":true,"interrupt_response":true,\
            "auto_truncate":false,"end_of_utterance_detection":{"model":"semantic_detection_v1",\
            "threshold_level":"high","timeout_ms":800}}
            """)
        try expect(
            SessionSamples.openAISemanticDetection(),
            #"{"type":"semantic_vad","eagerness":"low","create_response":true,"interrupt_response":true}"#)
    }

    @Test func listening() throws {
        try expect(
            InputTranscription(
                model: .azureSpeech, language: "en,de", customSpeech: ["en-US": "guid"], phraseList: ["Quayside"]),
            """
            {"model":"azure-speech","language":"en,de","custom_speech":{"en-US":"guid"},"phrase_list":["Quayside"]}
            """)
        try expect(NoiseReduction(type: .azureDeep), #"{"type":"azure_deep_noise_suppression"}"#)
        try expect(NoiseReduction(type: .nearField), #"{"type":"near_field"}"#)
        try expect(
            EchoCancellation.twoChannels,
            #"{"type":"server_echo_cancellation","reference_source":"client","channels":2}"#)
        try expect(EchoCancellation(), #"{"type":"server_echo_cancellation"}"#)
    }

    @Test func interimResponses() throws {
        try expect(
            InterimResponse(
                type: .fixed, triggers: [.latency, .tool], latencyThresholdMilliseconds: 2000, texts: ["One moment."]),
            """
            {"type":"static_interim_response","triggers":["latency","tool"],"latency_threshold_ms":2000,\
            "texts":["One moment."]}
            """)
        try expect(
            InterimResponse(type: .model, model: "gpt-4.1-mini", instructions: "Be polite.", maxCompletionTokens: 50),
            """
            {"type":"llm_interim_response","model":"gpt-4.1-mini","instructions":"Be polite.",\
            "max_completion_tokens":50}
            """)
    }

    @Test func avatars() throws {
        try expect(
            AvatarSamples.video,
            """
            {"character":"lisa","customized":false,"style":"casual","type":"video-avatar","ice_servers":[\
            {"urls":["turn:example.org"],"username":"u","credential":"p"}],"video":{"bitrate":2000000,\
            "codec":"h264","crop":{"top_left":[0,0],"bottom_right":[640,480]},"resolution":{"width":640,\
            "height":480},"background":{"color":"#00FF00FF"},"gop_size":10},"output_protocol":"websocket",\
            "output_audit_audio":true}
            """)
        try expect(
            AvatarSamples.photo,
            """
            {"character":"anna","customized":true,"type":"photo-avatar","model":"vasa-1","scene":{"zoom":1.5,\
            "position_x":0.25,"position_y":-0.25,"rotation_x":0.5,"rotation_y":0.5,"rotation_z":0.5,"amplitude":0.75}}
            """)
        try expect(
            Animation(modelName: "default", outputs: [.viseme, .blendshapes]),
            #"{"model_name":"default","outputs":["viseme_id","blendshapes"]}"#)
    }

    @Test func tools() throws {
        try expect(
            ToolSamples.function,
            """
            {"type":"function","name":"next_stop","description":"Where the tram stops next","parameters":\
            {"type":"object","properties":{"line":{"type":"integer"}}}}
            """)
        try expect(
            ToolSamples.mcp,
            """
            {"type":"mcp","server_label":"depot","server_url":"https://example.org/mcp","authorization":"token",\
            "headers":{"x-key":"value"},"allowed_tools":["lookup"],"require_approval":\
            {"never":["lookup"],"always":["delete"]}}
            """)
    }

    @Test func responses() throws {
        try expect(
            ResponseRequest(
                commit: false, cancelPrevious: true, appendInputItems: [], inputItems: [], modalities: [.text],
                instructions: "i", voice: .openAI("ash"), outputAudioFormat: .pcm16At16kHz, tools: [],
                toolChoice: ToolChoice.none, temperature: 0.75, maxOutputTokens: .unlimited, metadata: ["a": "b"],
                reasoningEffort: .xhigh, interimResponse: InterimResponse(type: .fixed),
                preGeneratedAssistantMessage: .assistant("Hello"), invokeInput: ["q": 1]),
            """
            {"commit":false,"cancel_previous":true,"append_input_items":[],"input_items":[],"modalities":["text"],\
            "instructions":"i","voice":{"type":"openai","name":"ash"},"output_audio_format":"pcm16_16000hz",\
            "tools":[],"tool_choice":"none","temperature":0.75,"max_output_tokens":"inf","metadata":{"a":"b"},\
            "reasoning_effort":"xhigh","interim_response":{"type":"static_interim_response"},\
            "pre_generated_assistant_message":{"type":"message","role":"assistant","content":\
            [{"type":"text","text":"Hello"}]},"invoke_input":{"q":1}}
            """)
    }

    /// OpenAI says `conversation: none` where Voice Live says `commit: false`.
    @Test(arguments: [Dialect.openAIBeta, .openAIGA]) func aResponseOutsideTheConversation(dialect: Dialect) throws {
        var context = WireContext(dialect)
        let json = ResponseRequest(commit: false, modalities: [.text]).json(in: &context)
        #expect(json["conversation"] == "none" && json["commit"] == .null)
        #expect(context.omitted == [])
        #expect(try ResponseRequest(json: json, in: &context).commit == false)
    }
}
