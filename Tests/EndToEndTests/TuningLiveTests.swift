import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import ScriptedService
import TestBench
import Testing

/// Settings changed while the daemon runs, through its real socket.
@Suite(.serialized, .timeLimit(.minutes(2))) struct TuningLiveTests {
    /// No session, no card.
    private struct Bench {
        let daemon: DaemonProcess
        let client: ThinClient

        init(_ settings: String = "") throws {
            daemon = try DaemonProcess(settings + "\n[audio]\nserver = \"unix:/nonexistent/native\"\n")
            client = try daemon.client()
        }
    }

    /// Twice a second is as often as the daemon changes everything.
    @discardableResult
    private static func patiently(
        _ client: ThinClient, _ method: String, _ params: JSONValue = [:]
    ) throws -> JSONValue {
        let deadline = Deadline(after: .seconds(5))
        while true {
            do { return try client.ask(method, params) } catch let refused as ThinClient.Refused {
                guard refused.description.contains("limit/rate"), !deadline.isOver else { throw refused }
                usleep(50_000)
            }
        }
    }

    private func row(_ client: ThinClient, _ key: String) throws -> JSONValue? {
        let section = String(key.prefix(upTo: key.lastIndex(of: ".") ?? key.endIndex))
        return try client.ask("config.show", ["section": .string(section), "origins": true])["values"]?.array?
            .first { $0["path"]?.string == key }
    }

    @Test func theDevicesAreKnownBeforeAnySession() throws {
        let server = try SoundServerKind.pulseAudio.start()
        let daemon = try DaemonProcess("[audio]\nserver = \"\(server.address)\"\nsink = \"spk\"\n")
        let client = try daemon.client()
        let found = try client.ask("audio.devices")
        let microphone = found["sources"]?.array?.first { $0["name"]?.string == "microphone" }
        #expect(microphone?["chosen"]?.bool == true && microphone?["state"]?.string != "running")
        let loudspeakers = found["sinks"]?.array ?? []
        #expect(loudspeakers.filter { $0["chosen"]?.bool == true }.map { $0["name"]?.string } == ["spk"])
        #expect(loudspeakers.count > 1)
        try client.ask("audio.select", ["direction": "output", "device": "room"])
        let room = try client.ask("audio.devices")["sinks"]?.array?.first { $0["name"]?.string == "room" }
        #expect(room?["chosen"]?.bool == true)
        let unknown = #expect(throws: ThinClient.Refused.self) {
            try Self.patiently(client, "audio.select", ["direction": "output", "device": "nowhere"])
        }
        #expect(unknown?.description.contains("audio/no_device") == true)
        server.kill()
        let down = #expect(throws: ThinClient.Refused.self) { try client.ask("audio.devices") }
        #expect(down?.description.contains("audio/server_down") == true)
    }

    @Test func aValueHoldsUntilItIsTakenBack() throws {
        let bench = try Bench("[dsp.ns]\nsuppress_db = -12\n")
        let client = bench.client
        try client.ask("rpc.hello", ["client": ["name": "tuner"]])
        try client.ask("events.subscribe", ["topics": [["name": "config.changed"]]])
        let set = try client.ask("config.set", ["path": "dsp.ns.suppress_db", "value": -25])
        #expect(set["previous"]?.double == -12 && set["applied"]?.string == "live")
        let told = try client.next("config.changed")["params"]?["data"]
        #expect(told?["origin"]?.string == "set")
        #expect(told?["paths"]?.array?.first?["path"]?.string == "dsp.ns.suppress_db")
        #expect(try row(client, "dsp.ns.suppress_db")?["value"]?.double == -25)
        #expect(try row(client, "dsp.ns.suppress_db")?["origin"]?.string == "runtime, by tuner")
        // What a client set lies over the files, also after they were read again.
        try client.ask("config.reload")
        #expect(try row(client, "dsp.ns.suppress_db")?["value"]?.double == -25)
        let unset = try client.ask("config.unset", ["path": "dsp.ns.suppress_db"])
        #expect(unset["previous"]?.double == -25)
        #expect(try row(client, "dsp.ns.suppress_db")?["value"]?.double == -12)
    }

    @Test func aValueGoesBackWhenItsTimeIsOver() throws {
        let bench = try Bench()
        let client = bench.client
        try client.ask("events.subscribe", ["topics": [["name": "config.changed"]]])
        try client.ask("config.set", ["path": "speech.hangover_ms", "value": 900, "ttl_ms": 300])
        #expect(try row(client, "speech.hangover_ms")?["value"]?.double == 900)
        _ = try client.next("config.changed") { $0["params"]?["data"]?["origin"]?.string == "expired" }
        #expect(try row(client, "speech.hangover_ms")?["origin"]?.string == "default")
    }

    @Test func keptSettingsOutliveTheirTime() throws {
        let bench = try Bench()
        let client = bench.client
        try client.ask("events.subscribe", ["topics": [["name": "config.changed"]]])
        try client.ask("dsp.set", ["stage": "ns", "values": ["suppress_db": -30], "ttl_ms": 400])
        let kept = try client.ask("dsp.keep", ["stage": "ns"])["kept"]?.array
        #expect(kept?.count == 1 && kept?.first?["path"]?.string == "dsp.ns.suppress_db")
        // This one's end is the later one: when it is told, the first has passed.
        try client.ask("dsp.set", ["stage": "speech", "values": ["onset_ms": 100], "ttl_ms": 700])
        _ = try client.next("config.changed") { $0["params"]?["data"]?["origin"]?.string == "expired" }
        #expect(try row(client, "dsp.ns.suppress_db")?["value"]?.double == -30)
        let now = try client.ask("dsp.unset", ["stage": "ns"])["effective"]?.array
        #expect(now?.first { $0["path"]?.string == "dsp.ns.suppress_db" }?["value"]?.double == -15)
    }

    @Test(arguments: [
        ("dsp.ns.supress_db", JSONValue.integer(-30), "config/invalid", "did you mean"),
        ("dsp.ns.suppress_db", 5, "config/invalid", "above the maximum"),
        ("dsp.ns.suppress_db", "loud", "config/invalid", "expected a number"),
        ("dsp.ns.suppress_db", nil, "config/invalid", "null is no value"),
        ("log.format", "json", "config/not_live", "log.format"),
        ("access.admin_groups", .array(["x"]), "config/read_only", "access.admin_groups"),
        ("endpoint", .array([]), "config/read_only", "endpoint"),
        ("speech.continue_probability", 0.9, "config/invalid", "speech.continue_probability"),
    ])
    func whatDoesNotFitChangesNothing(key: String, value: JSONValue?, code: String, words: String) throws {
        let bench = try Bench("[speech]\nstart_probability = 0.5\n")
        let client = bench.client
        let before = try client.ask("config.show")
        let refused = try #require(throws: ThinClient.Refused.self) {
            try client.ask("config.set", ["path": .string(key), "value": value ?? .null])
        }
        #expect(refused.description.contains(code) && refused.description.contains(words), "\(refused)")
        #expect(try client.ask("config.show") == before)
    }

    @Test func settingsOfAStageComeAllOrNotAtAll() throws {
        let bench = try Bench()
        let client = bench.client
        #expect(throws: ThinClient.Refused.self) {
            try client.ask("dsp.set", ["stage": "ns", "values": ["enabled": false, "suppress_db": 7]])
        }
        #expect(try row(client, "dsp.ns.enabled")?["value"] == true)
        #expect(throws: ThinClient.Refused.self) { try client.ask("dsp.get", ["stage": "reverb"]) }
        let all = try client.ask("dsp.get")["effective"]?.array?.compactMap { $0["path"]?.string } ?? []
        #expect(all.contains("dsp.aec.kind") && all.contains("barge_in.probability") && all.contains("dsp.agc.enabled"))
        #expect(!all.contains { $0.hasPrefix("audio.") })
    }

    @Test func aProfileLiesUnderTheFilesAndGoesAgain() throws {
        let bench = try Bench("[speech]\nhangover_ms = 555\n")
        let client = bench.client
        let applied = try client.ask("profile.use", ["name": "kiosk"])["applied"]?.array ?? []
        #expect(applied.contains { $0["path"]?.string == "dsp.ns.suppress_db" && $0["applied"]?.string == "live" })
        #expect(applied.contains { $0["path"]?.string == "dsp.agc.max_gain_db" })
        #expect(try row(client, "dsp.ns.suppress_db")?["origin"]?.string == "profile kiosk")
        #expect(try row(client, "speech.hangover_ms")?["value"]?.double == 555)
        #expect(try client.ask("daemon.status")["profile"]?.string == "kiosk")
        let names = try client.ask("profile.list")["profiles"]?.array ?? []
        #expect(names.first { $0["active"]?.bool == true }?["name"]?.string == "kiosk")
        let refused = try #require(throws: ThinClient.Refused.self) {
            try Self.patiently(client, "profile.use", ["name": "kisok"])
        }
        #expect(refused.description.contains("config/profile"))
        try Self.patiently(client, "profile.use")
        #expect(try client.ask("daemon.status")["profile"]?.string == "")
        #expect(try row(client, "dsp.ns.suppress_db")?["origin"]?.string == "default")
    }

    @Test func theProgramDoesTheSame() throws {
        let daemon = try Bench().daemon
        let folder = try TemporaryFolder("tuning")
        func run(_ words: String...) throws -> Program.Result {
            try Program.run([try Programs.folder() + "/voicelivectl"] + words + ["--socket", daemon.socket])
        }
        #expect(try run("dsp", "set", "ns.suppress_db=-30", "ns.enabled=true", "--ttl", "10m").status == 0)
        let shown = try run("dsp", "get", "ns").output
        #expect(shown.contains("dsp.ns.suppress_db = -30") && shown.contains("left, by uid"))
        let file = folder.path + "/90-dsp.toml"
        #expect(try run("dsp", "keep", "--to", file).output == file + "\n")
        #expect(
            try Program.read(file)
                == "# Written by voicelivectl dsp keep.\ndsp.ns.enabled = true\ndsp.ns.suppress_db = -30\n")
        #expect(try run("config", "check", file).status == 0)
        #expect(try run("config", "set", "dsp.aec.kind=speex").output == "dsp.aec.kind: in force, it was \"kalman\"\n")
        #expect(try run("config", "unset", "dsp.aec.kind").status == 0)
        #expect(try run("config", "unset", "dsp.aec.kind").status == 78)
        #expect(try run("config", "set", "dsp.aec.knd=speex").errors.contains("did you mean"))
        #expect(try run("dsp", "set", "ns.suppress_db=-30", "--ttl", "soon").status == 64)
        #expect(try run("dsp", "keep", "--to", "/nonexistent/a/x.toml").errors.contains("until the daemon ends"))
        #expect(try run("profile", "use", "in-car").output.contains("audio.role: in force"))
        #expect(try run("profile", "list").output.contains("* in-car"))
    }

    /// Echo cancellation goes off for a while: the service hears the agent's own voice, and then no more.
    @Test func aRunningSessionHearsTheChangeAndItsEnd() async throws {
        var plan = Stage.Plan()
        plan.echoDecibels = -12
        let stage = try Stage(plan)
        try await stage.start()
        try await stage.agent.give(ScriptedAnswer(0, samples: try chorus(milliseconds: 20_000)))
        try await stage.listen(milliseconds: 5_000)
        func level(milliseconds: Int = 1_500) async throws -> Double {
            let start = stage.agent.lines[0].microphone.count
            try await stage.listen(milliseconds: milliseconds)
            return Level.decibels(stage.agent.lines[0].microphone[start...])
        }
        let quiet = try await level()
        try stage.client.ask("dsp.set", ["stage": "aec", "values": ["kind": "off"], "ttl_ms": 2_500])
        try await stage.listen(milliseconds: 300)
        let loud = try await level()
        // The time is the wall clock's, and the filter finds the room anew after it.
        var after: [Double] = []
        while after.count < 16, after.last ?? 0 > loud - 15 { after.append(try await level(milliseconds: 500)) }
        #expect(loud > quiet + 15, "\(quiet) \(loud) \(after)")
        #expect(after.last ?? 0 < loud - 15, "\(quiet) \(loud) \(after)")
        let health = try stage.client.ask("dsp.get", ["stage": "aec"])["health"]
        #expect(health?["erle_db"]?.double ?? 0 > 5)
        #expect(health?["confidence"]?.double ?? -1 >= 0)
        let metrics = try stage.client.ask("daemon.metrics", ["format": "openmetrics"])["text"]?.string ?? ""
        #expect(metrics.contains("voicelived_aec_erle_db "))
    }
}
