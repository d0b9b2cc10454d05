import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import ScriptedService
import TestBench
import Testing

/// The microphone's mute, soft and hard.
@Suite(.serialized, .timeLimit(.minutes(2))) struct MuteLiveTests {
    /// The loudest sample that the service got while somebody spoke.
    private func peakAtTheService(_ stage: Stage) async throws -> Int {
        let before = stage.agent.lines[0].microphone.count
        let place = stage.room.inject(try SpeechFixtures.speech(rate: 48_000))
        try await stage.wait("the speech's end") { stage.room.heardEnd > place.upperBound + 9_600 }
        return Level.peak(stage.agent.lines[0].microphone[before...])
    }

    @Test func aMuteFromBeforeTheSessionHolds() async throws {
        let stage = try Stage()
        try stage.client.ask("audio.mute", ["on": true])
        try await stage.start()
        #expect(try await peakAtTheService(stage) == 0)
        try stage.client.ask("audio.mute", ["on": false])
        try await stage.listen(milliseconds: 300)
        #expect(try await peakAtTheService(stage) > 500)
    }

    @Test func aHardMuteIsBelowEverything() async throws {
        let stage = try Stage()
        try await stage.start()
        try stage.client.ask("events.subscribe", ["topics": [["name": "audio.*"]]])
        let tap = try TapRecorder(stage.daemon.socket, points: [.micRaw])
        try stage.client.ask("audio.mute", ["on": true, "hard": true])
        // Whoever listens is cut off, and nobody comes back in.
        _ = try stage.client.next("audio.tap") { $0["params"]?["data"]?["open"] == false }
        for method in ["tap.open", "tap.stream"] {
            do {
                try stage.client.ask(method, ["point": "mic.raw"])
                Issue.record("\(method) was let in")
            } catch { #expect("\(error)".contains("audio/hard_muted")) }
        }
        do {
            try stage.client.ask("audio.mute", ["on": false])
            Issue.record("lifted by accident")
        } catch { #expect("\(error)".contains("audio/hard_muted")) }
        try await stage.listen(milliseconds: 300)
        #expect(try await peakAtTheService(stage) == 0)
        // Level meter and detector see silence.
        let level = try stage.client.next("audio.level")["params"]?["data"]
        #expect((level?["rms_db"]?.double ?? 0) < -90)
        #expect((level?["vad"]?.double ?? 1) < 0.1)
        #expect(try stage.client.ask("daemon.status")["audio"]?["hard_muted"] == true)
        // Another session does not open it.
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        _ = try stage.client.next("session.state") { $0["params"]?["data"]?["state"]?.string == "ended" }
        let next = try stage.client.ask("session.start")["session"]?.string ?? ""
        try await stage.wait("the next line") {
            stage.agent.lines.count == 2 && stage.agent.lines[1].arrivals.count > 10
        }
        let place = stage.room.inject(try SpeechFixtures.speech(rate: 48_000))
        try await stage.wait("the speech's end") { stage.room.heardEnd > place.upperBound + 9_600 }
        #expect(Level.peak(stage.agent.lines[1].microphone[...]) == 0)
        try stage.client.ask("audio.mute", ["on": false, "hard": true])
        stage.room.inject(try SpeechFixtures.speech(rate: 48_000))
        try await stage.wait("speech at the service") { Level.peak(stage.agent.lines[1].microphone[...]) > 500 }
        try tap.stop()
        try stage.client.ask("session.stop", ["session": .string(next)])
    }

    /// Two programs of other users than the daemon's, over the real socket, and an admin.
    @Test(.enabled(if: getuid() == 0, "needs other users, so root"))
    func onlyItsHolderOrAnAdminLiftsAHardMute() throws {
        var daemon = try DaemonProcess("[access]\ncontroller_users = [65533, 65534]\n", isManaged: true)
        try daemon.openToOtherUsers()
        func set(_ isOn: Bool, hard: Bool, by user: Int) throws -> String? {
            let line = #"{"id":1,"method":"audio.mute","params":{"on":\#(isOn),"hard":\#(hard)}}"#
            let reply = try #require(try Python.asUser(user, groups: [], daemon.socket, send: [line]).first)
            #expect(reply["result"] != nil || reply["error"] != nil)
            return reply["error"]?["data"]?["code"]?.string
        }
        func isHardMuted() throws -> Bool? {
            try daemon.client().ask("daemon.status")["audio"]?["hard_muted"]?.bool
        }
        #expect(try set(true, hard: true, by: 65_534) == nil)
        #expect(try isHardMuted() == true)
        // Another user can neither lift it nor make it his own and lift it then; nor is it lifted by accident.
        #expect(try set(false, hard: true, by: 65_533) == "audio/hard_muted")
        #expect(try set(false, hard: false, by: 65_533) == "audio/hard_muted")
        #expect(try set(true, hard: true, by: 65_533) == nil)
        #expect(try set(false, hard: true, by: 65_533) == "audio/hard_muted")
        #expect(try set(false, hard: false, by: 65_534) == "audio/hard_muted")
        #expect(try isHardMuted() == true)
        // Nor by starting the daemon anew, whose memory of the holder is a file.
        daemon.child.terminate(within: .seconds(5))
        daemon = try daemon.again()
        try daemon.openToOtherUsers()
        #expect(try isHardMuted() == true)
        #expect(try set(false, hard: true, by: 65_533) == "audio/hard_muted")
        #expect(try set(false, hard: true, by: 65_534) == nil)
        #expect(try isHardMuted() == false)
        // An admin may, whoever set it.
        #expect(try set(true, hard: true, by: 65_533) == nil)
        #expect(try set(false, hard: true, by: 0) == nil)
        #expect(try isHardMuted() == false)
    }

    @Test func aMutedLoudspeakerIsSilentAndGoesOn() async throws {
        let stage = try Stage()
        try stage.client.ask("audio.mute", ["direction": "output", "on": true])
        try await stage.start()
        let start = stage.room.playedEnd
        try await stage.agent.give(ScriptedAnswer(1, samples: tone(milliseconds: 3_000)))
        try await stage.listen(milliseconds: 1_500)
        #expect(Level.peak(stage.room.played(start..<stage.room.playedEnd)[...]) == 0)
        try stage.client.ask("audio.mute", ["direction": "output", "on": false])
        try await stage.listen(milliseconds: 500)
        #expect(Level.peak(stage.room.played(start..<stage.room.playedEnd)[...]) > 1_000)
    }
}
