/// How long the stages of connecting took.
package struct ConnectTimings: Equatable, Sendable {
    /// Name lookup; zero for literals and Unix sockets.
    package var resolve = Duration.zero
    package var connect = Duration.zero
    /// The proxy's answer to CONNECT; zero without a proxy.
    package var proxy = Duration.zero
    /// Zero without TLS.
    package var tls = Duration.zero
    package var upgrade = Duration.zero

    package var total: Duration { resolve + connect + proxy + tls + upgrade }
}
