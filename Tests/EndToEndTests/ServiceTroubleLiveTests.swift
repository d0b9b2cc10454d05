import ControlProtocol
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol
import WebSocket

/// A service, or the wire to it, that does what it must not; the real daemon, over TLS. Each time the proof is the same:
/// afterwards a question is answered, and the answer is heard.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ServiceTroubleLiveTests {
    private let rain = PrivateText("It will rain all day.")

    private func stage(
        _ settings: String = "", line: Stage.Line = .encrypted, isFaulty: Bool = false, fallback: ScriptedAgent? = nil
    ) async throws -> Stage {
        var plan = Stage.Plan()
        plan.settings = settings
        plan.line = line
        plan.isFaulty = isFaulty
        plan.fallback = fallback
        let stage = try Stage(plan)
        try await stage.start()
        return stage
    }

    /// A question is asked and answered on the newest line, and the answer is heard.
    private func expectConversation(_ stage: Stage, with other: ScriptedAgent? = nil, _ number: Int = 900) async throws
    {
        let agent = other ?? stage.agent
        try await agent.hearStart("question_\(number)", at: 0)
        try await agent.hearEnd("question_\(number)", at: 200)
        try await agent.transcribe("question_\(number)", "What will the weather be like?")
        let words = try SpeechFixtures.speech(rain.text, voice: .rms, rate: 24_000)
        let start = stage.room.playedEnd
        try await agent.give(ScriptedAnswer(number, words: rain, samples: words))
        let wanted = resampled(words, from: 24_000, to: 48_000)
        var similarity = 0.0
        // Sooner or later, but whole.
        for patience in [words.count / 24 + 700, 1_000, 2_000, 4_000] where similarity <= 0.9 {
            try await stage.listen(milliseconds: patience)
            let played = stage.room.played(start..<stage.room.playedEnd)
            similarity = Correlation.find(wanted, in: played)?.similarity ?? 0
        }
        #expect(similarity > 0.9)
    }

    /// Waits until the service hears the microphone on a line of this number or later.
    private func waitForLine(_ stage: Stage, _ number: Int, within limit: Duration = .seconds(20)) async throws {
        try await stage.wait("line \(number)", within: limit) {
            stage.agent.lineCount > number && !(stage.agent.lines.last?.arrivals.isEmpty ?? true)
        }
    }

    // MARK: The wire

    @Test(arguments: [Stage.Line.encrypted, .plain]) func halfAFrameAndThenNothing(line: Stage.Line) async throws {
        let stage = try await stage(line: line, isFaulty: true)
        // Somewhere in the middle of a sound event of the answer.
        stage.wire?.breakAfter(bytes: 20_000)
        _ = try? await stage.agent.give(ScriptedAnswer(1, samples: tone(milliseconds: 3_000)))
        try await waitForLine(stage, 1)
        // What broke off is asked for once more.
        try await stage.wait("the wish for the rest") {
            stage.agent.lines.last?.words.contains { if case .responseCreate = $0.event { true } else { false } }
                == true
        }
        try await stage.agent.give(ScriptedAnswer(2, samples: tone(milliseconds: 200)))
        try await stage.listen(milliseconds: 2_000)
        try await expectConversation(stage)
    }

    @Test func aStalledLineIsLeftForAnother() async throws {
        let stage = try await stage("[link]\nping_interval = \"2s\"\npong_timeout = \"1s\"", isFaulty: true)
        stage.wire?.stallPresent()
        let stalled = microseconds()
        try await waitForLine(stage, 1)
        #expect(microseconds() - stalled < 8_000_000)
        try await expectConversation(stage)
    }

    @Test func aServiceThatReadsSlowlyIsBorne() async throws {
        let stage = try await stage(isFaulty: true)
        let before = MemoryUse.anonymous(of: stage.daemon.child)
        // The microphone needs 45,000.
        stage.wire?.slowUplink(bytesPerSecond: 20_000)
        try await stage.listen(milliseconds: 6_000)
        stage.wire?.slowUplink(bytesPerSecond: nil)
        #expect(MemoryUse.anonymous(of: stage.daemon.child) - before < 8_192)
        try await expectConversation(stage)
    }

    @Test func moreSoundAtOnceThanTheQueueHoldsIsBounded() async throws {
        let stage = try await stage()
        let before = MemoryUse.anonymous(of: stage.daemon.child)
        // Twelve minutes: more than the queue holds.
        let minute = tone(milliseconds: 60_000)
        var answer = ScriptedAnswer(1, samples: minute)
        answer.piece = 24_000
        for event in answer.opening { try await stage.agent.say(event) }
        for _ in 0..<12 { for event in answer.sound { try await stage.agent.say(event) } }
        for event in answer.ending { try await stage.agent.say(event) }
        let start = stage.room.playedEnd
        try await stage.wait("the answer to be heard") {
            Loudspeaker(stage.room).onset(from: start - 48_000) != nil
        }
        // Ten minutes at 24 kHz are 29 MB.
        try await stage.listen(milliseconds: 2_000)
        #expect(MemoryUse.anonymous(of: stage.daemon.child) - before < 100_000)
        try stage.client.ask("session.interrupt", ["session": .string(stage.session)])
        try await stage.listen(milliseconds: 500)
        try await expectConversation(stage)
    }

    // MARK: Words

    @Test func garbageIsSurvived() async throws {
        let stage = try await stage()
        let garbage = [
            "", "{", "not JSON", "[]", "null", "{}", #"{"type":7}"#, #"{"type":"response.audio.delta"}"#,
            #"{"type":"response.audio.delta","response_id":"r","item_id":"i","output_index":0,"content_index":0,"delta":"%%%"}"#,
            #"{"type":"response.done","response":{"id":null,"status":"sideways","usage":{"total_tokens":-1}}}"#,
            #"{"type":"input_audio_buffer.speech_started","audio_start_ms":-9e99,"item_id":"x"}"#,
            #"{"type":"error","error":"no object"}"#, String(repeating: "[", count: 100_000),
            #"{"type":"session.updated","session":{"turn_detection":17,"voice":[]}}"#,
        ]
        for text in garbage { try await stage.agent.say(raw: text) }
        try await expectConversation(stage)
        #expect(stage.agent.lineCount == 1)
    }

    @Test func shuffledAndUnknownEventsAreSurvived() async throws {
        let stage = try await stage()
        var generator = SeededRandom(seed: 11)
        for number in 1...8 {
            let answer = ScriptedAnswer(number, samples: tone(milliseconds: 200))
            for event in (answer.opening + answer.sound + answer.ending).shuffled(using: &generator) {
                try await stage.agent.say(event)
                try await stage.agent.say(raw: #"{"type":"response.dream.delta","event_id":"e","colour":"blue"}"#)
            }
        }
        try await stage.listen(milliseconds: 2_500)
        try await expectConversation(stage)
        #expect(stage.agent.lineCount == 1)
    }

    @Test func lateTranscriptsComeOutInTheOrderOfTurns() async throws {
        let stage = try await stage()
        for number in 1...2 {
            try await stage.agent.hearStart("question_\(number)", at: number * 1_000)
            try await stage.agent.hearEnd("question_\(number)", at: number * 1_000 + 400)
            try await stage.agent.give(
                ScriptedAnswer(number, words: PrivateText("Answer \(number)."), samples: tone(milliseconds: 300)))
            try await stage.listen(milliseconds: 600)
        }
        try await stage.agent.transcribe("question_2", "Question 2?")
        try await stage.listen(milliseconds: 300)
        try await stage.agent.transcribe("question_1", "Question 1?")
        var told: [String] = []
        while told.count < 4 {
            let line = try stage.client.next("session.transcript") { $0["params"]?["data"]?["final"]?.bool == true }
            told.append(line["params"]?["data"]?["text"]?.string ?? "")
        }
        #expect(told == ["Question 1?", "Answer 1.", "Question 2?", "Answer 2."])
    }

    // MARK: Doors

    @Test func tooManyRequestsIsHonoured() async throws {
        let stage = try await stage()
        stage.agent.refuse(HTTPRefusal(status: 429, retryAfter: .seconds(3)))
        stage.agent.dropLine()
        try await stage.wait("a refusal") { !stage.agent.refusals.isEmpty }
        let told = try stage.client.next("link.state") { $0["params"]?["data"]?["state"]?.string == "quota" }
        #expect(told["params"]?["data"]?["retry_in_ms"]?.double ?? 0 >= 3_000)
        try await stage.listen(milliseconds: 2_500)
        #expect(stage.agent.refusals.count == 1)
        stage.agent.refuse(nil)
        try await waitForLine(stage, 1)
        try await expectConversation(stage)
    }

    @Test(arguments: [401, 403]) func deniedStops(status: Int) async throws {
        let stage = try await stage()
        stage.agent.refuse(HTTPRefusal(status: status))
        stage.agent.dropLine()
        let end = try stage.client.next("session.state") { $0["params"]?["data"]?["state"]?.string == "ended" }
        #expect(end["params"]?["data"]?["reason"]?.string?.hasPrefix("no_service") == true)
        try await Task.sleep(for: .seconds(3))
        #expect(stage.agent.refusals.count == 1)
        #expect(try stage.client.ask("daemon.status")["session"]?.object == nil)
    }

    @Test(arguments: [500, 502, 503]) func serverTroubleTwiceIsSoonOver(status: Int) async throws {
        let stage = try await stage()
        stage.agent.refuse(HTTPRefusal(status: status))
        let dropped = microseconds()
        stage.agent.dropLine()
        try await stage.wait("two refusals") { stage.agent.refusals.count == 2 }
        stage.agent.refuse(nil)
        try await waitForLine(stage, 1)
        #expect((stage.agent.lines.last?.accepted ?? .max) - dropped < 2_000_000)
        try await expectConversation(stage)
    }

    // MARK: Endings

    @Test(arguments: [CloseCode.normal, .goingAway, .internalError]) func aClosedLineIsTakenUpAgain(
        code: CloseCode
    ) async throws {
        let stage = try await stage()
        try await expectConversation(stage, 1)
        await stage.agent.close(code, reason: "for a test")
        try await waitForLine(stage, 1)
        #expect(stage.agent.lines.last?.writings.contains(rain.text) == true)
        try await expectConversation(stage, 2)
    }

    /// 1006 is never on the wire: the line is gone without a farewell.
    @Test func aResetLineIsTakenUpAgain() async throws {
        let stage = try await stage(isFaulty: true)
        try await expectConversation(stage, 1)
        stage.wire?.breakAll()
        try await waitForLine(stage, 1)
        #expect(stage.agent.lines.last?.writings.contains(rain.text) == true)
        try await expectConversation(stage, 2)
    }

    @Test func anExpiredSessionIsFollowedByAnother() async throws {
        let stage = try await stage()
        try await expectConversation(stage, 1)
        try await stage.agent.say(
            .error(
                ErrorReport(
                    error: ServiceError(type: "invalid_request_error", code: "session_expired", message: "Over."))))
        await stage.agent.close(.goingAway, reason: "Your session hit the maximum duration of 60 minutes.")
        try await waitForLine(stage, 1)
        #expect(stage.agent.lines.last?.writings.contains(rain.text) == true)
        try await expectConversation(stage, 2)
    }

    // MARK: A minute without network

    /// The person asks, the network is gone, and another service answers.
    @Test func aLongOutageIsAnsweredByTheFallback() async throws {
        let fallback = try ScriptedAgent()
        let stage = try await stage(
            "[link]\nping_interval = \"2s\"\npong_timeout = \"1s\"\n[conversation]\nfallback_notice = \"\"",
            isFaulty: true, fallback: fallback)
        try await expectConversation(stage, 1)
        let question = SpeechFixtures.sentences[1]
        let place = stage.room.inject(try SpeechFixtures.speech(question, rate: 48_000))
        try await stage.wait("the question's first half second") { stage.room.heardEnd > place.lowerBound + 24_000 }
        try await stage.agent.hearStart("question_2", at: stage.agent.lines[0].microphone.count / 16 - 400)
        stage.wire?.stallAll(true)
        let cut = microseconds()
        try await stage.wait("the other service", within: .seconds(30)) {
            !(fallback.lines.last?.arrivals.isEmpty ?? true)
        }
        #expect(fallback.lines.last.map { $0.accepted - cut < 15_000_000 } == true)
        #expect(fallback.lines.last?.writings.contains(rain.text) == true)
        let whole = try SpeechFixtures.speech(question, rate: 16_000)
        try await stage.wait("the whole question", within: .seconds(20)) {
            (fallback.lines.last?.microphone.count ?? 0) > whole.count + 16_000
        }
        let similarity = Correlation.find(whole, in: fallback.lines.last?.microphone ?? [])?.similarity ?? 0
        #expect(similarity > 0.7)
        try await expectConversation(stage, with: fallback, 2)
    }
}
