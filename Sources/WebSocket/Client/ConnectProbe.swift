/// How far a try to connect came.
package struct ConnectProbe: Sendable {
    /// Why it went no further; `nil` when it came to where it was to end.
    package var failure: WebSocketError?
    /// Of the stages that were passed.
    package var timings: ConnectTimings
    /// Seconds since 1970: when the first certificate of the chain that was verified ends. `nil` where nobody was
    /// verified.
    package var certificatesEnd: Int?
    /// Whether TLS came about, with a pinned key where one is asked for.
    package var isSecured: Bool

    package init(
        failure: WebSocketError?, timings: ConnectTimings = ConnectTimings(), certificatesEnd: Int? = nil,
        isSecured: Bool = false
    ) {
        self.failure = failure
        self.timings = timings
        self.certificatesEnd = certificatesEnd
        self.isSecured = isSecured
    }
}
