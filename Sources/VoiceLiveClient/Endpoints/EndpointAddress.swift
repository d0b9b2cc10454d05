import VoiceLiveProtocol
import WebSocket

extension EndpointSettings {
    /// Where to connect, and what to say there besides the credential.
    func webSocket() throws(WebSocketError) -> (endpoint: WebSocketEndpoint, headers: [HTTPField]) {
        let address: ServiceAddress
        do { address = try service.address() } catch { throw .badEndpoint(error.description) }
        let own = Set(headers.map { $0.name.lowercased() })
        let headers =
            address.headers.filter { !own.contains($0.name.lowercased()) }.map { HTTPField($0.name, $0.value) }
            + headers
        switch address.destination {
        case .unix(let path):
            return (WebSocketEndpoint(route: .unix(path: path), target: address.target), headers)
        case .tcp(let host, let port):
            guard address.isSecure || Self.isThisMachine(host) else {
                throw .badEndpoint("ws:// is for this machine only: use wss:// for \(host)")
            }
            let route = WebSocketEndpoint.Route.tcp(host: host, port: port, isEncrypted: address.isSecure)
            return (WebSocketEndpoint(route: route, target: address.target), headers)
        }
    }

    /// Whom to trust on the way, what stands in it, and how long it may take.
    var connectOptions: WebSocketClientOptions {
        var options = WebSocketClientOptions()
        options.trust = trust
        options.pins = pins
        options.proxy = proxy
        options.connectWithin = deadlines.connect
        options.handshakeWithin = deadlines.handshake
        return options
    }

    private static func isThisMachine(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.wholeMatch(of: /127(\.[0-9]{1,3}){3}/) != nil
    }
}
