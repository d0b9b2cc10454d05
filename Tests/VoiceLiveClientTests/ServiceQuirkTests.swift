import Conversation
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import VoiceLiveClient

/// Quirks of services that are dealt with at the wire, by their numbers; the others are in the conversation's own
/// `QuirkTests`.
@Suite struct ServiceQuirkTests {
    private func endpoint(_ url: String = "wss://h") -> EndpointSettings {
        EndpointSettings(name: "test", service: ServiceEndpoint(url: url, dialect: .standard, model: "m"))
    }

    private func translated(_ texts: String...) throws -> [ServiceEvent] {
        var translation = EventTranslation(endpoint: endpoint(), wallClock: { 0 })
        return try texts.map { text in
            translation.event(for: try ServerMessage(parsing: Array(text.utf8), in: .standard).event)
        }
    }

    @Test func quirk19NullsObjectsAndShuffledNamesAreUnderstood() throws {
        let events = try translated(
            #"""
            {"response":{"usage":null,"voice":{"type":"openai","name":"alloy"},"modalities":["audio","text"],
            "status_details":null,"status":"completed","output":[],"id":"resp_1","brand_new":{"a":[null]}},
            "event_id":"e","type":"response.done"}
            """#,
            #"{"type":"conversation.item.done","event_id":"e","previous_item_id":null,"item":{"id":"i","type":"message","role":"user","content":[{"type":"input_audio","transcript":null}],"status":"completed","object":"realtime.item"}}"#
        )
        #expect(events.first == .responseDone(ResponseOutcome(response: "resp_1", status: .completed)))
        guard case .other = events[1] else {
            Issue.record("\(events[1])")
            return
        }
    }

    @Test func quirk20VideoOfAnAvatarPassesByName() throws {
        let events = try translated(
            #"{"type":"response.video.delta","event_id":"e","output_index":0,"codec":"h264","delta":"AAAA"}"#)
        #expect(events == [.other(name: "response.video.delta")])
    }

    @Test func quirk21WhatAnAgentCannotTakeIsRefusedAndTheSessionGoesOn() {
        let error = WireServiceError(
            type: "invalid_request_error", code: .init(rawValue: "message_creation_failed"), message: "not text",
            eventID: "c4")
        #expect(ErrorTranslation.error(error).kind == .refused)
        #expect(ErrorTranslation.error(error).command == CommandNumber(4))
    }

    @Test func quirk26ThePortalsAddressLosesItsProject() throws {
        let target = try endpoint("https://box.services.ai.azure.com/api/projects/trams").webSocket().endpoint.target
        #expect(target.hasPrefix("/voice-live/realtime?"))
    }

    @Test func quirk27TheRecogniserIsToldTheLanguage() {
        let session = SessionTranslation(endpoint: endpoint()).session(for: SessionPlan(languages: ["de-AT"]))
        #expect(session.transcription.value?.language == "de-AT")
    }

    /// Order 8.9: what the phrases say is the service's business; the words are the line.
    @Test func transcriptionWithPhrases() throws {
        let events = try translated(
            #"{"type":"conversation.item.input_audio_transcription.completed","event_id":"e","item_id":"item_1","content_index":0,"transcript":"next stop please","phrases":[{"offset_milliseconds":320,"duration_milliseconds":1100,"text":"next stop please","locale":"en-US","confidence":0.93,"words":[{"text":"next","offset_milliseconds":320,"duration_milliseconds":260}]}]}"#
        )
        #expect(events == [.inputTranscriptDone("item_1", "next stop please")])
    }
}
