import Configuration
import ControlProtocol
import Diagnostics
import Glibc
import Testing

@testable import voicelived

/// A session may have a profile of its own.
@Suite struct SessionProfileTests {
    private let folder: PrivateFolder
    private let store: ConfigurationStore

    init() throws {
        folder = try PrivateFolder()
        let text = """
            profile = "kiosk"
            [session]
            idle_warning = "1s"
            [profiles.hurried.session]
            idle_timeout = "7s"
            """
        try folder.write(text, to: "voicelived.toml")
        let loader = ConfigurationLoader(.alone(folder.path + "/voicelived.toml"), owners: [getuid()])
        guard case .loaded(let effective) = loader.load() else { throw Written.Refused(problems: ["does not load"]) }
        let log = Log(to: LogDestination.marked.output(), level: .error)
        store = ConfigurationStore(effective, loader: loader, lastGood: nil, log: log, health: Health())
    }

    @Test func itsProfileIsItsOwn() throws {
        #expect(try store.settings(for: nil) == store.settings)
        let hurried = try store.settings(for: "hurried")
        #expect(hurried.session.idleTimeout == .seconds(7) && hurried.session.idleWarning == .seconds(1))
        #expect(try store.settings(for: "in-car").audio.role == "phone")
        #expect(store.settings.session.idleTimeout == .seconds(90) && store.settings.audio.role.isEmpty)
    }

    @Test func whatIsSetWhileRunningLiesOverItToo() throws {
        _ = try store.override { overrides throws(ControlError) in
            try overrides.set("session.idle_timeout", .string("20s"), by: "test", for: nil, now: .zero)
        }
        #expect(try store.settings(for: "hurried").session.idleTimeout == .seconds(20))
    }

    @Test func aProfileThatIsNotThereIsRefused() {
        let refusal = #expect(throws: ControlError.self) { try store.settings(for: "nobody") }
        #expect(refusal?.name == .profile && refusal?.hint.contains("hurried") == true)
    }
}
