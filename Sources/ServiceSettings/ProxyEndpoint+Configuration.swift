package import Configuration
package import WebSocket

extension ProxyEndpoint {
    /// The proxy in front of an endpoint.
    /// - Parameter login: `user:password`, or the user alone.
    package init?(_ section: EndpointSection, link: LinkSection, login: SecretString?) {
        guard let proxy = link.proxy(for: section), let port = proxy.port.flatMap(UInt16.init(exactly:)) else {
            return nil
        }
        let parts = login?.exposed.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) ?? []
        self.init(
            host: proxy.host, port: port, user: parts.first.map(String.init),
            password: parts.count > 1 ? SecretString(String(parts[1])) : nil)
    }
}
