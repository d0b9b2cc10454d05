import TestBench
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.serialized) struct SoundServerLiveTests {
    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func startsInUnderThreeSecondsAndLeavesNothing(_ kind: SoundServerKind) throws {
        let begin = ContinuousClock.now
        var server: (any SoundServer)? = try kind.start()
        let took = begin.duration(to: .now)
        #expect(took < .seconds(3))
        let pids = server?.processes.map(\.pid) ?? []
        let socket = server?.socketPath ?? ""
        #expect(!pids.isEmpty)
        #expect(unsafe access(socket, F_OK) == 0)

        server = nil

        for pid in pids { #expect(Glibc.kill(pid, 0) != 0, "process \(pid) is left") }
        #expect(unsafe access(socket, F_OK) != 0)
        #expect(
            !namesInFolder("/tmp").contains {
                $0.hasPrefix("voicelived-bench-\(getpid())-\(kind.rawValue.lowercased())")
            })
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func theMicrophoneIsNoMonitor(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let sources = try run("pactl", ["list", "sources"], environment: server.environment)
        let microphone = try #require(
            sources.split(separator: "Source #").first { $0.contains("Name: microphone\n") })
        #expect(microphone.contains("Monitor of Sink: n/a"))
        let info = try run("pactl", ["info"], environment: server.environment)
        #expect(info.contains("Default Sink: spk\n"))
        #expect(info.contains("Default Source: microphone\n"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func aDeviceComesBackUnderAnotherIndex(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        for device in [VirtualDevice.loudspeaker, .microphone] {
            let first = try #require(try server.index(of: device))
            try server.unplug(device)
            #expect(try server.index(of: device) == nil)
            let second = try server.plug(device)
            #expect(second != first)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func aDeviceIsSuspendedAndResumed(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        try server.suspend(.microphone)
        let asleep = try run("pactl", ["list", "short", "sources"], environment: server.environment)
        #expect(asleep.split(separator: "\n").contains { $0.contains("microphone") && $0.contains("SUSPENDED") })
        try server.resume(.microphone)
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func aFrozenServerAnswersNobodyUntilThawed(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        server.freeze()
        let client = try ChildProcess("pactl", ["info"], environment: server.environment)
        #expect(client.wait(within: .milliseconds(500)) == nil)
        server.thaw()
        #expect(client.wait(within: .seconds(10)) == .code(0))
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func aKilledServerIsGoneAndARestartedOneAnswersAtTheSameAddress(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let old = server.processes.map(\.pid)
        server.kill()
        let client = try ChildProcess("pactl", ["info"], environment: server.environment)
        #expect(client.wait(within: .seconds(10)) == .code(1))
        try server.start()
        #expect(Set(old).isDisjoint(with: server.processes.map(\.pid)))
        #expect(try server.index(of: .microphone) != nil)
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func aFullServerLetsNobodyIn(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        var crowd: ClientCrowd? = try server.fillWithClients()
        #expect((crowd?.count ?? 0) > 32)
        let client = try ChildProcess("pactl", ["info"], environment: server.environment)
        #expect(client.wait(within: .seconds(10)) == .code(1))
        crowd = nil
        let isBack = becomesTrue(within: .seconds(5)) {
            (try? run("pactl", ["info"], environment: server.environment)) != nil
        }
        #expect(isBack)
    }
}
