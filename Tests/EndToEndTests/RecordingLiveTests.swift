import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import Recording
import ScriptedService
import TestBench
import Testing

/// Recorded from the real daemon on the virtual card, replayed and compared.
@Suite(.serialized, .timeLimit(.minutes(3))) struct RecordingLiveTests {
    private func state(_ stage: Stage) -> String {
        String(stage.daemon.socket.dropLast("control.sock".count)) + "state"
    }

    private func run(_ stage: Stage, _ words: String...) throws -> Program.Result {
        try Program.run(
            [try Programs.folder() + "/voicelivectl"] + words + ["--socket", stage.daemon.socket],
            environment: ["STATE_DIRECTORY": state(stage)])
    }

    @Test func aRecordingIsReplayedWithOtherSettingsAndCompared() async throws {
        var plan = Stage.Plan()
        plan.echoDecibels = -12
        plan.settings = "[record]\nenabled = true\nmin_free = \"0B\""
        let stage = try Stage(plan)
        #expect(try run(stage, "record", "start", "early").errors.contains("the sound card is not in use"))
        try await stage.start()
        try stage.client.ask("events.subscribe", ["topics": [["name": "audio.tap"]]])
        try await stage.agent.give(ScriptedAnswer(0, samples: try chorus(milliseconds: 9_000)))
        try await stage.listen(milliseconds: 500)
        #expect(try run(stage, "record", "start", "hall", "--seconds", "30").output == "hall\n")
        let points = try (0..<3).map { _ in
            try stage.client.next("audio.tap") { $0["params"]?["data"]?["open"] == true }
        }
        #expect(points.count == 3)
        try await stage.listen(milliseconds: 6_000)
        #expect(try run(stage, "record", "list").output.hasPrefix("* hall\t"))
        #expect(try run(stage, "record", "delete", "hall").errors.contains("is being recorded"))
        #expect(try run(stage, "record", "stop", "hall").output.hasPrefix("hall.wav\t"))
        _ = try stage.client.next("audio.tap") { $0["params"]?["data"]?["open"] == false }

        // One clock: what was processed stands where it was heard, and the echo comes after what was played.
        let name = try #require(RecordingName("hall"))
        let shelf = RecordingShelf(state(stage) + "/recordings")
        let file = try TrackFile(shelf.path(of: name))
        #expect(file.shape.rate == 16_000 && file.shape.channels == 3 && file.shape.frames > 80_000)
        let late = Array(file.tracks[0][32_000..<48_000])
        let echo = try #require(
            Correlation.find(Array(file.tracks[1][32_000..<46_000]), in: late + file.tracks[0][48_000..<52_000]))
        #expect(echo.similarity > 0.5 && (0..<4_000).contains(echo.index), "\(echo)")
        #expect(Level.decibels(file.tracks[2][48_000...]) < Level.decibels(file.tracks[0][48_000...]) - 15)
        let notes = try #require(RecordingNotes(path: shelf.notesPath(of: name)))
        #expect(notes.microphone == VirtualDevice.microphone.name && notes.lostMilliseconds == 0)

        let plain = try run(stage, "dsp", "replay", "hall", "--out", "hall-a")
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(try run(stage, "dsp", "replay", "hall", "--set", "aec.kind=off", "--out", "hall-b").status == 0)
        #expect(
            try run(stage, "dsp", "replay", "hall", "--set", "aec.knd=off", "--out", "x").errors.contains("aec.knd"))
        #expect(try run(stage, "dsp", "replay", "nowhere", "--out", "x").status == 65)
        #expect(try run(stage, "dsp", "replay", "hall", "--out", "hall-b").errors.contains("already"))
        let picture = state(stage) + "/levels.png"
        let table = try run(
            stage, "dsp", "compare", "hall", "hall-a", "hall-b", "--json", "--plot", picture, "--socket", "none")
        let runs = try #require(try JSONParser.parse(Array(table.output.utf8)).array, "\(table.errors)")
        let erle = runs.map { $0["erle_db"]?.double ?? 0 }
        #expect(runs.count == 3 && erle[1] > erle[2] + 10, "\(erle)")
        let shape = try Program.run(["python3", "-c", Self.pictureReader, picture])
        #expect(shape.output == "1100 594 2\n", "\(shape.errors)")
        #expect(try run(stage, "dsp", "compare", "hall", "hall-a").output.contains("echo lowered, dB"))
        #expect(try run(stage, "record", "delete", "hall").status == 0)
        #expect(try run(stage, "record", "list").output.split(separator: "\n").count == 2)
    }

    /// Size of the picture, and how many filter kinds and colours cannot be wrong: libz must unpack every row.
    private static let pictureReader = """
        import struct, sys, zlib
        data = open(sys.argv[1], 'rb').read()
        assert data[:8] == bytes([137, 80, 78, 71, 13, 10, 26, 10])
        at, pixels = 8, b''
        while at < len(data):
            size, kind = struct.unpack('>I4s', data[at:at + 8])
            body = data[at + 8:at + 8 + size]
            assert zlib.crc32(kind + body) == struct.unpack('>I', data[at + 8 + size:at + 12 + size])[0]
            if kind == b'IHDR': width, height, depth, colour = struct.unpack('>IIBB', body[:10])
            if kind == b'IDAT': pixels += body
            at += 12 + size
        assert len(zlib.decompress(pixels)) == height * (1 + 3 * width)
        print(width, height, colour)
        """

    @Test func aSessionsEndEndsItsRecording() async throws {
        var plan = Stage.Plan()
        plan.settings = "[record]\nenabled = true\nmin_free = \"0B\"\nmax_length = \"2s\""
        let stage = try Stage(plan)
        try await stage.start()
        try stage.client.ask("record.start", ["name": "long", "points": [["point": "mic.dsp"]], "max_s": 3_000])
        try stage.client.ask("record.start", ["name": "cut"])
        for (params, code): (JSONValue, String) in [
            (["name": "cut"], "storage/name"), (["name": "../x"], "storage/name"),
            (["name": "y", "points": [["point": "uplink"]]], "audio/tap_point"),
        ] {
            let refused = try #require(throws: ThinClient.Refused.self) { try stage.client.ask("record.start", params) }
            #expect(refused.description.contains(code))
        }
        try await stage.listen(milliseconds: 1_000)
        try stage.client.ask("session.stop", ["session": .string(stage.session)])
        _ = try stage.client.next("session.state") { $0["params"]?["data"]?["state"]?.string == "ended" }
        let left = try stage.client.ask("record.list")["recordings"]?.array ?? []
        #expect(left.compactMap { $0["name"]?.string }.sorted() == ["cut", "long"])
        #expect(left.allSatisfy { $0["active"]?.bool != true && $0["duration_ms"]?.double ?? 0 > 500 })
        #expect(unsafe access(state(stage) + "/recordings/cut.wav.part", F_OK) != 0)
    }

    @Test func withoutPermissionNothingIsRecorded() throws {
        let daemon = try DaemonProcess("[audio]\nserver = \"unix:/nonexistent/native\"\n")
        let client = try daemon.client()
        let refused = try #require(throws: ThinClient.Refused.self) { try client.ask("record.start", ["name": "x"]) }
        #expect(refused.description.contains("config/read_only") && refused.description.contains("record.enabled"))
        #expect(try client.ask("record.list")["recordings"]?.array?.isEmpty ?? false)
        try client.ask("config.set", ["path": "record.enabled", "value": true])
        let other = try #require(throws: ThinClient.Refused.self) { try client.ask("record.start", ["name": "x"]) }
        #expect(other.description.contains("session/state"))
        #expect(throws: ThinClient.Refused.self) { try client.ask("job.status", ["job": "j-9"]) }
        #expect(daemon.child.isRunning)
    }
}
