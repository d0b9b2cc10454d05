import ControlProtocol
import ControlTestSupport
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// What clients put into a conversation has one name: in the reply, at the service, and in every event about it.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ItemNameLiveTests {
    private func say(_ stage: Stage, _ text: String, as role: String) throws -> String {
        try stage.client.ask(
            "session.say", ["session": .string(stage.session), "text": .string(text), "as": .string(role)])["item"]?
            .string ?? ""
    }

    private func message(_ stage: Stage, _ item: String) -> MessageItem? {
        for word in stage.agent.words {
            if case .itemCreate(let create) = word.event, case .message(let message) = create.item, message.id == item {
                return message
            }
        }
        return nil
    }

    private func requests(_ stage: Stage) -> Int {
        stage.agent.words.count { if case .responseCreate = $0.event { true } else { false } }
    }

    private func line(_ stage: Stage, _ text: String) throws -> String? {
        try stage.client.next("session.transcript") { message in
            let data = message["params"]?["data"]
            return data?["text"]?.string == text && data?["final"]?.bool == true
        }["params"]?["data"]?["item"]?.string
    }

    @Test func textHasOneNameEverywhere() async throws {
        let stage = try Stage()
        try await stage.start()
        let asked = try say(stage, "Where is the tram?", as: "user")
        #expect(asked.hasPrefix("text_"))
        #expect(try line(stage, "Where is the tram?") == asked)
        try await stage.wait("the text at the service") { message(stage, asked)?.role == .user }
        try await stage.wait("the request for an answer") { requests(stage) == 1 }
        try await stage.agent.give(ScriptedAnswer(1, words: "At the depot.", samples: tone(milliseconds: 200)))
        #expect(try line(stage, "At the depot.") == "answer_1")

        let system = try say(stage, "Be brief.", as: "system")
        try await stage.wait("the text at the service") { message(stage, system)?.role == .system }

        let spoken = try say(stage, "Mind the gap.", as: "assistant")
        try await stage.wait("the request for an announcement") { requests(stage) == 2 }
        try await stage.agent.give(ScriptedAnswer(2, words: "Mind the gap.", samples: tone(milliseconds: 200)))
        #expect(try line(stage, "Mind the gap.") == spoken)
        #expect(Set([asked, system, spoken]).count == 3)
    }

    @Test func aPictureHasItsNameAtTheServiceAndNeedsALine() async throws {
        let stage = try Stage()
        try await stage.start()
        let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
        let data = String(decoding: ControlProtocol.Base64.encode(picture), as: UTF8.self)
        let params: ControlProtocol.JSONValue = [
            "session": .string(stage.session), "format": "png", "data": .string(data),
        ]
        let item = try #require(try stage.client.ask("session.image", params)["item"]?.string)
        try await stage.wait("the picture at the service") { message(stage, item)?.content.count == 1 }
        stage.agent.vanish()
        try await stage.wait("the line to be down") {
            try stage.client.ask("daemon.status")["link"]?["state"] != "up"
        }
        let refused = #expect(throws: ThinClient.Refused.self) { try stage.client.ask("session.image", params) }
        #expect(refused?.description.contains("session/state") == true)
    }
}
