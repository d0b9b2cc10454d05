import Synchronization
import TestBench
import Testing

@testable import Diagnostics

/// Against a private bus, on which a peer plays logind.
@Suite(.serialized, .timeLimit(.minutes(1))) struct SleepMonitorLiveTests {
    private let folder: TemporaryFolder
    private let bus: ChildProcess
    private let logind: ChildProcess
    private var address: String { "unix:path=\(folder.path)/bus" }

    init() throws {
        folder = try TemporaryFolder("bus")
        bus = try ChildProcess(
            "dbus-daemon", ["--session", "--nofork", "--print-address", "--address=unix:path=\(folder.path)/bus"])
        try #require(bus.says("unix:", within: .seconds(10)), "\(bus.standardError)")
        let peer = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        logind = try ChildProcess(
            "/usr/bin/python3", ["/\(peer)/Peers/sleepy_logind.py", "unix:path=\(folder.path)/bus"], keepsInput: true)
        try #require(logind.says("ready", within: .seconds(20)), "\(logind.standardError)")
    }

    private func locks(_ count: Int) -> Bool {
        becomesTrue(within: .seconds(5)) {
            logind.write("locks\n")
            return logind.says("\(count) held", within: .milliseconds(50))
        }
    }

    @Test func sleepWaitsForUsAndNotAtAllWhenWeAreDone() async throws {
        let monitor = SleepMonitor(address: address)
        monitor.start()
        defer { monitor.stop() }
        #expect(locks(1))
        var events = monitor.events.makeAsyncIterator()

        logind.write("sleep 5000\n")
        #expect(await events.next() == .sleeps)
        #expect(!logind.says("asleep", within: .milliseconds(200)), "the lock was given back too early")
        monitor.mayGo()
        #expect(logind.says(" ms, 0 held", within: .seconds(2)))

        logind.write("wake\n")
        #expect(await events.next() == .awake)
        #expect(locks(1), "the next sleep is not delayed")

        logind.write("sleep 100\n")
        #expect(await events.next() == .sleeps)
        #expect(logind.says(" ms, 1 held", within: .seconds(2)), "logind waits no longer than it likes")
    }

    @Test func signalsOfOthersPutNobodyToSleep() async throws {
        let monitor = SleepMonitor(address: address)
        monitor.start()
        #expect(locks(1))
        let forged = try ChildProcess(
            "dbus-send",
            [
                "--bus=\(address)", "--type=signal", "/org/freedesktop/login1",
                "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true",
            ])
        #expect(forged.wait(within: .seconds(10)) == .code(0))
        logind.write("wake\n")
        #expect(logind.says("awake", within: .seconds(5)))
        monitor.stop()
        var told: [SleepMonitor.Event] = []
        for await event in monitor.events { told.append(event) }
        #expect(told.isEmpty)
    }

    @Test func withoutABusNothingIsTold() async {
        let monitor = SleepMonitor(address: "unix:path=\(folder.path)/no-bus")
        monitor.start()
        monitor.mayGo()
        monitor.stop()
        for await event in monitor.events { Issue.record("\(event)") }
    }
}
