package import WebSocket

/// One try to reach a service the way a session would, for whoever asks how far that gets. Nothing is said to it.
package struct ServiceProbe: Sendable {
    /// Why the service was not asked to upgrade: its key cannot be read.
    package var credentialError: CredentialError?
    package var connect: ConnectProbe
}

extension EndpointSettings {
    /// Asks for the upgrade where the credential can be read, and else ends before it: a request without a key would
    /// only be counted against the box.
    package func probe(
        credentials: CredentialReader, asksToUpgrade: Bool = true
    ) async throws(WebSocketError) -> ServiceProbe {
        let (address, own) = try webSocket()
        var headers = own
        var options = connectOptions
        var credentialError: CredentialError?
        if asksToUpgrade {
            do { headers += try await credentials.headers(for: credential) } catch { credentialError = error }
        }
        options.headers = headers
        return ServiceProbe(
            credentialError: credentialError,
            connect: await WebSocketClient.probe(
                address, options: options, asksToUpgrade: asksToUpgrade && credentialError == nil))
    }
}
