import ControlProtocol
import ControlTestSupport
import DaemonBench
import ScriptedService
import TestBench
import Testing
import VoiceLiveProtocol

/// What screens need: words and faces in time with the sound, and an avatar's picture.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ScreenLiveTests {
    @Test func wordsAndFacesAreToldWhenTheirSoundIsHeard() async throws {
        var plan = Stage.Plan()
        plan.settings = "[voice]\nword_times = true\nvisemes = true\nblend_shapes = true"
        let stage = try Stage(plan)
        try await stage.start()
        let session = try #require(stage.agent.lines.first?.plan)
        #expect(session.timestampTypes == .value([.word]))
        #expect(session.animation == .value(Animation(outputs: [.viseme, .blendshapes])))

        let answer = ScriptedAnswer(1, words: "Hello there.", samples: try chorus(milliseconds: 3_000))
        let place = ContentPlace(responseID: answer.response, itemID: answer.item)
        for event in answer.opening { try await stage.agent.say(event) }
        // All at once, long before it is heard: as a service does.
        try await stage.agent.say(
            .audioTimestampDelta(
                AudioTimestamp(
                    place: place, text: "there", audioOffsetMilliseconds: 1_500, audioDurationMilliseconds: 400)))
        try await stage.agent.say(
            .visemeDelta(VisemeDelta(place: place, audioOffsetMilliseconds: 1_000, visemeID: 12)))
        let frames = (0..<120).map { VoiceLiveProtocol.JSONValue.array([.number(Double($0) / 120), .number(0.5)]) }
        try await stage.agent.say(
            .blendshapesDelta(BlendshapesDelta(place: place, frameIndex: 0, frames: .array(frames))))
        let start = stage.room.playedEnd
        for event in answer.sound + answer.ending { try await stage.agent.say(event) }

        func data(_ topic: String) throws -> (ControlProtocol.JSONValue, at: Int) {
            let message = try stage.client.next(topic)
            // What the loudspeaker has played by now, from the answer's first sample on.
            let played = stage.room.played(start..<stage.room.playedEnd)
            let first = played.firstIndex { abs(Int($0)) > 20 } ?? played.count
            return (message["params"]?["data"] ?? .null, (played.count - first) / 48)
        }
        let face = try data("session.blendshapes")
        #expect(face.0["weights"]?.array?.count == 2)
        let shape = try data("session.viseme")
        #expect(shape.0["viseme"] == 12)
        #expect(shape.0["offset_ms"] == 1_000)
        let word = try data("session.word")
        #expect(word.0["text"] == "there")
        #expect(word.0["offset_ms"] == 1_500)
        #expect(word.0["duration_ms"] == 400)
        // Told while its sound leaves the loudspeaker; this machine may be late to read, never early.
        #expect(shape.at > 970 && shape.at < 1_250, "viseme at \(shape.at) ms")
        #expect(word.at > 1_470 && word.at < 1_750, "word at \(word.at) ms")
        let later = try stage.client.next("session.blendshapes") { message in
            (message["params"]?["data"]?["frame"]?.double ?? 0) >= 100
        }
        #expect(later["params"]?["data"]?["frame"]?.double ?? 0 < 120)
    }

    @Test func anAvatarIsConnectedAndItsSecretsStaySecret() async throws {
        let stage = try Stage()
        stage.agent.offerRelays([
            ICEServer(urls: ["turn:relay.example:3478"], username: "screen", credential: "turn-password")
        ])
        try await stage.start()
        let servers = try stage.client.ask("session.avatar.servers", ["session": .string(stage.session)])
        #expect(servers["ice_servers"]?.array?.first?["credential"]?.string == "turn-password")
        let offer = "v=0\r\na=ice-pwd:offer-password\r\n"
        let answer = "v=0\r\na=ice-pwd:answer-password\r\n"
        let agent = stage.agent
        let answering = Task {
            while !agent.words.contains(where: { if case .avatarConnect = $0.event { true } else { false } }) {
                try await Task.sleep(for: .milliseconds(5))
            }
            let text = #"{"type":"answer","sdp":"v=0\r\na=ice-pwd:answer-password\r\n"}"#
            let wrapped = VoiceLiveProtocol.Base64.text(of: Array(text.utf8))
            try await agent.say(.avatarConnecting(AvatarConnecting(serverSDP: PrivateText(wrapped))))
        }
        let reply = try stage.client.ask(
            "session.avatar.connect", ["session": .string(stage.session), "offer": .string(offer)])
        try await answering.value
        #expect(reply["answer"]?.string == answer)
        let sent = stage.agent.words.compactMap { word in
            if case .avatarConnect(let connect) = word.event { connect.clientSDP.text } else { nil }
        }
        let wrapped = try #require(sent.first)
        let unwrapped = try #require(VoiceLiveProtocol.Base64.bytes(of: wrapped))
        let opened = try JSONParser.parse(unwrapped)
        #expect(opened["type"] == "offer" && opened["sdp"]?.string == offer)
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        #expect(!stage.daemon.log.contains("password"))
    }

    /// A picture belongs to one line: when that is replaced, the screen is told to offer again.
    @Test func aScreenIsToldThatItHasToConnectAgain() async throws {
        let stage = try Stage()
        stage.agent.offerRelays([ICEServer(urls: ["turn:relay.example:3478"])])
        try await stage.start()
        func awaits(_ state: String) throws {
            _ = try stage.client.next("session.avatar") { $0["params"]?["data"]?["state"]?.string == state }
        }
        func connect(line: Int) async throws {
            let agent = stage.agent
            let answering = Task {
                while !(agent.lines.count > line
                    && agent.words.contains {
                        if case .avatarConnect(let connect) = $0.event {
                            VoiceLiveProtocol.Base64.bytes(of: connect.clientSDP.text)
                                .map { String(decoding: $0, as: UTF8.self).contains("line \(line)") } ?? false
                        } else {
                            false
                        }
                    })
                { try await Task.sleep(for: .milliseconds(5)) }
                try await agent.say(.avatarConnecting(AvatarConnecting(serverSDP: "v=0\r\n")))
            }
            let reply = try stage.client.ask(
                "session.avatar.connect",
                ["session": .string(stage.session), "offer": .string("v=0\r\ns=line \(line)\r\n")])
            try await answering.value
            #expect(reply["answer"]?.string == "v=0\r\n")
        }
        try awaits("wanted")
        try await connect(line: 0)
        try awaits("connected")
        stage.agent.dropLine()
        try awaits("none")
        try awaits("wanted")
        try await connect(line: 1)
        try awaits("connected")
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        try awaits("none")
    }

    /// What is said before a screen shows the face, or after somebody talked over it, reaches nobody.
    @Test func anAvatarGreetsItsScreenAndFallsSilentWhenSpokenOver() async throws {
        var plan = Stage.Plan()
        plan.settings = "[conversation]\ngreeting = \"Welcome\""
        let stage = try Stage(plan)
        let agent = stage.agent
        agent.offerRelays([ICEServer(urls: ["turn:relay.example:3478"])])
        func said(_ isIt: (ClientEvent) -> Bool) -> Bool { agent.words.contains { isIt($0.event) } }
        func isAsked() -> Bool { said { if case .responseCreate = $0 { true } else { false } } }
        try await stage.start()
        try await stage.listen(milliseconds: 1_000)
        #expect(!isAsked())
        let answering = Task {
            while !agent.words.contains(where: { if case .avatarConnect = $0.event { true } else { false } }) {
                try await Task.sleep(for: .milliseconds(5))
            }
            try await agent.say(.avatarConnecting(AvatarConnecting(serverSDP: "v=0\r\n")))
        }
        try stage.client.ask("session.avatar.connect", ["session": .string(stage.session), "offer": "v=0\r\n"])
        try await answering.value
        try await stage.wait("the greeting") { isAsked() }
        for event in ScriptedAnswer(1, words: "Welcome", samples: []).opening { try await agent.say(event) }
        try await agent.say(.avatarSpeaking(AvatarSwitched(turnID: "turn_1")))
        try await stage.listen(milliseconds: 200)
        try await agent.hearStart("question_1", at: 1_000)
        try await stage.wait("the avatar's silence") {
            said { if case .outputAudioClear = $0 { true } else { false } }
        }
    }

    @Test func anAvatarThatTheServiceRefusesIsSaidSo() async throws {
        let stage = try Stage()
        try await stage.start()
        let agent = stage.agent
        let refusing = Task {
            while true {
                if let word = agent.words.first(where: { if case .avatarConnect = $0.event { true } else { false } }) {
                    let error = ServiceError(
                        type: "invalid_request_error", code: ErrorCode(rawValue: "avatar_rate_limited"),
                        message: "rate-limited, retry after 43 s", eventID: word.eventID)
                    return try await agent.say(.error(ErrorReport(error: error)))
                }
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        do {
            try stage.client.ask(
                "session.avatar.connect", ["session": .string(stage.session), "offer": "v=0\r\n"])
            Issue.record("connected")
        } catch { #expect("\(error)".contains("avatar_rate_limited")) }
        try await refusing.value
    }
}
