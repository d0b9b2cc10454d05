import Glibc
import VoiceLiveProtocol
import WebSocket

/// Fetches a credential when a connection is made and puts it in a header.
package struct CredentialReader: Sendable {
    private static let longest = 16 * 1_024

    /// Runs a program and gives its output, or throws why not.
    package typealias Runner = @Sendable ([String]) async throws(CredentialError) -> [UInt8]

    private let run: Runner
    private let owner: UInt32?

    /// - Parameter owner: whose files are taken, besides root's; `nil` for anybody's, for who looks on the daemon's behalf.
    package init(run: @escaping Runner, owner: UInt32? = geteuid()) {
        self.run = run
        self.owner = owner
    }

    func headers(for source: CredentialSource) async throws(CredentialError) -> [HTTPField] {
        guard let secret = try await secret(from: source) else { return [] }
        switch source {
        case .none, .key: return [header(secret.value, .apiKey)]
        case .file(_, let kind), .command(_, let kind): return [header(secret.value, kind)]
        }
    }

    /// As it is, for who puts it elsewhere.
    func secret(from source: CredentialSource) async throws(CredentialError) -> Secret? {
        switch source {
        case .none: return nil
        case .key(let secret): return secret
        case .file(let path, _): return Secret(try line(CredentialFile.read(path, of: owner), from: path))
        case .command(let arguments, _):
            let output = try await run(arguments)
            return Secret(try line(output, from: arguments.first ?? "command"))
        }
    }

    private func header(_ value: String, _ kind: CredentialKind) -> HTTPField {
        switch kind {
        case .apiKey: HTTPField("api-key", secret: SecretString(value))
        case .bearer: HTTPField("Authorization", secret: SecretString("Bearer " + value))
        }
    }

    private func line(_ bytes: [UInt8], from source: String) throws(CredentialError) -> String {
        var text = bytes[...]
        while let last = text.last, last == 10 || last == 13 || last == 32 { text.removeLast() }
        guard !text.isEmpty, text.count <= Self.longest, text.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw .malformed(source: source)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
