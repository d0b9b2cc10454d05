import Glibc
import Testing
import VoiceLiveFixtures
import VoiceLiveProtocol

/// The official client libraries judge everything that we can say, as a client and as a server, in each dialect.
@Suite(.serialized) struct OfficialClientsLiveTests {
    @Test func voiceLiveLibraryAcceptsAllThatWeSay() throws {
        try expectNoFault(in: .standard)
    }

    @Test(arguments: [Dialect.openAIBeta, .openAIGA]) func openAILibraryAcceptsAllThatWeSay(dialect: Dialect) throws {
        try expectNoFault(in: dialect)
    }

    /// The recordings are held to the same models, so that no test builds on an order that nobody could send.
    @Test(arguments: [Dialect.standard, .openAIBeta, .openAIGA]) func recordingsAreValid(dialect: Dialect) throws {
        let lines = try Recording.names(in: dialect).flatMap { name in
            try Recording(name, in: dialect).lines.map {
                line(String(decoding: $0.event, as: UTF8.self), side: "\($0.side)", dialect: dialect)
            }
        }
        let outcome = try judge(lines)
        #expect(outcome.output.contains("judged \(lines.count), faults 0"), "\(outcome.output)")
    }

    @Test func theJudgeFindsFaults() throws {
        let wrong = [
            #"{"type":"session.update","session":{"input_audio_format":"opus"}}"#,
            #"{"type":"conversation.item.truncate","item_id":"a","content_index":0}"#,
            #"{"type":"input_audio_buffer.append","audio":5}"#,
            #"{"type":"session.update","session":{"tools":[{"type":"function","function":{"name":"x"}}]}}"#,
            #"{"type":"no.such.event"}"#,
            #"{"type":"response.cancel","surprise":1}"#,
        ]
        let lines = wrong.map { line($0, side: "client", dialect: .standard) }
        let outcome = try judge(lines)
        #expect(outcome.status != 0)
        for text in ["'opus'", "audio_end_ms", "audio: 5", "function: not a field", "no.such.event", "surprise"] {
            #expect(outcome.output.contains(text), "\(outcome.output)")
        }
    }

    private func expectNoFault(in dialect: Dialect) throws {
        let client = ClientSamples.all(for: dialect).compactMap { encode($0, in: dialect) }
        let server = ServerSamples.all(for: dialect).compactMap { encode($0, in: dialect) }
        #expect(client.count >= 11 && server.count >= 25)
        let lines =
            client.map { line($0, side: "client", dialect: dialect) }
            + server.map { line($0, side: "server", dialect: dialect) }
        let outcome = try judge(lines)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("judged \(lines.count), faults 0"))
    }

    private func encode<Event>(_ message: Message<Event>, in dialect: Dialect) -> String? {
        (try? message.encoded(in: dialect)).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private func line(_ event: String, side: String, dialect: Dialect) -> String {
        #"{"dialect":"\#(dialect.name)","side":"\#(side)","event":\#(event)}"#
    }

    private func judge(_ lines: [String]) throws -> PythonPeer.Outcome {
        let path = "/tmp/voicelive-events-\(getpid())-\(lines.count).jsonl"
        defer { unsafe unlink(path) }
        let file = unsafe try #require(fopen(path, "w"))
        for line in lines { unsafe fputs(line + "\n", file) }
        unsafe fclose(file)
        return try PythonPeer.run("judge_events.py", [path])
    }
}
