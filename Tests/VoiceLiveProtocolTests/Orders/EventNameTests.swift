import Testing
import VoiceLiveProtocol

/// Every event that services document or send has a case of its own. This list is kept by hand on purpose.
@Suite struct EventNameTests {
    static let client = """
        session.update input_audio_buffer.append input_audio_buffer.commit input_audio_buffer.clear
        conversation.item.create conversation.item.retrieve conversation.item.truncate conversation.item.delete
        response.create response.cancel output_audio_buffer.clear session.avatar.connect input_text.delta
        input_text.done input_audio.turn.start input_audio.turn.append input_audio.turn.end input_audio.turn.cancel
        input_audio.clear mcp_approval_response transcription_session.update rtc.call.sdp.create
        """

    static let server = """
        session.created session.updated error warning input_audio_buffer.speech_started
        input_audio_buffer.speech_stopped input_audio_buffer.committed input_audio_buffer.cleared
        conversation.item.created conversation.item.done conversation.item.retrieved conversation.item.truncated
        conversation.item.deleted conversation.item.input_audio_transcription.delta
        conversation.item.input_audio_transcription.completed conversation.item.input_audio_transcription.failed
        response.created response.output_item.added response.content_part.added response.text.delta
        response.text.done response.audio_transcript.delta response.audio_transcript.done response.audio.delta
        response.audio.done response.audio_transcript.annotation.added response.audio_timestamp.delta
        response.audio_timestamp.done response.animation_viseme.delta response.animation_viseme.done
        response.animation_blendshapes.delta response.animation_blendshapes.done
        response.function_call_arguments.delta response.function_call_arguments.done response.content_part.done
        response.output_item.done response.done mcp_list_tools.in_progress mcp_list_tools.completed
        mcp_list_tools.failed response.mcp_call_arguments.delta response.mcp_call_arguments.done
        response.mcp_call.in_progress response.mcp_call.completed response.mcp_call.failed
        response.web_search_call.in_progress response.web_search_call.searching response.web_search_call.completed
        response.file_search_call.in_progress response.file_search_call.searching
        response.file_search_call.completed response.invocation.delta response.video.delta
        session.avatar.connecting session.avatar.switch_to_speaking session.avatar.switch_to_idle
        output_audio_buffer.cleared output_audio_buffer.started output_audio_buffer.stopped rtc.call.sdp.created
        rtc.call.error rate_limits.updated response.foundry_agent_call_arguments.delta
        response.foundry_agent_call_arguments.done response.foundry_agent_call.in_progress
        response.foundry_agent_call.completed response.foundry_agent_call.failed
        """

    /// OpenAI's own, by their own names.
    static let openAI = """
        conversation.item.added response.output_audio.delta response.output_audio.done
        response.output_audio_transcript.delta response.output_audio_transcript.done response.output_text.delta
        response.output_text.done conversation.created conversation.item.input_audio_transcription.segment
        input_audio_buffer.timeout_triggered input_audio_buffer.dtmf_event_received transcription_session.updated
        """

    private func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    @Test func everyClientEventIsKnown() {
        for name in words(Self.client) { #expect(ClientEventKind(named: name) != nil, "\(name)") }
        #expect(Set(words(Self.client)) == Set(ClientEventKind.allCases.map(\.rawValue)))
    }

    @Test func everyServerEventIsKnown() {
        for name in words(Self.server + " " + Self.openAI) { #expect(ServerEventKind(named: name) != nil, "\(name)") }
        for name in words(Self.server) { #expect(ServerEventKind(rawValue: name) != nil, "\(name)") }
    }

    @Test func everyEventIsSaidInSomeDialect() {
        let dialects: [Dialect] = APIVersion.known.map { .voiceLive($0) } + [.openAIBeta, .openAIGA]
        for kind in ServerEventKind.allCases {
            #expect(dialects.contains { kind.name(in: $0) != nil }, "\(kind.rawValue)")
        }
        for kind in ClientEventKind.allCases where kind != .mcpApprovalResponse {
            #expect(dialects.contains { kind.name(in: $0) != nil }, "\(kind.rawValue)")
        }
    }

    @Test func versionsDifferAsDocumented() {
        let (first, april) = (Dialect.voiceLive(.v2025October), Dialect.voiceLive(.v2026April))
        #expect(ServerEventKind.warning.name(in: first) == nil)
        #expect(ServerEventKind.warning.name(in: april) == "warning")
        #expect(ServerEventKind.videoDelta.name(in: april) == "response.video.delta")
        #expect(ClientEventKind.inputTextDelta.name(in: april) == nil)
        #expect(ClientEventKind.callCreate.name(in: .voiceLive(.v2026June)) == "rtc.call.sdp.create")
        #expect(ClientEventKind.callCreate.name(in: .standard) == nil)
        #expect(ServerEventKind.itemCreated.name(in: .openAIGA) == "conversation.item.added")
        #expect(ServerEventKind.itemDone.name(in: .openAIBeta) == nil)
    }
}
