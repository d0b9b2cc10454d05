import Testing

@testable import Configuration

@Suite("Which files count")
struct FileOrderTests {
    private func load(_ files: MemoryFiles, owners: Set<UInt32> = []) -> LoadResult {
        LoadResult(ConfigurationLoader(.system(), from: files, owners: owners).load())
    }

    private func role(_ name: String) -> String { "[audio]\nrole = \"\(name)\"\n" }

    @Test func withoutFilesTheDefaultsHold() {
        let result = load(MemoryFiles())
        #expect(result.values == Configuration())
        #expect(result.problems == [])
        #expect(result.effective?.files == [])
    }

    @Test func theFirstMainFileReplacesThoseBelow() {
        var files = MemoryFiles()
        files["/usr/lib/voicelived/voicelived.toml"] = "[audio]\nrole = \"vendor\"\nrate = 24000\n"
        files["/run/voicelived/voicelived.toml"] = role("run")
        #expect(load(files).values?.audio.role == "run")
        #expect(load(files).values?.audio.rate == 16000)
        files["/etc/voicelived/voicelived.toml"] = role("etc")
        #expect(load(files).values?.audio.role == "etc")
        #expect(load(files).effective?.files == ["/etc/voicelived/voicelived.toml"])
    }

    @Test func dropInsAreSortedByNameOverAllDirectories() {
        var files = MemoryFiles()
        files["/etc/voicelived/voicelived.toml"] = role("main")
        files["/etc/voicelived/voicelived.toml.d/10-a.toml"] = role("etc 10")
        files["/usr/lib/voicelived/voicelived.toml.d/20-b.toml"] = role("vendor 20")
        files["/run/voicelived/voicelived.toml.d/15-c.toml"] = role("run 15")
        let result = load(files)
        #expect(result.values?.audio.role == "vendor 20")
        #expect(
            result.effective?.files == [
                "/etc/voicelived/voicelived.toml", "/etc/voicelived/voicelived.toml.d/10-a.toml",
                "/run/voicelived/voicelived.toml.d/15-c.toml", "/usr/lib/voicelived/voicelived.toml.d/20-b.toml",
            ])
    }

    @Test func ofEqualNamesTheMostImportantCounts() {
        var files = MemoryFiles()
        files["/usr/lib/voicelived/voicelived.toml.d/10-a.toml"] = role("vendor")
        files["/run/voicelived/voicelived.toml.d/10-a.toml"] = role("run")
        #expect(load(files).values?.audio.role == "run")
        files["/etc/voicelived/voicelived.toml.d/10-a.toml"] = role("etc")
        #expect(load(files).values?.audio.role == "etc")
    }

    @Test func anEmptyFileOrALinkToNullMasks() {
        var files = MemoryFiles()
        files["/usr/lib/voicelived/voicelived.toml.d/10-a.toml"] = role("vendor")
        files["/etc/voicelived/voicelived.toml.d/10-a.toml"] = ""
        #expect(load(files).values?.audio.role == "")
        files.files["/etc/voicelived/voicelived.toml.d/10-a.toml"] = .masked
        #expect(load(files).values?.audio.role == "")
        #expect(load(files).effective?.masked == ["/etc/voicelived/voicelived.toml.d/10-a.toml"])
        files["/usr/lib/voicelived/voicelived.toml"] = "[audio]\nrate = 24000\n"
        files.files["/etc/voicelived/voicelived.toml"] = .masked
        #expect(load(files).values?.audio.rate == 16000)
    }

    @Test func otherNamesAreNoDropIns() {
        var files = MemoryFiles()
        for name in ["10-a.toml.bak", ".10-a.toml", "10-a.conf", "10-a.toml~"] {
            files["/etc/voicelived/voicelived.toml.d/" + name] = role("no")
        }
        #expect(load(files).values == Configuration())
    }

    @Test func tablesAreMergedByKeyAndListsReplaced() {
        var files = MemoryFiles()
        files["/etc/voicelived/voicelived.toml"] = """
            [audio]
            role = "phone"
            rate = 24000
            [barge_in]
            stop_words = ["stop", "halt"]
            [access]
            priority = { a = "ui", b = "vehicle" }
            """
        files["/etc/voicelived/voicelived.toml.d/10-a.toml"] = """
            audio.rate = 16000
            barge_in.stop_words = ["quiet"]
            access.priority.c = "emergency"
            """
        let values = load(files).values
        #expect(values?.audio.role == "phone" && values?.audio.rate == 16000)
        #expect(values?.bargeIn.stopWords == ["quiet"])
        #expect(values?.access.priority == ["c": .emergency])
    }

    @Test func aFileAloneIsAlone() {
        var files = MemoryFiles()
        files["/etc/voicelived/voicelived.toml.d/10-a.toml"] = role("drop-in")
        files["/home/x/my.toml"] = "[audio]\nrate = 24000\n"
        let loader = ConfigurationLoader(.alone("/home/x/my.toml"), from: files, owners: [])
        #expect(LoadResult(loader.load()).values?.audio.role == "")
        #expect(LoadResult(loader.load()).values?.audio.rate == 24000)
        let missing = ConfigurationLoader(.alone("/home/x/other.toml"), from: files, owners: []).load()
        #expect(CheckReport(missing).exitCode == 66)
        #expect(LoadResult(missing).codes == ["missing_file"])
    }

    @Test func aUsersFilesLieOverTheMachines() {
        var files = MemoryFiles()
        files["/home/x/.config/voicelived/voicelived.toml"] = role("mine")
        files["/etc/voicelived/voicelived.toml"] = role("machine")
        let places = ConfigurationPlaces.user(configurationHome: "/home/x/.config")
        #expect(LoadResult(ConfigurationLoader(places, from: files, owners: []).load()).values?.audio.role == "mine")
    }

    @Test(arguments: [0o666, 0o664, 0o646, 0o622] as [UInt32])
    func filesThatOthersMayWriteAreRefused(mode: UInt32) {
        var files = MemoryFiles()
        files.files["/etc/voicelived/voicelived.toml"] = .file(bytes: Array(role("x").utf8), owner: 0, mode: mode)
        #expect(load(files).codes == ["unsafe_file"])
    }

    @Test func strangersFilesAreRefused() {
        var files = MemoryFiles()
        files.files["/etc/voicelived/voicelived.toml"] = .file(bytes: Array(role("x").utf8), owner: 1000, mode: 0o644)
        #expect(load(files).codes == ["unsafe_file"])
        #expect(load(files, owners: [1000]).values?.audio.role == "x")
    }

    @Test func aFileThatSomebodyNamedMayBelongToAnybody() {
        var files = MemoryFiles()
        let text = Array(role("x").utf8)
        files.files["/x.toml"] = .file(bytes: text, owner: 1000, mode: 0o664)
        let loader = { ConfigurationLoader(.alone("/x.toml"), from: $0, owners: []) }
        #expect(LoadResult(loader(files).load()).values?.audio.role == "x")
        files.files["/x.toml"] = .file(bytes: text, owner: 1000, mode: 0o666)
        #expect(LoadResult(loader(files).load()).codes == ["unsafe_file"])
    }

    @Test func aDirectoryThatCannotBeReadIsNoEmptyOne() {
        var files = MemoryFiles()
        files.files["/etc/voicelived/voicelived.toml.d"] = .unreadable("Permission denied")
        #expect(load(files).codes == ["unreadable_directory"])
    }

    @Test func largeFilesAndManyFilesAreRefused() {
        var files = MemoryFiles()
        files["/etc/voicelived/voicelived.toml"] = String(repeating: "#\n", count: 140_000)
        #expect(load(files).codes == ["too_large"])
        files = MemoryFiles()
        for number in 0...100 { files["/run/voicelived/voicelived.toml.d/\(number).toml"] = "# \(number)\n" }
        #expect(load(files).codes == ["too_many"])
    }

    @Test func problemsOfAllFilesAreToldInOneRun() {
        var files = MemoryFiles()
        files["/etc/voicelived/voicelived.toml"] = "[audio]\nrate = 1\n"
        files["/etc/voicelived/voicelived.toml.d/10-a.toml"] = "oops\n"
        files["/etc/voicelived/voicelived.toml.d/20-b.toml"] = "[audio]\nrate = 2\nrole = 3\n"
        files.files["/etc/voicelived/voicelived.toml.d/30-c.toml"] = .unreadable("Permission denied")
        let result = load(files)
        #expect(result.codes.sorted() == ["choice", "choice", "syntax", "type", "unreadable_file"])
        #expect(result.problems.summary(files: 3) == "voicelived: 5 errors in 3 files; configuration not loaded")
    }
}
