import TestBench
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct ParentDeathTests {
    /// The kernel ends a child with its starter, even when the starter is killed and can clean up nothing.
    @Test func childrenDieWithTheTestProcess() async throws {
        let folder = try TemporaryFolder("death")
        let note = folder.path + "/pid"
        try await confirmDeath(noting: note)
        let pid = try #require(readWholeFile(note).flatMap { Int32(String(decoding: $0, as: UTF8.self)) })
        #expect(becomesTrue(within: .seconds(5)) { ProcessFigures.isGone(pid) })
    }

    private func confirmDeath(noting note: String) async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [note] in
            let child = try ChildProcess("sleep", ["62"])
            try run("sh", ["-c", "printf %s \(child.pid) > \(note)"])
            kill(getpid(), SIGKILL)
        }
    }
}
