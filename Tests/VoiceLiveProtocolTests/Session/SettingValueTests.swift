import Testing
import VoiceLiveProtocol

/// Settings that are written in more than one way.
@Suite struct SettingValueTests {
    private func decode<Value: WireValue>(
        _ json: JSONValue, as type: Value.Type, _ dialect: Dialect = .standard
    ) throws
        -> Value
    {
        var context = WireContext(dialect)
        return try Value(json: json, in: &context)
    }

    private func encode(_ value: some WireValue, _ dialect: Dialect) -> JSONValue {
        var context = WireContext(dialect)
        return value.json(in: &context)
    }

    @Test func aVoiceIsANameOrAnObject() throws {
        #expect(try decode("alloy", as: Voice.self) == .openAI("alloy"))
        #expect(try decode(["name": "alloy", "type": "openai"], as: Voice.self) == .openAI("alloy"))
        #expect(try decode(["id": "voice_1"], as: Voice.self, .openAIGA).id == "voice_1")
        #expect(encode(Voice.openAI("alloy"), .standard) == ["type": "openai", "name": "alloy"])
        #expect(encode(Voice.openAI("alloy"), .openAIGA) == "alloy")
        #expect(throws: WireError.self) { try decode(5, as: Voice.self) }
    }

    @Test func voicesOfLaterVersionsDoNotExistBefore() {
        #expect(!Voice.azureNative("ava").exists(in: .voiceLive(.v2026April)))
        #expect(!Voice.avatarSync(model: "m").exists(in: .voiceLive(.v2025October)))
        #expect(!Voice.azureStandard("en-US-AvaNeural").exists(in: .openAIGA))
        #expect(SessionSamples.voices().allSatisfy { $0.exists(in: .standard) })
    }

    @Test func aToolIsChosenInManyForms() throws {
        #expect(try decode("auto", as: ToolChoice.self) == .auto)
        #expect(try decode(["type": "function", "name": "f"], as: ToolChoice.self) == .function("f"))
        #expect(try decode(["type": "function", "function": ["name": "f"]], as: ToolChoice.self) == .function("f"))
        #expect(try decode(["type": "mcp", "name": "f"], as: ToolChoice.self) == .other(["type": "mcp", "name": "f"]))
        #expect(encode(ToolChoice.function("f"), .openAIBeta) == "f")
        #expect(encode(ToolChoice.function("f"), .standard) == ["type": "function", "name": "f"])
    }

    @Test func approvalIsAWordOrAList() throws {
        #expect(try decode("never", as: MCPApproval.self) == .never)
        let lists: JSONValue = ["never": ["a"], "always": ["b"]]
        #expect(try decode(lists, as: MCPApproval.self) == .byTool(always: ["b"], never: ["a"]))
        let objects: JSONValue = ["never": ["tool_names": ["a"]], "always": ["tool_names": ["b"]]]
        #expect(try decode(objects, as: MCPApproval.self) == .byTool(always: ["b"], never: ["a"]))
        #expect(encode(MCPApproval.byTool(always: ["b"], never: ["a"]), .openAIGA) == objects)
        #expect(try decode(["never": 5], as: MCPApproval.self) == .other(["never": 5]))
    }

    @Test func aLimitIsANumberOrInfinite() throws {
        #expect(try decode("inf", as: TokenLimit.self) == .unlimited)
        #expect(try decode(400, as: TokenLimit.self) == .tokens(400))
        #expect(try decode(400.0, as: TokenLimit.self) == .tokens(400))
        #expect(throws: WireError.self) { try decode("many", as: TokenLimit.self) }
    }

    @Test func picturesWereOnceCalledOtherwise() throws {
        let part = InputImagePart(url: "data:x")
        #expect(encode(part, .voiceLive(.v2026January)) == ["url": "data:x"])
        #expect(encode(part, .standard) == ["image_url": "data:x"])
        #expect(try decode(["url": "data:x"], as: InputImagePart.self) == part)
        #expect(try decode(["image_url": "data:x"], as: InputImagePart.self, .voiceLive(.v2026January)) == part)
    }

    @Test func eachKindOfTurnDetectionHasItsOwnSettings() {
        var everything = SessionSamples.semanticDetection()
        (everything.eagerness, everything.idleTimeoutMilliseconds) = (.low, 6000)
        var context = WireContext(.standard)
        _ = everything.json(in: &context)
        #expect(context.omitted == ["eagerness", "idle_timeout_ms"])
        everything.kind = .semantic
        let semantic = encode(everything, .openAIGA)
        #expect(
            semantic == [
                "type": "semantic_vad", "create_response": true, "interrupt_response": true, "eagerness": "low",
            ])
        everything.kind = .server
        #expect(encode(everything, .openAIGA)["idle_timeout_ms"] == 6000)
        #expect(encode(everything, .standard)["auto_truncate"] == false)
        #expect(encode(everything, .standard)["remove_filler_words"] == .null)
    }

    @Test func formatsKnowTheirSize() {
        #expect(AudioFormat.pcm16.sampleRate == 24000 && AudioFormat.pcm16.bytesPerSample == 2)
        #expect(AudioFormat.muLaw.sampleRate == 8000 && AudioFormat.aLaw.bytesPerSample == 1)
        #expect(AudioFormat.pcm16At16kHz.sampleRate == 16000)
        #expect(!AudioFormat.pcm16At16kHz.exists(in: .openAIGA))
    }
}
