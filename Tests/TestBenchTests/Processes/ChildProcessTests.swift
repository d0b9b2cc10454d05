import TestBench
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct ChildProcessTests {
    @Test func outputAndExitCodeAreKept() throws {
        let child = try ChildProcess("sh", ["-c", "echo one; echo two >&2; exit 7"])
        #expect(child.wait(within: .seconds(10)) == .code(7))
        #expect(child.standardOutput == "one\n")
        #expect(child.standardError == "two\n")
    }

    @Test func onlyTheNewestOutputIsKept() throws {
        let child = try ChildProcess("seq", ["1", "100000"], output: .memory(limit: 10_000))
        #expect(child.wait(within: .seconds(10)) == .code(0))
        #expect(child.standardOutput.utf8.count <= 10_000)
        #expect(child.standardOutput.hasSuffix("\n99999\n100000\n"))
    }

    @Test func outputGoesToAFile() throws {
        let folder = try TemporaryFolder("output")
        let path = folder.path + "/log"
        let child = try ChildProcess("echo", ["told"], output: .file(path))
        #expect(child.wait(within: .seconds(10)) == .code(0))
        #expect(try run("cat", [path]) == "told\n")
    }

    @Test func inputIsTyped() throws {
        let child = try ChildProcess("cat", keepsInput: true)
        #expect(child.write("line\n"))
        #expect(child.says("line\n", within: .seconds(10)))
        child.closeInput()
        #expect(child.wait(within: .seconds(10)) == .code(0))
        #expect(!child.write("too late"))
    }

    @Test func aDeadlinePassesAndTheProgramGoesOn() throws {
        let child = try ChildProcess("sleep", ["60"])
        #expect(child.wait(within: .milliseconds(20)) == nil)
        #expect(child.isRunning)
        child.kill()
        #expect(child.wait(within: .zero) == .signal(SIGKILL))
        #expect(!child.isRunning)
    }

    @Test func aStubbornProgramIsKilled() throws {
        let child = try ChildProcess("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done"])
        #expect(child.says("ready", within: .seconds(10)))
        #expect(child.terminate(within: .milliseconds(50)) == .signal(SIGKILL))
    }

    @Test func aFrozenProgramStandsStillUntilThawed() throws {
        let child = try ChildProcess("cat", keepsInput: true)
        child.freeze()
        child.write("a")
        #expect(!child.says("a", within: .milliseconds(50)))
        child.thaw()
        #expect(child.says("a", within: .seconds(10)))
    }

    @Test func itsDescendantsEndWithTheObject() throws {
        var child: ChildProcess? = try ChildProcess("sh", ["-c", "sleep 61 & echo $!; wait"])
        let running = try #require(child)
        #expect(running.says("\n", within: .seconds(10)))
        let grandchild = try #require(Int32(running.standardOutput.dropLast()))
        #expect(kill(grandchild, 0) == 0)
        child = nil
        withExtendedLifetime(running) { running.kill() }
        #expect(becomesTrue(within: .seconds(5)) { ProcessFigures.isGone(grandchild) })
    }

    @Test func theEnvironmentIsCleanAndTheFolderGiven() throws {
        let folder = try TemporaryFolder("folder")
        let child = try ChildProcess(
            "sh", ["-c", "pwd; echo $GREETING"], environment: ["GREETING": "hello"], folder: folder.path)
        #expect(child.wait(within: .seconds(10)) == .code(0))
        #expect(child.standardOutput == folder.path + "\nhello\n")
        #expect(try !run("env", []).contains("HOME="))
    }

    @Test func noDescriptorIsInherited() throws {
        let held = unsafe open("/dev/null", O_RDONLY)
        defer { close(held) }
        // 0, 1, 2 and the folder that `ls` itself reads.
        #expect(try run("ls", ["/proc/self/fd"]).split(separator: "\n").count == 4)
    }

    @Test func whatCannotStartSaysWhy() throws {
        #expect(throws: ChildProcessError.notFound("no-such-program")) { try ChildProcess("no-such-program") }
        #expect(throws: ChildProcessError.couldNotStart("/etc/passwd", errno: EACCES)) {
            try ChildProcess("/etc/passwd")
        }
        #expect(throws: ChildProcessError.failed("false", .code(1), output: "")) { try run("false", []) }
        #expect(throws: ChildProcessError.tookTooLong("sleep", limit: .milliseconds(10), output: "")) {
            try run("sleep", ["60"], within: .milliseconds(10))
        }
    }
}
