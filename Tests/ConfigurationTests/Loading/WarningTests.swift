import Testing

@testable import Configuration

@Suite("Warnings and the machine")
struct WarningTests {
    private struct Machine: Surroundings {
        func hasGroup(_ name: String) -> Bool? { name == "staff" }
        func hasCredential(_ name: String) -> Bool? { name == "stored" }
        func hasFile(_ path: String) -> Bool? { path == "/there" }
    }

    private func load(_ text: String) -> LoadResult {
        var files = MemoryFiles()
        files["/x.toml"] = text
        return LoadResult(
            ConfigurationLoader(.alone("/x.toml"), from: files, owners: [], surroundings: Machine()).load())
    }

    @Test func missingGroupsAndCredentialsAreTold() {
        let result = load(
            """
            [access]
            admin_groups = ["staff", "nobody-has-it"]
            [[endpoint]]
            name = "a"
            url = "wss://a.example/x"
            credential = "missing"
            [[endpoint]]
            name = "b"
            url = "wss://a.example/x"
            credential = "stored"
            [[endpoint]]
            name = "c"
            url = "wss://a.example/x"
            [[endpoint]]
            name = "local"
            url = "ws+unix:/run/x.sock"
            [[endpoint]]
            name = "d"
            url = "wss://a.example/x"
            credential_file = "/gone"
            """)
        #expect(
            result.problems.map { "\($0.place?.line ?? 0) \($0.path): \($0.message)" } == [
                "2 access.admin_groups: there is no group \"nobody-has-it\"",
                "6 endpoint[0].credential: the credential \"missing\" is not stored",
                "11 endpoint[2].credential: there is no credential for this endpoint",
                "20 endpoint[4].credential_file: there is no file /gone yet",
            ])
        #expect(result.effective != nil)
    }

    @Test func anOptionalEndpointIsNotMissed() {
        let result = load(
            """
            [[endpoint]]
            name = "a"
            url = "wss://a.invalid/x"
            credential = "missing"
            optional = true
            [[endpoint]]
            name = "b"
            url = "wss://b.invalid/x"
            credential = "stored"
            optional = true
            """)
        #expect(result.problems.map(\.path) == ["endpoint[1].url"])
        #expect(load("[[endpoint]]\nname = \"a\"\nurl = \"wss://a.example\"\noptional = true").effective == nil)
    }

    @Test func doubtfulValuesAreTold() {
        let result = load("audio.allow_monitor = true\nbudget.per_day = 5\n")
        #expect(result.problems.map(\.path) == ["audio.allow_monitor", "budget.per_session"])
        #expect(result.problems.allSatisfy { $0.severity == .warning })
    }

    /// Nobody must believe that a key works which nothing reads; its default asks for nothing.
    @Test func keysThatNothingReadsAreTold() throws {
        let key = try #require(SettingTable.keys.first { $0.applies == .notYet && !$0.name.contains("[") })
        let usual = try #require(key.text(Configuration()))
        let samples = try #require(SettingTable.key(key.name)).samples
        let other = try #require(samples.first { $0 != usual })
        let result = load("\(key.name) = \(other)\n")
        #expect(result.problems.contains { $0.path == key.name && $0.code == "no_effect" })
        #expect(load("\(key.name) = \(usual)\n").problems.isEmpty)
    }

    @Test func aReportEndsAsScriptsExpect() {
        let report = { (text: String, strict: Bool) in
            var files = MemoryFiles()
            files["/x.toml"] = text
            let outcome = ConfigurationLoader(.alone("/x.toml"), from: files, owners: []).load()
            return CheckReport(outcome, isStrict: strict)
        }
        #expect(report("", false) == report("", true))
        #expect(report("", false).text == "voicelived: no problems in 0 files; configuration good\n")
        #expect(report("audio.allow_monitor = true\n", false).exitCode == 0)
        #expect(report("audio.allow_monitor = true\n", true).exitCode == 78)
        #expect(report("audio.rate = 1\n", false).exitCode == 78)
    }

    @Test func programsGetTheSameAsJSON() {
        var files = MemoryFiles()
        files["/x.toml"] = "audio.rtae = 1\n"
        let outcome = ConfigurationLoader(.alone("/x.toml"), from: files, owners: []).load()
        #expect(
            CheckReport(outcome, asJSON: true).text
                == #"{"ok":false,"files":["/x.toml"],"problems":[{"severity":"error","file":"/x.toml","line":1,"#
                + #""col":7,"path":"audio.rtae","code":"unknown_key","#
                + #""message":"unknown key; did you mean \"audio.rate\"?"}]}"# + "\n")
    }
}

@Suite("The last good configuration")
struct LastGoodTests {
    private func start(_ current: String, saved: String?) -> ConfigurationLoader.Start {
        var files = MemoryFiles()
        files["/etc/voicelived/voicelived.toml"] = current
        if let saved { files["/var/lib/voicelived/last-good.toml"] = saved }
        return ConfigurationLoader(.system(), from: files, owners: []).start(
            lastGood: "/var/lib/voicelived/last-good.toml")
    }

    @Test func isUsedOnlyWhenItSaysSo() throws {
        let good = try #require(LoadResult("profile = \"in-car\"\naudio.volume_db = -3\n").effective)
        guard case .fallback(let effective, let problems) = start("oops\n", saved: good.lastGoodText) else {
            Issue.record("no fallback")
            return
        }
        #expect(effective.values.audio.volume == -3 && effective.values.turn.detection == .pushToTalk)
        #expect(problems.map(\.code) == ["syntax"])
        let kiosk = try #require(LoadResult("profile = \"kiosk\"\n").effective)
        guard case .refused = start("oops\n", saved: kiosk.lastGoodText) else {
            Issue.record("a fallback that nobody asked for")
            return
        }
        guard case .refused = start("oops\n", saved: nil) else {
            Issue.record("a fallback from nowhere")
            return
        }
        guard case .loaded = start("", saved: good.lastGoodText) else {
            Issue.record("a fallback without need")
            return
        }
    }
}
