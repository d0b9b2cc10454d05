import Testing
import VoiceLiveFixtures
import VoiceLiveProtocol
import WebSocket

@testable import LocalVoice

/// All that the box says in whole conversations is held to the official libraries' fields and to the service's order.
@Suite(.serialized, .timeLimit(.minutes(3))) struct EventOrderLiveTests {
    /// Everything that may be asked for, all at once.
    private static let terms = """
        "modalities":["text","audio"],"input_audio_sampling_rate":16000,"output_audio_timestamp_types":["word"],\
        "input_audio_transcription":{"model":"azure-speech"},"include":["item.input_audio_transcription.phrases"],\
        "instructions":"Be brief.","tool_choice":"auto","metadata":{"box":"seven"},\
        "voice":{"type":"azure-standard","name":"en-US-AvaNeural"},"tools":[\
        {"type":"function","name":"set_temperature","parameters":{"type":"object","properties":\
        {"value":{"type":"number"}},"required":["value"]}},\
        {"type":"function","name":"set_lamp","parameters":{"type":"object","properties":\
        {"state":{"type":"boolean"}},"required":["state"]}},\
        {"type":"function","name":"write_letter","parameters":{"type":"object","properties":\
        {"text":{"type":"string"}},"required":["text"]}}]
        """

    private let server: TestServer

    init() throws {
        server = try TestServer()
    }

    @Test func turnsOfEveryKind() async throws {
        let client = try await server.connect()
        try await client.begin(Self.terms + #","turn_detection":{"type":"azure_semantic_vad","auto_truncate":true}"#)
        // It greets.
        try await client.ask()
        _ = try await client.answer()
        try await client.say("what time is it")
        _ = try await client.answer()
        try await client.say("the quick brown fox jumps over the lazy dog")
        _ = try await client.answer()
        try await client.write("who are you")
        try await client.send(#"{"type":"response.create","response":{"modalities":["text"],"metadata":{"turn":"4"}}}"#)
        _ = try await client.answer()
        try await client.send(#"{"type":"response.create","response":{"commit":false,"input_items":[]}}"#)
        _ = try await client.answer()

        try await client.begin(#""turn_detection":null,"output_audio_format":"g711_ulaw""#)
        try await client.say("what day is it today")
        try await client.send(#"{"type":"input_audio_buffer.clear"}"#)
        try await client.say("what day is it today")
        try await client.send(#"{"type":"input_audio_buffer.commit"}"#)
        try await client.ask()
        _ = try await client.answer()
        try await EventJudges.expectNoFault(client.record)
    }

    @Test(arguments: [true, false]) func callsOfFunctions(inParallel: Bool) async throws {
        let client = try await server.connect()
        try await client.begin(Self.terms + #","parallel_tool_calls":\#(inParallel)"#)
        try await client.write("set the temperature to 21 degrees")
        try await client.write("set the lamp to on")
        var open: [String] = []
        var rounds = 0
        repeat {
            for call in open {
                try await client.send(
                    #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"\#(call)","output":"{}"}}"#
                )
            }
            try await client.ask()
            open = try await client.answer().compactMap {
                if case .functionCallArgumentsDone(let done) = $0 { done.callID } else { nil }
            }
            rounds += 1
        } while !open.isEmpty && rounds < 4
        #expect(rounds == (inParallel ? 2 : 3))
        try await EventJudges.expectNoFault(client.record)
    }

    @Test(arguments: [false, true]) func answersThatAreBrokenOff(bySelf: Bool) async throws {
        let client = try await server.connect()
        try await client.begin(
            Self.terms + #","turn_detection":{"type":"server_vad","auto_truncate":\#(bySelf)}"#)
        let question = try await VoiceClient.speech("what time is it")
        // Spoken over while it is made.
        for _ in 0..<6 { try await client.write("tell me a story") }
        try await client.ask()
        let first = try await client.firstSound()
        try await client.say(question)
        #expect(try await client.answer().end?.status == .cancelled)
        try await client.truncate(first.itemID, 60)
        #expect(try await client.answer().end?.status == .completed)
        // Cancelled by the client.
        for _ in 0..<6 { try await client.write("tell me a story") }
        try await client.ask()
        let second = try await client.firstSound()
        try await client.send(#"{"type":"response.cancel","response_id":"\#(second.responseID)"}"#)
        #expect(try await client.answer().end?.status == .cancelled)
        try await client.truncate(second.itemID, 40)
        // Replaced by another.
        for _ in 0..<6 { try await client.write("tell me a story") }
        try await client.ask()
        _ = try await client.firstSound()
        try await client.write("who are you")
        try await client.ask()
        #expect(try await client.answer().end?.status == .cancelled)
        #expect(try await client.answer().end?.status == .completed)
        try await EventJudges.expectNoFault(client.record)
    }

    @Test func whatCannotBeDone() async throws {
        let client = try await server.connect()
        try await client.begin(Self.terms)
        let wrong = [
            #"{"type":"no.such.event","event_id":"mine_1"}"#,
            #"{"type":"session.update","event_id":"mine_2","session":{"input_audio_format":"opus"}}"#,
            #"{"type":"response.cancel","event_id":"mine_3"}"#,
            #"{"type":"conversation.item.truncate","event_id":"mine_4","item_id":"x","content_index":0,"audio_end_ms":9}"#,
            #"{"type":"conversation.item.delete","event_id":"mine_5","item_id":"x"}"#,
            #"{"type":"conversation.item.retrieve","event_id":"mine_6","item_id":"x"}"#,
            #"{"type":"input_audio_buffer.commit","event_id":"mine_7"}"#,
            #"{"type":"session.avatar.connect","event_id":"mine_8","client_sdp":"x"}"#,
            #"{"type":"conversation.item.create","event_id":"mine_9","item":{"type":"function_call_output","call_id":"x","output":""}}"#,
            #"{"type":"response.create","event_id":"mine_10","response":{"output_audio_format":"opus"}}"#,
            #"{"type":"input_audio_buffer.append","event_id":"mine_11"}"#,
        ]
        for event in wrong {
            try await client.connection.send(text: event)
            let answer = try await client.events { if case .error = $0 { true } else { false } }
            guard case .error(let report)? = answer.last else { continue }
            // What cannot be read has no name that could be told.
            if !event.contains("append") { #expect(event.contains("\"\(report.error.eventID ?? "nothing")\"")) }
        }
        for garbage in ["", "[]", "{", "\u{1}", #"{"type":7}"#] {
            try await client.connection.send(text: garbage)
            _ = try await client.events { if case .error = $0 { true } else { false } }
        }
        // It is no worse for it.
        try await client.write("who are you")
        try await client.ask()
        let item = try await client.answer().end?.output.first?.id ?? ""
        try await client.send(#"{"type":"conversation.item.retrieve","item_id":"\#(item)"}"#)
        try await client.send(#"{"type":"conversation.item.delete","item_id":"\#(item)"}"#)
        _ = try await client.events { if case .itemDeleted = $0 { true } else { false } }
        // The judge is told of names that were sent, not of the nonsense that went with them.
        let named = wrong.indices.map {
            #"{"dialect":"voice-live","side":"client","event":{"type":"input_audio_buffer.clear","event_id":"mine_\#($0 + 1)"}}"#
        }
        try await EventJudges.expectNoFault(named + client.record)
    }

    @Test(arguments: [Dialect.openAIGA, .openAIBeta]) func theOtherDialects(dialect: Dialect) async throws {
        let client = try await server.connect(
            "/v1/realtime?model=gpt-realtime",
            headers: dialect == .openAIBeta ? [HTTPField("OpenAI-Beta", "realtime=v1")] : [], dialect: dialect)
        try await client.write("who are you")
        try await client.ask()
        #expect(try await client.answer().transcript.hasPrefix("I am the voice"))
        try await client.sayWide("what time is it")
        #expect(try await client.answer().transcript.hasPrefix("It is "))
        for _ in 0..<6 { try await client.write("tell me a story") }
        try await client.ask()
        let story = try await client.firstSound()
        try await client.send(#"{"type":"response.cancel"}"#)
        #expect(try await client.answer().end?.status == .cancelled)
        try await client.truncate(story.itemID, 4)
        _ = try await client.events { if case .itemTruncated = $0 { true } else { false } }
        try await EventJudges.expectNoFault(client.record)
    }

    // MARK: The judge

    @Test(arguments: [Dialect.standard, .openAIGA, .openAIBeta])
    func theRecordingsKeepTheOrder(dialect: Dialect) async throws {
        let names = [
            "barge-in", "barge-in-after-response", "client-cancel", "function-call", "function-calls-parallel",
            "harmless-errors", "manual-turn", "text-turn", "text-turn-spoken", "voice-turn",
            "voice-turn-transcript-failed", "voice-turn-transcript-late",
        ]
        for name in names {
            let lines = try Self.lines(of: name, dialect)
            let verdict = try await EventJudges.verdict("judge_order.py", on: lines, "--shortened")
            #expect(verdict == "judged \(lines.count), faults 0\n", "\(name): \(verdict)")
        }
    }

    @Test(arguments: ["function-calls-parallel", "barge-in", "text-turn", "voice-turn"])
    func theJudgeOverlooksLittle(recording: String) async throws {
        let verdict = try await EventJudges.verdict("try_judge_order.py", on: try Self.lines(of: recording, .standard))
        // What nobody can count, and what recordings do not have whole.
        let borne: Set<String> = [
            "left out: response.audio.delta", "left out: conversation.item.done",
            "left out: conversation.item.input_audio_transcription.delta",
            "left out: conversation.item.input_audio_transcription.completed",
        ]
        #expect(Set(verdict.split(separator: "\n").map(String.init)).subtracting(borne) == [])
    }

    private static func lines(of recording: String, _ dialect: Dialect) throws -> [String] {
        try Recording(recording, in: dialect).lines.map { line in
            let event = String(decoding: line.event, as: UTF8.self)
            return #"{"dialect":"\#(dialect.name)","side":"\#(line.side)","event":\#(event)}"#
        }
    }
}
