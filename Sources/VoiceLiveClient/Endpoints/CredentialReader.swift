import VoiceLiveProtocol
import WebSocket

#if canImport(Glibc)
    import Glibc
#endif

/// Fetches a credential when a connection is made and puts it in a header.
package struct CredentialReader: Sendable {
    private static let longest = 16 * 1_024

    /// Runs a program and gives its output, or throws why not.
    package typealias Runner = @Sendable ([String]) async throws(CredentialError) -> [UInt8]

    private let run: Runner

    package init(run: @escaping Runner) {
        self.run = run
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
        case .file(let path, _): return Secret(try line(Self.read(path), from: path))
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

    private static func read(_ path: String) throws(CredentialError) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: longest + 1)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
        return Array(bytes.prefix(count))
    }

    private static func reason(_ code: Int32) -> String {
        unsafe String(cString: strerror(code))
    }
}
