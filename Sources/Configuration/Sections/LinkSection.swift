/// The way to the service.
package struct LinkSection: SettingSection {
    package var proxy = ""
    package var noProxy: [String] = []
    package var connectTimeout = Duration.seconds(10)
    package var pingInterval = Duration.seconds(20)
    package var pongTimeout = Duration.seconds(10)
    package var retryFirst = Duration.milliseconds(500)
    package var retryMax = Duration.seconds(60)
    package var gapBuffer = Duration.seconds(30)
    package var fallbackAfter = Duration.seconds(2)
    package var returnAfter = Duration.seconds(30)
    package var renewBefore = Duration.seconds(120)
    package var maxMessage = ByteSize.mebibytes(16)

    package init() {}

    package static let path = "link"
    package static let about = "The way to the service: proxy, deadlines, retries, fallback."

    package static let keys: [SettingKey<LinkSection>] = [
        SettingKey(
            "proxy", \.proxy, .proxyURL, .nextSession,
            "HTTP proxy for all endpoints, asked with CONNECT. Empty: none. user:password is the credential voicelived.proxy."
        ),
        SettingKey(
            "no_proxy", \.noProxy, .list(of: .text(upTo: 256)), .nextSession,
            "Hosts, or endings such as .example.com, that are reached without the proxy."),
        SettingKey(
            "connect_timeout", \.connectTimeout, .duration(.milliseconds(500)...(.seconds(120))), .nextSession,
            "Longest time for name, TCP, TLS and upgrade together."),
        SettingKey(
            "ping_interval", \.pingInterval, .duration(.seconds(1)...(.seconds(600))), .nextSession,
            "How often an idle connection is tried. A socket on this machine: once a second at least."),
        SettingKey(
            "pong_timeout", \.pongTimeout, .duration(.milliseconds(500)...(.seconds(120))), .nextSession,
            "No answer for this long: the connection is dead. A socket on this machine: after a second at most."),
        SettingKey(
            "retry.first", \.retryFirst, .duration(.milliseconds(100)...(.seconds(60))), .live,
            "Wait before the second attempt; doubled each time, with jitter."),
        SettingKey(
            "retry.max", \.retryMax, .duration(.seconds(1)...(.seconds(3600))), .live, "The longest wait."),
        SettingKey(
            "gap_buffer", \.gapBuffer, .duration(.zero...(.seconds(120))), .live,
            "Speech that is kept while the connection is away, and sent when it is back."),
        SettingKey(
            "fallback_after", \.fallbackAfter, .duration(.milliseconds(500)...(.seconds(600))), .live,
            "Without connection for this long in a session: the next endpoint takes over."),
        SettingKey(
            "return_after", \.returnAfter, .duration(.seconds(5)...(.seconds(86400))), .live,
            "How often the preferred endpoint is tried while another one serves."),
        SettingKey(
            "renew_before", \.renewBefore, .duration(.seconds(5)...(.seconds(1800))), .live,
            "How long before the service ends a session a quiet moment is looked for to renew it."),
        SettingKey(
            "max_message", \.maxMessage, .size(ByteSize(bytes: 65536)...(.mebibytes(64))), .nextSession,
            "The largest message taken from a service."),
    ]
}

extension LinkSection {
    /// The proxy in front of an endpoint: its own, else the link's unless the host is excepted. A socket or an address of
    /// this machine needs none.
    package func proxy(for section: EndpointSection) -> ServiceURL? {
        guard let address = section.address, !address.isUnixSocket, !address.isLoopback else { return nil }
        if !section.proxy.isEmpty { return ServiceURL(section.proxy) }
        let isExcepted = noProxy.contains { Self.matches(address.host, $0.lowercased()) }
        return isExcepted || proxy.isEmpty ? nil : ServiceURL(proxy)
    }

    /// `.example.com` is the domain and all that is in it; `*` is everything.
    private static func matches(_ host: String, _ exception: String) -> Bool {
        exception == "*" || host == exception
            || exception.hasPrefix(".") && (host.hasSuffix(exception) || host == exception.dropFirst())
    }
}
