import Glibc
import Testing
import WebSocket

/// Certificates that Tests/Peers/make_certificates makes, once for all tests.
final class Certificates: Sendable {
    static let shared = Task { try await Certificates() }

    private let folder: TemporaryFolder

    private init() async throws {
        folder = try TemporaryFolder()
        _ = await (try ChildProcess([Peers.root + "/Tests/Peers/make_certificates", folder.path])).rest()
        try #require(readFile(folder.path + "/authority.pin") != nil, "openssl made no certificates")
    }

    var authority: String { folder.path + "/authority.pem" }
    var otherAuthority: String { folder.path + "/other.pem" }

    /// `good`, `stranger`, `expired` or `future`.
    func identity(_ name: String) -> TLSIdentity {
        TLSIdentity(certificateFile: folder.path + "/\(name).pem", keyFile: folder.path + "/\(name).key")
    }

    /// SHA-256 of a public key as openssl computes it: `good`, `authority` or `other`.
    func pin(_ name: String) throws -> [UInt8] {
        let digits = Array(try #require(readFile(folder.path + "/\(name).pin")).prefix(64))
        return try stride(from: 0, to: 64, by: 2).map {
            try #require(UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16))
        }
    }

    private func readFile(_ path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(descriptor, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}
