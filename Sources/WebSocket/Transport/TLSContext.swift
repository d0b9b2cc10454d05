import COpenSSL

/// Whom a client trusts.
package enum TLSTrust: Equatable, Sendable {
    /// The system's certificate authorities.
    case system
    /// Only the authorities in this PEM file.
    case file(String)
    /// Nobody is checked. Refused unless the host is this machine.
    case loopbackWithoutCheck
}

/// A server's certificate chain and key, as PEM files.
package struct TLSIdentity: Equatable, Sendable {
    package var certificateFile: String
    package var keyFile: String

    package init(certificateFile: String, keyFile: String) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}

/// Settings that many TLS streams share.
@safe final class TLSContext: @unchecked Sendable {
    // Set up in `init` and only read afterwards; OpenSSL counts references with atomics.
    let handle: OpaquePointer

    private init(_ method: OpaquePointer?) throws(TLSFailure) {
        OpenSSLStart.withoutAnEnd
        guard let handle = unsafe SSL_CTX_new(method) else { throw Self.failure("OpenSSL has no memory") }
        unsafe self.handle = handle
        unsafe vl_ssl_ctx_set_min_proto_version(handle, TLS1_2_VERSION)
        // One system call fetches a record's header and body.
        unsafe vl_ssl_ctx_set_read_ahead(handle)
    }

    deinit {
        unsafe SSL_CTX_free(handle)
    }

    static func client(_ trust: TLSTrust) throws(TLSFailure) -> TLSContext {
        let context = try unsafe TLSContext(TLS_client_method())
        switch trust {
        case .system:
            unsafe SSL_CTX_set_default_verify_paths(context.handle)
        case .file(let path):
            OpenSSLError.clear()
            guard unsafe SSL_CTX_load_verify_locations(context.handle, path, nil) == 1 else {
                throw failure("\(path): \(OpenSSLError.text())")
            }
        case .loopbackWithoutCheck:
            return context
        }
        unsafe SSL_CTX_set_verify(context.handle, SSL_VERIFY_PEER, nil)
        return context
    }

    static func server(_ identity: TLSIdentity) throws(TLSFailure) -> TLSContext {
        let context = try unsafe TLSContext(TLS_server_method())
        OpenSSLError.clear()
        guard unsafe SSL_CTX_use_certificate_chain_file(context.handle, identity.certificateFile) == 1 else {
            throw failure("\(identity.certificateFile): \(OpenSSLError.text())")
        }
        guard unsafe SSL_CTX_use_PrivateKey_file(context.handle, identity.keyFile, SSL_FILETYPE_PEM) == 1,
            unsafe SSL_CTX_check_private_key(context.handle) == 1
        else { throw failure("\(identity.keyFile): \(OpenSSLError.text())") }
        return context
    }

    private static func failure(_ detail: String) -> TLSFailure {
        TLSFailure(reason: .settings, host: "here", detail: detail)
    }
}

/// OpenSSL's per-thread queue of errors.
enum OpenSSLError {
    static func clear() {
        ERR_clear_error()
    }

    /// The oldest error in words; takes it off the queue.
    static func text() -> String {
        let code = ERR_get_error()
        guard code != 0, let words = unsafe ERR_reason_error_string(code) else { return "no reason given" }
        return unsafe String(cString: words)
    }
}
