import Configuration
import Glibc
import VoiceLiveClient
import VoiceLiveProtocol
import WebSocket

/// Where the service manager put the keys. Read at the start and at each session: nothing is kept.
package struct Credentials: Sendable {
    /// $CREDENTIALS_DIRECTORY, if the service manager gave one.
    package let directory: String?

    package init(directory: String?) { self.directory = directory }

    func source(for section: EndpointSection) throws(EndpointFault) -> CredentialSource {
        let kind: CredentialKind = section.authentication == .bearer ? .bearer : .apiKey
        if section.authentication == .none { return .none }
        if !section.credentialCommand.isEmpty { return .command(section.credentialCommand, kind) }
        if !section.credentialFile.isEmpty {
            if section.optional, unsafe access(section.credentialFile, F_OK) != 0 {
                throw .credentialMissing(endpoint: section.name, name: section.credentialFile)
            }
            return .file(path: try safe(section.credentialFile, section), kind)
        }
        guard !section.credential.isEmpty else { return .none }
        guard let path = path(of: section.credential) else {
            throw .credentialMissing(endpoint: section.name, name: section.credential)
        }
        return .file(path: try safe(path, section), kind)
    }

    /// A file that is not there yet may come; one that others can read is told before anybody talks.
    private func safe(_ path: String, _ section: EndpointSection) throws(EndpointFault) -> String {
        if let fault = CredentialFile.fault(path) { throw .credentialUnsafe(endpoint: section.name, fault) }
        return path
    }

    /// What was stored under this name. When there is nothing, whoever reads it says so.
    func stored(_ name: String) -> CredentialSource {
        .file(path: path(of: name) ?? "\(directory ?? "$CREDENTIALS_DIRECTORY")/\(name)", .bearer)
    }

    /// `user:password` for the proxy, if the admin stored it under this name.
    package static let proxyName = "voicelived.proxy"

    func proxyLogin(for section: EndpointSection) throws(EndpointFault) -> SecretString? {
        guard let path = path(of: Self.proxyName),
            case .file(let bytes, _, _) = LinuxFiles().read(try safe(path, section))
        else { return nil }
        let text = String(decoding: bytes.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
        return text.nonEmpty.map { SecretString($0) }
    }

    /// Encrypted under the name itself, or in plain text under the name with ".plain".
    private func path(of name: String) -> String? {
        guard let directory else { return nil }
        return [name, name + ".plain"].map { directory + "/" + $0 }.first { unsafe access($0, R_OK) == 0 }
    }
}
