import Configuration
import ControlProtocol
import Diagnostics
import Glibc
import Testing

@testable import voicelived

/// Five crashes in a minute make the next start a careful one.
@Suite struct CrashLedgerTests {
    @Test func theSixthStartInAMinuteIsCareful() {
        var ledger = CrashLedger()
        let answers = [100, 110, 120, 130, 140, 150, 159].map { ledger.begins(now: $0) }
        #expect(answers == [false, false, false, false, false, true, true])
    }

    @Test func crashesFarApartAreNot() {
        var ledger = CrashLedger()
        let answers = stride(from: 0, to: 3_600, by: 15).map { ledger.begins(now: $0) }
        #expect(!answers.contains(true))
    }

    @Test func itOutlivesTheProcess() {
        var ledger = CrashLedger()
        for now in 1...7 { _ = ledger.begins(now: now) }
        var next = CrashLedger(ledger.text)
        #expect(next == ledger && next.times.count == CrashLedger.most)
        let isCareful = next.begins(now: 8)
        #expect(isCareful)
    }

    @Test(arguments: ["", "\n\n", "rubbish\n", "\u{0}\u{1}", "1e9\n", "99999999999999999999999\n", "900000\n900001\n"])
    func aFileThatIsNoLedgerIsForgotten(_ text: String) {
        var ledger = CrashLedger(text)
        let isCareful = ledger.begins(now: 5)
        #expect(!isCareful)
        #expect(ledger.times == [5])
    }

    /// Each of the plain settings can be set while running, on any profile, and says who set it.
    @Test(arguments: ["", "kiosk", "in-car", "interview-coach", "learning-companion"])
    func thePlainSettingsFitEveryProfile(_ profile: String) throws {
        let folder = try PrivateFolder()
        try folder.write("profile = \"\(profile)\"\n", to: "voicelived.toml")
        let loader = ConfigurationLoader(.alone(folder.path + "/voicelived.toml"), owners: [getuid()])
        guard case .loaded(let effective) = loader.load() else {
            Issue.record("\(profile) does not load")
            return
        }
        let log = Log(to: LogDestination.marked.output(), level: .error)
        let store = ConfigurationStore(effective, loader: loader, lastGood: nil, log: log, health: Health())
        _ = try store.useSafeMode(now: .zero)
        #expect(store.runtimePaths == SafeMode.settings.map(\.path).sorted())
        let settings = store.settings
        #expect(settings.echo.kind == .speex && !settings.echo.remember && !settings.gain.enabled)
        #expect(settings.speech.detector == .energy && !settings.session.resume && !settings.record.enabled)
    }
}
