import COpenSSL

/// OpenSSL's beginning, which decides about its end.
enum OpenSSLStart {
    /// To be touched before OpenSSL is used.
    ///
    /// By itself OpenSSL takes everything down in `exit()`, under the feet of the threads that still use it: a program
    /// that ends with a connection open would crash on its way out. The kernel takes the memory back as well.
    static let withoutAnEnd: Void = {
        _ = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
    }()
}
