import ControlProtocol
import ControlTestSupport
import DaemonBench
import ScriptedService
import TestBench
import Testing

/// The sound card measured by the daemon itself; devices chosen; what the daemon finds out about itself.
@Suite(.serialized, .timeLimit(.minutes(3))) struct CalibrationLiveTests {
    private func check(_ id: String, _ checks: JSONValue?) -> String? {
        checks?.array?.first { $0["id"]?.string == id }?["status"]?.string
    }

    @Test func aRoomIsMeasuredAndTheResultKept() async throws {
        var plan = Stage.Plan()
        plan.echoDecibels = -20
        let stage = try Stage(plan)
        #expect(check("audio.calibration", try stage.client.ask("daemon.doctor")["checks"]) == "warn")
        let other = try stage.daemon.client()
        let socket = stage.daemon.socket
        let result = Task.detached {
            let said = try Program.run(
                [try Programs.folder() + "/voicelivectl", "audio", "test", "loop", "--json", "--socket", socket],
                seconds: 60)
            return (status: said.status, output: said.output, errors: said.errors)
        }
        // The card has one user at a time.
        try await stage.wait("the test to begin") {
            try stage.client.ask("daemon.status")["audio"]?["state"]?.string != "suspended"
        }
        #expect(throws: ThinClient.Refused.self) { try other.ask("session.start") }
        #expect(throws: ThinClient.Refused.self) { try other.ask("audio.test", ["kind": "delay"]) }
        let said = try await result.value
        let test = try JSONParser.parse(Array(said.output.utf8))
        #expect(said.status == 0 && test["passed"]?.bool == true, "\(said.output)\(said.errors)")
        let measured = test["measured"]
        #expect(
            abs((measured?["delay_ms"]?.double ?? 0) - stage.room.settings.ownDelayMilliseconds) < 25, "\(said.output)")
        #expect(abs((measured?["echo_loss_db"]?.double ?? 0) - 20) < 3, "\(said.output)")
        #expect(abs(measured?["drift_ppm"]?.double ?? 999) < 120, "\(said.output)")
        #expect(measured?["clipped_share"]?.double == 0)
        #expect(test["microphone"]?.string == VirtualDevice.microphone.name)
        #expect(check("audio.calibration", try stage.client.ask("daemon.doctor")["checks"]) == "ok")
        // Afterwards the card is free again.
        try await stage.start()
        #expect(throws: ThinClient.Refused.self) { try stage.client.ask("audio.test", ["kind": "loop"]) }
    }

    @Test func withoutASoundServerTheTestSaysSo() throws {
        let daemon = try DaemonProcess("[audio]\nserver = \"unix:/nonexistent/native\"\n")
        let client = try daemon.client()
        let refused = try #require(throws: ThinClient.Refused.self) {
            try client.ask("audio.test", ["kind": "delay"], seconds: 30)
        }
        #expect(refused.description.contains("audio/server_down"))
        #expect(daemon.child.isRunning)
    }

    @Test func aDeviceIsChosenWhileASessionRuns() async throws {
        let stage = try Stage()
        try await stage.start()
        let refused = try #require(throws: ThinClient.Refused.self) {
            try stage.client.ask("audio.select", ["direction": "input", "device": "no such thing"])
        }
        #expect(refused.description.contains("audio/no_device"))
        let chosen = try stage.client.ask(
            "audio.select", ["direction": "input", "device": .string(VirtualDevice.microphone.name)])
        #expect(chosen["device"]?.string == VirtualDevice.microphone.name)
        let rows = try stage.client.ask("config.show", ["section": "audio", "origins": true])["values"]?.array ?? []
        let row = rows.first { $0["path"]?.string == "audio.source" }
        #expect(row?["origin"]?.string?.hasPrefix("runtime") ?? false)
        #expect(check("config.runtime", try stage.client.ask("daemon.doctor")["checks"]) == "warn")
        #expect(
            check("audio.server", try stage.client.ask("daemon.doctor", ["checks": [["name": "audio"]]])["checks"])
                == "ok")
        #expect(throws: ThinClient.Refused.self) {
            try stage.client.ask("daemon.doctor", ["checks": [["name": "nose"]]])
        }
    }

    /// A sentence that must not be in what support gets.
    @Test func theBundleHoldsNobodysWords() async throws {
        let folder = try TemporaryFolder("bundle")
        let sentence = "the canary sang in the kitchen"
        var plan = Stage.Plan()
        plan.settings = "[conversation]\ninstructions = \"\(sentence)\"\ngreeting = \"\(sentence)\""
        let stage = try Stage(plan)
        try await stage.start()
        try stage.client.ask(
            "session.say", ["session": .string(stage.session), "text": .string(sentence), "as": "user"])
        try await stage.agent.give(ScriptedAnswer(1, samples: try chorus(milliseconds: 300)))
        try await stage.listen(milliseconds: 800)
        let archive = folder.path + "/bundle.tar"
        let made = try Program.run(
            [try Programs.folder() + "/voicelivectl", "bundle", "--to", archive, "--socket", stage.daemon.socket])
        #expect(made.status == 0 && made.output == archive + "\n", "\(made.errors)")
        let list = try Program.run(["tar", "-tf", archive]).output
        for name in ["status.json", "metrics.txt", "config-running.json", "doctor.json", "journal.jsonl", "system.txt"]
        {
            #expect(list.contains("voicelived-bundle/" + name), "\(list)")
        }
        let search = try Program.run(
            ["/bin/sh", "-c", "tar -xOf '\(archive)' | grep -c -e canary -e kitchen"])
        #expect(search.output == "0\n")
        let config = try Program.run(["tar", "-xOf", archive, "voicelived-bundle/config-running.json"]).output
        #expect(config.contains("dsp.ns.suppress_db") && config.contains("bytes›"))
        let metrics = folder.path + "/voicelived.prom"
        let written = try Program.run(
            [
                try Programs.folder() + "/voicelivectl", "metrics", "--textfile", metrics, "--socket",
                stage.daemon.socket,
            ])
        #expect(written.status == 0)
        let text = try Program.read(metrics)
        #expect(text.contains("voicelived_session_active 1") && !text.contains("# EOF"))
    }
}
