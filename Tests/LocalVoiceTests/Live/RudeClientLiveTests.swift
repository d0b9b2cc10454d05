import Testing
import VoiceLiveProtocol
import WebSocket

@testable import LocalVoice

/// Whatever one client does, the others do not notice.
@Suite(.serialized, .timeLimit(.minutes(2))) struct RudeClientLiveTests {
    private static let question =
        #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"who are you"}]}}"#

    private func ask(_ client: VoiceClient) async throws -> [ServerEvent] {
        try await client.send(Self.question)
        try await client.send(#"{"type":"response.create"}"#)
        return try await client.answer()
    }

    @Test func nonsenseIsAnsweredWithErrorsAndTheSessionGoesOn() async throws {
        let server = try TestServer()
        let good = try await server.connect()
        let rude = try await server.connect()
        for text in [
            "garbage", "{", "[1,2]", #"{"type":5}"#, #"{"type":"no.such.event"}"#, #"{"type":"session.update"}"#,
            #"{"type":"input_audio_buffer.append","audio":"***"}"#, #"{"type":"response.cancel"}"#,
            #"{"type":"session.update","session":{"input_audio_sampling_rate":44100}}"#,
            #"{"type":"input_audio_buffer.commit"}"#, String(repeating: "[", count: 100_000),
        ] {
            try await rude.send(text)
            #expect(try await rude.events { if case .error = $0 { true } else { false } }.errorCodes.count == 1)
        }
        try await rude.connection.send(binary: [1, 2, 3])
        #expect(try await ask(rude).transcript.hasPrefix("I am the voice"))
        #expect(try await ask(good).errorCodes.isEmpty)
    }

    @Test func aMessageThatIsTooBigEndsOnlyItsOwnConnection() async throws {
        let server = try TestServer()
        let good = try await server.connect()
        let rude = try await server.connect()
        let sound = String(repeating: "A", count: 20 << 20)
        try? await rude.send(#"{"type":"input_audio_buffer.append","audio":"\#(sound)"}"#)
        let report = await rude.connection.closeReport()
        #expect(report.code == .messageTooBig || report.code == .abnormal)
        #expect(try await ask(good).transcript.hasPrefix("I am the voice"))
    }

    @Test func anAppendThatIsTooLongIsRefusedAndTheSessionGoesOn() async throws {
        let server = try TestServer()
        let rude = try await server.connect()
        // Over the 15 MiB of an append, and within the 16 MiB of a message.
        let sound = String(repeating: "A", count: (15 << 20) + (512 << 10))
        try await rude.send(#"{"type":"input_audio_buffer.append","audio":"\#(sound)"}"#)
        #expect(
            try await rude.events { if case .error = $0 { true } else { false } }.errorCodes == ["invalid_value"])
        #expect(try await ask(rude).transcript.hasPrefix("I am the voice"))
    }

    @Test func oneSessionTooManyIsTurnedAwayUntilOneLeaves() async throws {
        let server = try TestServer { $0.mostSessions = 2 }
        let first = try await server.connect()
        let second = try await server.connect()
        #expect(try await ask(first).end?.status == .completed)
        for _ in 0..<20 {
            await #expect {
                _ = try await server.connect()
            } throws: { error in
                guard case .http(let refusal)? = error as? WebSocketError else { return false }
                return refusal.status == 429
            }
        }
        await second.connection.close()
        while server.server.sessionCount > 1 { await Task.yield() }
        #expect(try await ask(try await server.connect()).end?.status == .completed)
    }

    @Test func manyWhoComeAtOnceAreAllServed() async throws {
        // Recognisers of their own, all made at the same time.
        let pool = RecogniserPool(keeping: 0) { try SphinxRecogniser() }
        let server = try TestServer(pool: pool) { $0.mostSessions = 24 }
        let answered = try await withThrowingTaskGroup(of: Bool.self) { group -> Int in
            for _ in 0..<24 {
                group.addTask {
                    let client = try await server.connect()
                    let answer = try await self.ask(client)
                    await client.connection.close()
                    return answer.end?.status == .completed
                }
            }
            var count = 0
            for try await isAnswered in group where isAnswered { count += 1 }
            return count
        }
        #expect(answered == 24)
    }

    @Test func aHundredAtOnceLeaveTheGoodSessionAloneAndNothingBehind() async throws {
        let server = try TestServer { $0.mostSessions = 4 }
        let good = try await server.connect()
        // Seats that the first crowd did not give back would be missing to the second.
        for _ in 0..<2 {
            var crowd = Crowd()
            try await withThrowingTaskGroup(of: Knock.self) { group in
                for _ in 0..<100 { group.addTask { await server.knock() } }
                // In the middle of it all.
                #expect(try await ask(good).end?.status == .completed)
                for try await knock in group { crowd.add(knock) }
            }
            #expect(try await ask(good).end?.status == .completed)
            #expect(crowd.broken == [])
            #expect(crowd.seated.count == 3 && server.server.sessionCount == 4)
            #expect(crowd.statuses[429, default: 0] > 0)
            #expect(crowd.statuses[429, default: 0] + crowd.statuses[503, default: 0] == 97, "\(crowd.statuses)")
            for connection in crowd.seated { await connection.close() }
            while server.server.sessionCount > 1 { await Task.yield() }
        }
        let last = try await server.connect()
        #expect(try await ask(last).end?.status == .completed)
    }

    /// What became of those who came.
    private struct Crowd {
        var seated: [WebSocketConnection] = []
        var statuses: [Int: Int] = [:]
        var broken: [String] = []

        mutating func add(_ knock: Knock) {
            switch knock {
            case .seated(let connection): seated.append(connection)
            case .refused(let status): statuses[status, default: 0] += 1
            case .broken(let reason): broken.append(reason)
            }
        }
    }

    @Test func strangersAreTurnedAway() async throws {
        let server = try TestServer { $0.key = "open sesame" }
        for headers in [[], [HTTPField("api-key", "open says me")], [HTTPField("authorization", "Bearer x")]] {
            await #expect {
                _ = try await server.connect(headers: headers)
            } throws: { error in
                guard case .http(let refusal)? = error as? WebSocketError else { return false }
                return refusal.status == 401
            }
        }
        for header in [HTTPField("api-key", "open sesame"), HTTPField("authorization", "Bearer open sesame")] {
            #expect(try await ask(try await server.connect(headers: [header])).end?.status == .completed)
        }
        await #expect(throws: WebSocketError.self) { _ = try await server.connect("/elsewhere") }
    }

    @Test func theSessionEndsWhenItsTimeIsOver() async throws {
        let server = try TestServer { $0.lifetime = .milliseconds(300) }
        let client = try await server.connect()
        let events = try await client.events { if case .error = $0 { true } else { false } }
        #expect(events.errorCodes == ["session_expired"])
        let report = await client.connection.closeReport()
        #expect(report.code == .goingAway)
    }

    @Test func aFloodOfSoundDelaysNobodyElse() async throws {
        let server = try TestServer()
        let good = try await server.connect()
        let rude = try await server.connect()
        // Two minutes of noise as fast as it goes, never pausing.
        var seed: UInt32 = 7
        let noise = (0..<16_000).map { _ -> Int16 in
            seed = seed &* 1_664_525 &+ 1_013_904_223
            return Int16(bitPattern: UInt16(seed >> 16)) / 8
        }
        for _ in 0..<120 { try await rude.send(noise[...]) }
        #expect(try await ask(good).end?.status == .completed)
        #expect(try await ask(rude).end != nil)
    }
}
