import TestBench
package import WebSocket

/// A certificate authority of the test's own, and a server's certificate by it. Made by openssl.
package final class CertificateAuthority: Sendable {
    private let folder: TemporaryFolder

    package init() throws {
        folder = try TemporaryFolder("authority")
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try run(
            "openssl",
            ["req", "-x509"] + curve + [
                "-keyout", folder.path + "/ca.key", "-out", file, "-days", "30", "-subj", "/CN=Bench authority",
            ])
        try run(
            "openssl",
            ["req", "-x509"] + curve + [
                "-CA", file, "-CAkey", folder.path + "/ca.key", "-keyout", identity.keyFile,
                "-out", identity.certificateFile, "-days", "30", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:service.test", "-addext",
                "basicConstraints=critical,CA:FALSE",
            ])
    }

    /// For `ca_file`.
    package var file: String { folder.path + "/ca.pem" }

    package var identity: TLSIdentity {
        TLSIdentity(certificateFile: folder.path + "/server.pem", keyFile: folder.path + "/server.key")
    }
}
