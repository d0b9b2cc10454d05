import ControlProtocol
import Testing

@testable import voicelivectl

/// After an upgrade this program may be newer than the daemon that still runs.
@Suite struct OlderDaemonTests {
    private let unknown = ControlError(.unknownMethod, "there is no method")

    @Test func whatItCannotDoYetIsNoMistakeOfWhoAsks() {
        let failure = Failure(unknown, to: "daemon.maintenance")
        #expect(failure.code == .protocol)
        #expect(failure.message.contains("older than this program"))
        #expect(failure.hint?.contains("systemctl restart voicelived") == true)
    }

    @Test func aMethodThatNobodyKnowsIsOne() {
        #expect(Failure(unknown, to: "daemon.maintainance").code == .usage)
        #expect(Failure(ControlError(.role, "no"), to: "daemon.maintenance").code == .permission)
    }

    /// Members that a newer daemon adds to its answers are passed over.
    @Test func aNewerDaemonsAnswersAreRead() throws {
        var status = DaemonStatus.example.result.wire.object ?? JSONObject()
        status["mood"] = "calm"
        status["maintenance"] = nil
        let read = try DaemonStatus.Result(wire: .object(status))
        #expect(read == DaemonStatus.example.result)
    }
}
