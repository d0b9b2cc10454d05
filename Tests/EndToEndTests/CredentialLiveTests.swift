import ControlProtocol
import DaemonBench
import Glibc
import TestBench
import Testing

/// A daemon that somebody runs by hand or for one's own user: nobody but the files' modes guards the key.
@Suite(.timeLimit(.minutes(1))) struct CredentialLiveTests {
    private static let name = "voicelived.api_key"

    private func daemon() throws -> DaemonProcess {
        try DaemonProcess(
            """
            [[endpoint]]
            name = "azure"
            url = "wss://127.0.0.1:9/realtime"
            model = "m"
            credential = "\(Self.name)"

            """, credentials: [Self.name: "sesame-key"])
    }

    private func refusal(_ client: ThinClient) -> String {
        do {
            try client.ask("session.start")
            return "none"
        } catch { return "\(error)" }
    }

    private func trouble(_ client: ThinClient) throws -> String? {
        try client.ask("daemon.status")["degraded"]?.array?
            .first { $0["code"] == "config/credential_unsafe" }?["text"]?.string
    }

    @Test func aKeyThatOthersMayReadIsNamedAndNotUsed() throws {
        let daemon = try daemon()
        let client = try daemon.client()
        #expect(try trouble(client) == nil)
        let path = daemon.credential(Self.name)
        let isOpened = unsafe chmod(path, 0o644) == 0
        try #require(isOpened)
        let said = refusal(client)
        #expect(said.contains("config/credential") && said.contains("mode 0644"), "\(said)")
        #expect(try trouble(client)?.contains("chmod 600 \(path)") == true)
        #expect(try client.ask("daemon.status")["state"] == "needs_credentials")
        // Put right, it is taken at the next wish, and the trouble is over.
        let isClosed = unsafe chmod(path, 0o600) == 0
        try #require(isClosed)
        #expect(!refusal(client).contains("config/credential"))
        #expect(try trouble(client) == nil)
        // The log has a thread of its own: what it wrote is whole when the daemon has ended.
        daemon.child.send(SIGTERM)
        #expect(daemon.child.wait(within: .seconds(10)) != nil)
        #expect(daemon.log.contains("mode 0644"))
        #expect(!daemon.log.contains("sesame"))
    }

    /// It is said at the start, before anybody wants to talk.
    @Test func aStartWithAnOpenKeySaysSo() throws {
        let first = try daemon()
        let isOpened = unsafe chmod(first.credential(Self.name), 0o640) == 0
        try #require(isOpened)
        first.child.kill()
        let second = try first.again()
        #expect(try trouble(second.client())?.contains("mode 0640") == true)
    }
}
