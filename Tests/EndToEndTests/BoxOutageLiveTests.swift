import ControlProtocol
import DaemonBench
import TestBench
import Testing

/// The service on the box is killed, or hangs, in the middle of a conversation.
@Suite(.serialized, .timeLimit(.minutes(5))) struct BoxOutageLiveTests {
    enum Blow: String, CaseIterable {
        case killed, frozen

        func strike(_ service: LocalService) {
            switch self {
            case .killed: service.child.kill()
            case .frozen: service.child.freeze()
            }
        }

        /// The service as it is afterwards.
        func mend(_ service: LocalService) throws -> LocalService {
            if self == .killed { return try service.again() }
            service.child.thaw()
            return service
        }
    }

    @Test(arguments: Blow.allCases)
    func anotherServiceTakesOverWithinThreeSecondsAndHandsBack(blow: Blow) async throws {
        var first = try LocalService()
        let second = try LocalService()
        var plan = Stage.Plan()
        plan.settings = "[turn]\ndetection = \"server\"\n[link]\nfallback_after = \"500ms\"\nreturn_after = \"5s\"\n"
        plan.onlyEndpoints = first.endpoint(named: "first") + second.endpoint(named: "second")
        let stage = try Stage(plan)
        try stage.begin()
        try await isServed(by: "first", stage)
        try await converse(stage)

        let struck = stage.room.playedEnd
        blow.strike(first)
        try await stage.wait("the notice at the loudspeaker") { Loudspeaker(stage.room).onset(from: struck) != nil }
        let spoken = try #require(Loudspeaker(stage.room).onset(from: struck))
        #expect((spoken - struck) * 1_000 / stage.room.settings.rate < 3_000)
        #expect(try stage.said(by: "assistant").contains("line"))
        try await isServed(by: "second", stage)
        try await converse(stage)

        first = try blow.mend(first)
        try await isServed(by: "first", stage)
        try await converse(stage)
    }

    @Test(arguments: Blow.allCases) func whereThereIsNoOtherTheStateIsToldAndItComesBack(blow: Blow) async throws {
        var only = try LocalService()
        var plan = Stage.Plan()
        plan.settings = "[turn]\ndetection = \"server\"\n"
        plan.onlyEndpoints = only.endpoint
        let stage = try Stage(plan)
        try stage.begin()
        try await isServed(by: "local", stage)
        try await converse(stage)
        // In the middle of an answer.
        try say("Tell me a story.", stage)
        let start = stage.room.playedEnd
        try await stage.wait("the story") { Loudspeaker(stage.room).onset(from: start) != nil }
        try stage.client.catchUp()

        blow.strike(only)
        let told = try stage.client.next("link.state", seconds: 3)["params"]?["data"]
        #expect(told?["state"]?.string != "up")

        only = try blow.mend(only)
        try await isServed(by: "local", stage)
        _ = try stage.client.ask("session.interrupt", ["session": .string(stage.session)])
        try await converse(stage, tries: 2)
    }

    private func isServed(by name: String, _ stage: Stage) async throws {
        let deadline = Deadline(after: .seconds(25))
        while true {
            let link = try stage.client.ask("daemon.status")["link"]
            if link?["endpoint"]?.string == name, link?["state"]?.string == "up" { return }
            guard !deadline.isOver else { throw Stage.Trouble.nothing("\(name) to serve", log: stage.daemon.log) }
            // Clients that ask more often are refused.
            try await stage.listen(milliseconds: 100)
        }
    }

    private func say(_ text: String, _ stage: Stage) throws {
        _ = stage.room.inject(try SpeechFixtures.speech(text, voice: .rms, rate: 48_000, decibels: -24))
    }

    /// A question and its answer, to the answer's end. Who is spoken over may have to ask again.
    private func converse(_ stage: Stage, tries: Int = 1) async throws {
        try await isQuiet(stage)
        var answer: JSONValue?
        for _ in 0..<tries where answer == nil {
            try stage.client.catchUp()
            try say("What time is it?", stage)
            answer = try? stage.client.next("session.transcript", seconds: 12) { message in
                let data = message["params"]?["data"]
                return data?["final"]?.bool == true && data?["role"]?.string == "assistant"
                    && data?["text"]?.string?.hasPrefix("It is ") == true
            }
        }
        guard answer == nil else { return try await isQuiet(stage) }
        let told = try stage.client.drain().map { String(decoding: JSONWriter.bytes(of: $0), as: UTF8.self) }
        Issue.record("no answer\n\(stage.daemon.log.suffix(3_000))\n\(told.joined(separator: "\n"))")
        throw Stage.Trouble.nothing("an answer", log: "")
    }

    /// Everything was said.
    private func isQuiet(_ stage: Stage) async throws {
        try await stage.listen(milliseconds: 1_000)
        try await stage.wait("silence", within: .seconds(20)) {
            Loudspeaker(stage.room).silence(from: stage.room.playedEnd - 48_000, lasting: 900) != nil
        }
    }
}
