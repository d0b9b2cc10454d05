import Testing

@testable import WebSocket

#if canImport(Glibc)
    import Glibc
#endif

/// A program may end while its threads still talk.
@Suite struct OpenSSLStartTests {
    @Test func openSSLStillWorksWhenTheProgramEnds() async {
        await #expect(processExitsWith: .exitCode(7)) {
            // What is asked for first happens last: OpenSSL's own end, if there were one, comes before.
            atexit {
                let context = try? TLSContext.client(.loopbackWithoutCheck)
                _exit(context == nil ? 1 : 7)
            }
            _ = UpgradeKey(nonce: Randomness.bytes(16)).accept
            exit(0)
        }
    }
}
