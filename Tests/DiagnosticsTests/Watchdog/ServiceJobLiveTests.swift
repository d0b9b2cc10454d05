import TestBench
import Testing

@testable import Diagnostics

/// Against a private bus, on which a peer plays the service manager.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ServiceJobLiveTests {
    private let folder: TemporaryFolder
    private let bus: ChildProcess
    private var address: String { "unix:path=\(folder.path)/bus" }

    init() throws {
        folder = try TemporaryFolder("bus")
        bus = try ChildProcess(
            "dbus-daemon", ["--session", "--nofork", "--print-address", "--address=unix:path=\(folder.path)/bus"])
        try #require(bus.says("unix:", within: .seconds(10)), "\(bus.standardError)")
    }

    private func manager(_ words: String...) throws -> ChildProcess {
        let tests = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let peer = try ChildProcess("/usr/bin/python3", ["/\(tests)/Peers/busy_systemd.py", address] + words)
        try #require(peer.says("ready", within: .seconds(20)), "\(peer.standardError)")
        return peer
    }

    @Test(
        arguments: [
            ("restart", "running", ServiceJob.restart), ("stop", "running", .stop),
            ("stop", "degraded", .stop), ("stop", "stopping", .shutdown), ("restart", "stopping", .restart),
            ("none", "running", nil), ("reload", "running", nil),
        ] as [(String, String, ServiceJob?)])
    func theManagersJobIsTold(type: String, state: String, job: ServiceJob?) throws {
        let manager = try manager(type, state)
        #expect(ServiceJob.present(on: .address(address), patience: .seconds(10)) == job)
        #expect(manager.isRunning)
    }

    @Test func aManagerThatHangsIsNotWaitedForLong() throws {
        let manager = try manager("silent")
        let began = BootTime.monotonic()
        #expect(ServiceJob.present(on: .address(address), patience: .milliseconds(300)) == nil)
        #expect(BootTime.monotonic() - began < .seconds(3))
        #expect(manager.isRunning)
    }

    @Test func withoutAManagerOrABusThereIsNoJob() {
        #expect(ServiceJob.present(on: .address(address)) == nil)
        #expect(ServiceJob.present(on: .address("unix:path=\(folder.path)/no-bus")) == nil)
    }
}
