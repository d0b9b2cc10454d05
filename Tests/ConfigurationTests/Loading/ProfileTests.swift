import Testing

@testable import Configuration

@Suite("Profiles")
struct ProfileTests {
    @Test(arguments: BuiltInProfile.all.map(\.name))
    func thoseThatComeWithTheDaemonAreGood(name: String) throws {
        let profile = try #require(BuiltInProfile.all.first { $0.name == name })
        let check = FileCheck(try TomlParser.parse(Array(profile.text.utf8), file: "p"))
        #expect(check.problems.map(\.text) == [])
        let result = LoadResult("profile = \"\(name)\"\n")
        #expect(result.effective?.profile == name)
        #expect(result.values?.general.profile == name)
        #expect(ConfigurationChange.between(Configuration(), result.values ?? Configuration()).count > 4)
    }

    @Test func theyAreWhatTheyPromise() {
        let car = LoadResult("profile = \"in-car\"\n").values
        #expect(car?.turn.detection == .pushToTalk && car?.audio.role == "phone")
        #expect(car?.general.fallbackLastGood == true)
        let coach = LoadResult("profile = \"interview-coach\"\n").values
        #expect(coach?.turn.effectiveSilence == .milliseconds(3000) && coach?.noise.suppression == -12)
    }

    @Test func aFileWinsOverAProfileThatComesWithTheDaemon() {
        let result = LoadResult("profile = \"kiosk\"\nspeech.hangover_ms = 900\n")
        #expect(result.values?.speech.hangover == .milliseconds(900))
        #expect(result.values?.session.grace == .seconds(10))
        #expect(result.effective?.origin(of: "session.grace") == .profile("kiosk"))
        #expect(result.effective?.origin(of: "speech.hangover_ms").words == "/x.toml:2")
    }

    @Test func theAdminsOwnProfileLiesBetweenTheDropIns() {
        var files = MemoryFiles()
        files["/etc/voicelived/voicelived.toml"] = """
            profile = "lobby"
            dsp.ns.suppress_db = -1
            [profiles.lobby.dsp.ns]
            suppress_db = -2
            [profiles.lobby.audio]
            role = "lobby"
            """
        files["/etc/voicelived/voicelived.toml.d/49-a.toml"] = "dsp.ns.suppress_db = -3\n"
        let loader = { ConfigurationLoader(.system(), from: $0, owners: []) }
        #expect(LoadResult(loader(files).load()).values?.noise.suppression == -2)
        files["/etc/voicelived/voicelived.toml.d/50-b.toml"] = "dsp.ns.suppress_db = -4\n"
        #expect(LoadResult(loader(files).load()).values?.noise.suppression == -4)
        #expect(LoadResult(loader(files).load()).values?.audio.role == "lobby")
    }

    @Test func aClientsChoiceWinsOverTheFiles() {
        let text = "profile = \"kiosk\"\n[profiles.quiet.audio]\nvolume_db = -20\n"
        let result = LoadResult(text, profile: "quiet")
        #expect(result.effective?.profile == "quiet" && result.values?.audio.volume == -20)
        #expect(result.values?.session.grace == .seconds(3))
        #expect(result.effective?.profiles == ["in-car", "interview-coach", "kiosk", "learning-companion", "quiet"])
        #expect(LoadResult(text, profile: "loud").codes == ["profile"])
    }

    @Test func anAdminMayChangeAProfileThatComesWithTheDaemon() {
        let result = LoadResult("profile = \"kiosk\"\n[profiles.kiosk.session]\ngrace = \"11s\"\n")
        #expect(result.values?.session.grace == .seconds(11))
        #expect(result.values?.session.onGone == .keep)
    }

    @Test func profilesThatAreNotChosenAreCheckedToo() {
        #expect(LoadResult("[profiles.other.audio]\nrate = 7\n").codes == ["choice"])
    }
}
