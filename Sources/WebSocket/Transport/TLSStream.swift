import COpenSSL
import Glibc

/// Bytes through TLS over a socket.
@safe final class TLSStream: ByteStream, @unchecked Sendable {
    /// How far the handshake is.
    enum HandshakeStep {
        case done
        case needs(Interest)
        case failed(TLSFailure)
    }

    let descriptor: SocketDescriptor
    let host: String
    // The handle is not thread-safe; `ByteStream` promises one thread at a time.
    private let handle: OpaquePointer
    /// OpenSSL forbids further calls after a fatal error.
    private var isBroken = false

    private static let socketMethod = unsafe MethodTable(vl_socket_bio_method())

    init(_ context: TLSContext, over descriptor: SocketDescriptor, host: String) throws(TLSFailure) {
        guard let handle = unsafe SSL_new(context.handle) else {
            throw TLSFailure(reason: .other, host: host, detail: "OpenSSL has no memory")
        }
        unsafe self.handle = handle
        self.descriptor = descriptor
        self.host = host
        guard let transport = unsafe vl_socket_bio(Self.socketMethod.pointer, descriptor.number) else {
            throw TLSFailure(reason: .other, host: host, detail: "OpenSSL has no memory")
        }
        unsafe SSL_set_bio(handle, transport, transport)
        unsafe vl_ssl_set_mode(
            handle, Int(SSL_MODE_ENABLE_PARTIAL_WRITE) | Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER))
    }

    deinit {
        unsafe SSL_free(handle)
    }

    func becomeServer() {
        unsafe SSL_set_accept_state(handle)
    }

    /// Makes the handshake fail unless the certificate is for `host`, a name or an address literal.
    func becomeClient() throws(TLSFailure) {
        unsafe SSL_set_connect_state(handle)
        unsafe SSL_set_hostflags(handle, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        guard unsafe SSL_set1_host(handle, host) == 1 else {
            throw TLSFailure(reason: .other, host: host, detail: "bad host name")
        }
        // RFC 6066: no server name for an address literal.
        guard !SocketAddress.isLiteral(host) else { return }
        unsafe vl_ssl_set_tlsext_host_name(handle, host)
    }

    func handshake() -> HandshakeStep {
        OpenSSLError.clear()
        let result = unsafe SSL_do_handshake(handle)
        guard result != 1 else { return .done }
        switch unsafe SSL_get_error(handle, result) {
        case SSL_ERROR_WANT_READ: return .needs(.readable)
        case SSL_ERROR_WANT_WRITE: return .needs(.writable)
        default:
            isBroken = true
            return .failed(failure(systemError: errno))
        }
    }

    func read(into buffer: inout [UInt8]) -> Transfer {
        OpenSSLError.clear()
        var count = 0
        let result = unsafe SSL_read_ex(handle, &buffer, buffer.count, &count)
        return result == 1 ? .bytes(count) : outcome(result)
    }

    func write(_ bytes: [UInt8], from offset: Int) -> Transfer {
        OpenSSLError.clear()
        var count = 0
        let result = unsafe bytes.withUnsafeBytes { all in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: all[offset...])
            return unsafe SSL_write_ex(handle, rest.baseAddress, rest.count, &count)
        }
        return result == 1 ? .bytes(count) : outcome(result)
    }

    func endWriting() {
        if !isBroken {
            OpenSSLError.clear()
            unsafe SSL_shutdown(handle)
        }
        shutdown(descriptor.number, Int32(SHUT_WR))
    }

    private func outcome(_ result: Int32) -> Transfer {
        let systemError = errno
        switch unsafe SSL_get_error(handle, result) {
        // Both can come from either direction: TLS has messages of its own.
        case SSL_ERROR_WANT_READ: return .wouldBlock(.readable)
        case SSL_ERROR_WANT_WRITE: return .wouldBlock(.writable)
        case SSL_ERROR_ZERO_RETURN: return .ended
        case SSL_ERROR_SYSCALL:
            isBroken = true
            return systemError == 0 ? .ended : .failed(SystemError.text(systemError))
        default:
            isBroken = true
            return .failed("TLS: " + OpenSSLError.text())
        }
    }

    // MARK: Judging the peer

    private func failure(systemError: Int32) -> TLSFailure {
        let verdict = Int32(truncatingIfNeeded: unsafe SSL_get_verify_result(handle))
        guard verdict == X509_V_OK else {
            let words = unsafe String(cString: X509_verify_cert_error_string(Int(verdict)))
            return TLSFailure(reason: Self.reason(verdict), host: host, detail: words)
        }
        let text = OpenSSLError.text()
        let detail = text == "no reason given" && systemError != 0 ? SystemError.text(systemError) : text
        return TLSFailure(reason: .other, host: host, detail: detail)
    }

    private static func reason(_ verdict: Int32) -> TLSFailure.Reason {
        switch verdict {
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .hostName
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
            X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_CERT_UNTRUSTED:
            .unknownAuthority
        default: .other
        }
    }

    /// Seconds since 1970: when the first certificate of the chain that was verified ends.
    func chainEnd() -> Int? {
        guard let chain = unsafe SSL_get0_verified_chain(handle) else { return nil }
        let count = unsafe vl_chain_count(chain)
        return (0..<count).compactMap { index in
            var end = unsafe tm()
            guard let certificate = unsafe vl_chain_certificate(chain, index),
                unsafe ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) == 1
            else { return nil }
            return unsafe timegm(&end)
        }.min()
    }

    /// SHA-256 of the public key (SPKI) of each certificate in the chain that was verified.
    func chainKeyDigests() -> [[UInt8]] {
        guard let chain = unsafe SSL_get0_verified_chain(handle) else { return [] }
        let count = unsafe vl_chain_count(chain)
        return (0..<count).compactMap { index in
            guard let certificate = unsafe vl_chain_certificate(chain, index) else { return nil }
            var encoded: UnsafeMutablePointer<UInt8>?
            let count = unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &encoded)
            guard count > 0, let bytes = unsafe encoded else { return nil }
            defer { unsafe CRYPTO_free(bytes, nil, 0) }
            var digest = [UInt8](repeating: 0, count: 32)
            _ = unsafe SHA256(bytes, Int(count), &digest)
            return digest
        }
    }
}

/// OpenSSL's table of functions of our socket BIO. Made once, never changed, never freed.
@safe private final class MethodTable: @unchecked Sendable {
    let pointer: OpaquePointer?

    init(_ pointer: OpaquePointer?) {
        unsafe self.pointer = pointer
    }
}
