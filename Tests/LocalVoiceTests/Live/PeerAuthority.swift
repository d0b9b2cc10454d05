import Glibc
import Testing
import WebSocket

/// A certificate authority of the test's own, and a server's certificate from it. Gone with this object.
final class PeerAuthority: Sendable {
    private let folder: String

    init() async throws {
        let folder = "/tmp/voicelive-local-\(getpid())-\(UInt32.random(in: .min ... .max))"
        self.folder = folder
        unsafe mkdir(folder, 0o700)
        let made = await PythonPeer.shell(["\(TestServer.root)/Tests/Peers/make_certificates", folder])
        try #require(made.status == 0, "\(made.output)")
    }

    deinit { _ = unsafe system("rm -rf '\(folder)'") }

    /// For those who trust it.
    var file: String { folder + "/authority.pem" }

    var identity: TLSIdentity { TLSIdentity(certificateFile: folder + "/good.pem", keyFile: folder + "/good.key") }
}
