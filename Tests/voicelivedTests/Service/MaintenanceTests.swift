import ControlProtocol
import Diagnostics
import Glibc
import Testing

@testable import voicelived

/// The switch that keeps new sessions out, and what is left of it after a restart.
@Suite struct MaintenanceTests {
    private let folder: PrivateFolder
    private let log = Log(to: LogDestination.marked.output(), level: .error)

    init() throws { folder = try PrivateFolder() }

    private func switchOnDisk(_ health: Health = Health()) -> Maintenance {
        Maintenance(folder: folder.path, log: log, health: health)
    }

    @Test func itIsOffUntilSomebodySwitchesItOn() {
        let maintenance = switchOnDisk()
        #expect(!maintenance.isOn && maintenance.refusal == nil)
    }

    @Test func whoWantsASessionIsToldWhy() {
        let maintenance = switchOnDisk()
        maintenance.set(true)
        #expect(maintenance.refusal?.name == .maintenance)
        maintenance.set(false)
        #expect(maintenance.refusal == nil)
    }

    @Test func theNextDaemonKnows() {
        switchOnDisk().set(true)
        let health = Health()
        let next = switchOnDisk(health)
        #expect(next.isOn && next.isKept)
        #expect(health.snapshot().map(\.warning.code) == ["daemon/maintenance"])
        next.set(false)
        #expect(health.snapshot().isEmpty)
        #expect(!switchOnDisk().isOn)
    }

    @Test func itHoldsAlsoWhereItCannotBeKept() {
        let maintenance = Maintenance(folder: folder.path + "/missing", log: log, health: Health())
        maintenance.set(true)
        #expect(maintenance.isOn && !maintenance.isKept)
        maintenance.set(false)
        #expect(!maintenance.isOn && maintenance.isKept)
    }

    /// Nobody else's file switches the daemon.
    @Test func aLinkIsNoSwitch() throws {
        try folder.write("on\n", to: "elsewhere")
        let linked = unsafe symlink(folder.path + "/elsewhere", folder.path + "/maintenance")
        try #require(linked == 0)
        #expect(!switchOnDisk().isOn)
    }
}
