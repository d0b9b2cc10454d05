import Testing

@testable import Configuration

@Suite("Addresses of services")
struct ServiceURLTests {
    @Test func partsAreFound() throws {
        let url = try #require(ServiceURL("wss://Example.COM:8443/voice-live/realtime?x=1"))
        #expect(url.scheme == "wss" && url.host == "example.com" && url.port == 8443)
        #expect(url.path == "/voice-live/realtime?x=1" && url.isEncrypted && !url.isLoopback)
        let plain = try #require(ServiceURL("ws://[::1]:80"))
        #expect(plain.host == "::1" && plain.port == 80 && plain.isLoopback && plain.path.isEmpty)
        let socket = try #require(ServiceURL("ws+unix:/run/x.sock"))
        #expect(socket.isUnixSocket && socket.path == "/run/x.sock" && !socket.isLoopback)
        #expect(ServiceURL("ws+unix:///run/x.sock")?.path == "/run/x.sock")
    }

    @Test(arguments: ["", "x", "wss:", "wss://", "wss:///x", "wss://:80/x", "wss://a:0", "wss://a:b", "wss://a:65536/"])
    func whatIsNoURLIsNone(text: String) {
        #expect(ServiceURL(text) == nil)
    }

    @Test(arguments: [
        "ws://127.0.0.1.evil.example/x", "ws://localhost.evil.example/x", "ws://2130706433/x",
    ])
    func looksLikeThisMachineButIsNot(text: String) {
        let host = ServiceURL(text)?.host ?? ""
        let result = LoadResult("[[endpoint]]\nname = \"a\"\nurl = \"\(text)\"\n")
        #expect(result.effective == nil, "\(host) was taken for this machine")
    }
}
