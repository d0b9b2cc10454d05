import TestBench
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct ProcessFiguresTests {
    @Test func aLivingProcessHasMemoryDescriptorsAndThreads() throws {
        let child = try ChildProcess("cat", keepsInput: true)
        #expect(becomesTrue(within: .seconds(5)) { ProcessFigures.descriptors(child.pid) == 3 })
        #expect(ProcessFigures.threads(child.pid) == 1)
        // Not yet, while it is still being loaded.
        #expect(becomesTrue(within: .seconds(5)) { ProcessFigures.residentBytes(child.pid) ?? 0 > 500_000 })
        #expect(ProcessFigures.residentBytes(child.pid) ?? 0 < 50_000_000)
        #expect(!ProcessFigures.isGone(child.pid))
        child.kill()
        #expect(ProcessFigures.residentBytes(child.pid) == nil)
        #expect(ProcessFigures.descriptors(child.pid) == nil)
        #expect(ProcessFigures.isGone(child.pid))
    }

    @Test func anOpenFileIsCounted() throws {
        let child = try ChildProcess(
            "sh", ["-c", "exec 5</dev/null 6</dev/null; echo ready; read line"], keepsInput: true)
        #expect(child.says("ready", within: .seconds(5)))
        #expect(ProcessFigures.descriptors(child.pid) == 5)
    }
}

@Suite struct TemporaryFolderTests {
    @Test func aFolderGoesWithAllInIt() throws {
        var folder: TemporaryFolder? = try TemporaryFolder("gone")
        let path = try #require(folder?.path)
        try run("mkdir", ["-p", path + "/a/b"])
        #expect(writeWholeFile(path + "/a/b/c", [1, 2, 3]))
        #expect(readWholeFile(path + "/a/b/c") == [1, 2, 3])
        folder = nil
        #expect(unsafe access(path, F_OK) != 0)
    }

    @Test func onlyItsOwnerLooksInside() throws {
        let folder = try TemporaryFolder("private")
        #expect(try run("stat", ["-c", "%a", folder.path]) == "700\n")
    }
}
