import Testing

@testable import Configuration

@Suite("The machine's instance and a user's")
struct InstanceTests {
    private let ofUser = ["XDG_RUNTIME_DIR": "/run/user/1000", "HOME": "/home/x", "XDG_CONFIG_HOME": ""]

    @Test func rootAndServicesAreTheMachines() {
        for instance in [
            Instance(userID: 0, environment: ofUser),
            Instance(userID: 999, environment: ["HOME": "/var/lib/voicelived"]),
        ] {
            #expect(!instance.isUser && instance.places == .system())
            #expect(instance.controlSocket() == "/run/voicelived/control.sock")
            #expect(instance.stateDirectory(Configuration()) == "/var/lib/voicelived")
        }
    }

    @Test func aUserHasTheirOwn() {
        let instance = Instance(userID: 1000, environment: ofUser)
        #expect(instance.isUser && instance.places == .user(configurationHome: "/home/x/.config"))
        #expect(instance.controlSocket() == "/run/user/1000/voicelived/control.sock")
        #expect(instance.stateDirectory(Configuration()) == "/home/x/.local/state/voicelived")
        var configuration = Configuration()
        configuration.control.socket = "/tmp/mine.sock"
        #expect(instance.controlSocket(configuration) == "/tmp/mine.sock")
    }

    @Test func theEnvironmentWins() {
        let instance = Instance(
            userID: 1000,
            environment: ofUser.merging(["VOICELIVED_SOCKET": "/s", "STATE_DIRECTORY": "/a:/b"]) { $1 })
        #expect(instance.controlSocket() == "/s")
        #expect(instance.stateDirectory(Configuration()) == "/a")
        #expect(instance.recordDirectory(Configuration()) == "/a/recordings")
    }
}
