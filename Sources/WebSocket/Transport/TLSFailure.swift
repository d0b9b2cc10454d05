/// Why TLS did not come about.
package struct TLSFailure: Error, Equatable, Sendable {
    package enum Reason: String, Sendable {
        case expired = "certificate has expired"
        case notYetValid = "certificate is not yet valid (is the clock right?)"
        case hostName = "certificate is for another host"
        case unknownAuthority = "certificate authority is not trusted"
        case pin = "no pinned key in the certificate chain"
        /// A file of ours cannot be used.
        case settings = "certificate or key file cannot be used"
        case other = "handshake failed"
    }

    package var reason: Reason
    package var host: String
    /// What OpenSSL says.
    package var detail: String

    package init(reason: Reason, host: String, detail: String = "") {
        self.reason = reason
        self.host = host
        self.detail = detail
    }
}

extension TLSFailure: CustomStringConvertible {
    package var description: String {
        "\(host): \(reason.rawValue)" + (detail.isEmpty ? "" : " (\(detail))")
    }
}
