import Configuration
import Dispatch
import Glibc
import ServiceSettings
import Synchronization
import VoiceLiveClient
import WebSocket

/// How far a session would get with each endpoint: name, connection, proxy, TLS, the service's answer to the upgrade.
/// Nothing is said to a service that upgrades.
struct NetworkChecks {
    /// For each half of the way: until there is a connection, then TLS and upgrade.
    private static let patience = Duration.seconds(3)

    let endpoints: [EndpointSection]
    let link: LinkSection
    /// Milliseconds.
    let timeout: Int

    /// For a thread that has nothing else to do: it waits.
    func findings() -> [Finding] {
        final class Result: Sendable { let findings = Mutex<[Finding]>([]) }
        let (result, end) = (Result(), DispatchSemaphore(value: 0))
        Task.detached { [self] in
            let found = await all()
            result.findings.withLock { $0 = found }
            end.signal()
        }
        end.wait()
        return result.findings.withLock(\.self)
    }

    /// All at the same time, told in their order.
    private func all() async -> [Finding] {
        await withTaskGroup(of: (Int, [Finding]).self) { group in
            for (index, endpoint) in endpoints.enumerated() {
                group.addTask { (index, await findings(endpoint)) }
            }
            var all: [(Int, [Finding])] = []
            for await found in group { all.append(found) }
            return all.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    func findings(_ endpoint: EndpointSection) async -> [Finding] {
        guard let address = endpoint.address else { return [] }
        if address.isUnixSocket { return [local("network." + endpoint.name, endpoint.url)] }
        let key = EndpointKey(endpoint)
        if endpoint.optional, let trouble = key.trouble {
            return [.skip("network." + endpoint.name, "optional, and left out: \(trouble)")]
        }
        if endpoint.isPlaceholder {
            return [
                .warn(
                    "network." + endpoint.name, "its key is stored, but \(address.host) is a placeholder",
                    fix: "write your resource's url into /etc/voicelived/voicelived.toml")
            ]
        }
        let settings: EndpointSettings
        do { settings = try made(of: endpoint, key) } catch {
            return [
                .fail(
                    "network." + endpoint.name, "\(error)",
                    fix: "correct dialect and api_version of the endpoint; see voicelived.toml(5)")
            ]
        }
        var answers = ServiceAnswers(endpoint: endpoint, address: address, proxy: link.proxy(for: endpoint))
        answers.unreadableKey = key.trouble
        do {
            let probe = try await settings.probe(
                credentials: CredentialReader(run: CredentialCommand.run, owner: getuid() == 0 ? nil : getuid()),
                asksToUpgrade: key.trouble == nil)
            if let error = probe.credentialError { answers.unreadableKey = error.description }
            return answers.findings(probe.connect, now: time(nil))
        } catch {
            return [answers.unreached(error)]
        }
    }

    /// As the daemon makes it, but for the key.
    private func made(of endpoint: EndpointSection, _ key: EndpointKey) throws(EndpointFault) -> EndpointSettings {
        var plain = endpoint
        plain.authentication = .none
        var settings = try EndpointSettings(
            plain, link: link, transcription: TranscriptionSection(), credentials: Credentials(directory: nil))
        settings.credential = key.source
        settings.proxy = ProxyEndpoint(endpoint, link: link, login: CredentialStore.readable(Credentials.proxyName))
        let patience = min(Self.patience, .milliseconds(timeout))
        settings.deadlines.connect = min(settings.deadlines.connect, patience)
        settings.deadlines.handshake = min(settings.deadlines.handshake, patience)
        return settings
    }

    private func local(_ id: String, _ url: String) -> Finding {
        let path = url.split(separator: ":", maxSplits: 1).last.map(String.init) ?? url
        if unsafe access(path, F_OK) == 0 { return .ok(id, "its socket \(path) is there") }
        return .fail(id, "there is no server at \(path)", fix: "systemctl enable --now voicelive-local.socket")
    }
}

/// The key that an endpoint shows, where whoever asks can read it.
private struct EndpointKey {
    var source = CredentialSource.none
    /// Why it cannot be read.
    var trouble: String?

    init(_ endpoint: EndpointSection) {
        let kind: CredentialKind = endpoint.authentication == .bearer ? .bearer : .apiKey
        if endpoint.authentication == .none { return }
        if !endpoint.credentialCommand.isEmpty {
            trouble = "its key comes from credential_command, which only the daemon runs"
        } else if !endpoint.credentialFile.isEmpty {
            source = .file(path: endpoint.credentialFile, kind)
        } else if !endpoint.credential.isEmpty {
            guard let source = CredentialStore.source(endpoint.credential, kind) else {
                trouble =
                    getuid() == 0
                    ? "no key \"\(endpoint.credential)\" is stored"
                    : "only root can read the key \"\(endpoint.credential)\": run doctor as root"
                return
            }
            self.source = source
        }
    }
}
