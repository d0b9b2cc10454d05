import Configuration
import WebSocket

extension ProxyEndpoint {
    /// The proxy in front of an endpoint: its own, else the link's unless the host is excepted. A socket or an address of
    /// this machine needs none.
    /// - Parameter login: `user:password`, or the user alone.
    init?(_ section: EndpointSection, link: LinkSection, login: SecretString?) {
        guard let address = section.address, !address.isUnixSocket, !address.isLoopback else { return nil }
        let isExcepted = link.noProxy.contains { Self.matches(address.host, $0.lowercased()) }
        let text = section.proxy.nonEmpty ?? (isExcepted ? nil : link.proxy.nonEmpty)
        guard let proxy = text.flatMap(ServiceURL.init), let port = proxy.port.flatMap(UInt16.init(exactly:)) else {
            return nil
        }
        let parts = login?.exposed.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) ?? []
        self.init(
            host: proxy.host, port: port, user: parts.first.map(String.init),
            password: parts.count > 1 ? SecretString(String(parts[1])) : nil)
    }

    /// `.example.com` is the domain and all that is in it; `*` is everything.
    private static func matches(_ host: String, _ exception: String) -> Bool {
        exception == "*" || host == exception
            || exception.hasPrefix(".") && (host.hasSuffix(exception) || host == exception.dropFirst())
    }
}
