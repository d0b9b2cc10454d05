import Testing
import WebSocket

@Suite struct WebSocketEndpointTests {
    @Test(
        arguments: [
            (
                "wss://voice.example/voice-live/realtime?model=m&x=%20", "voice.example", 443, true,
                "/voice-live/realtime?model=m&x=%20"
            ),
            ("ws://voice.example:8080", "voice.example", 8080, false, "/"),
            ("ws://10.0.0.1?q", "10.0.0.1", 80, false, "/?q"),
            ("wss://[::1]:9/a", "::1", 9, true, "/a"), ("wss://[fe80::1]", "fe80::1", 443, true, "/"),
        ] as [(String, String, UInt16, Bool, String)])
    func tcpURLs(_ url: String, _ host: String, _ port: UInt16, _ isEncrypted: Bool, _ target: String) throws {
        let endpoint = try WebSocketEndpoint(parsing: url)
        #expect(
            endpoint == WebSocketEndpoint(route: .tcp(host: host, port: port, isEncrypted: isEncrypted), target: target)
        )
    }

    @Test(arguments: [
        ("ws+unix:/run/voicelived/local.sock", "/run/voicelived/local.sock", "/"),
        ("ws+unix:///run/s", "/run/s", "/"), ("ws+unix:/run/s:/realtime?model=m", "/run/s", "/realtime?model=m"),
    ])
    func unixURLs(_ url: String, _ path: String, _ target: String) throws {
        #expect(try WebSocketEndpoint(parsing: url) == WebSocketEndpoint(route: .unix(path: path), target: target))
    }

    @Test(arguments: [
        "http://x", "wss://", "wss:///path", "wss://user:secret@host/", "wss://host:0/", "wss://host:65536/",
        "wss://host:x/",
        "wss://host/#f", "wss://host/a b", "wss://hüst/", "wss://[::1", "wss://[::1]x", "ws+unix:relative",
        "ws+unix:/s:x",
        "ws+unix:/" + String(repeating: "a", count: 107), "wss://host/\r\nX: y", "",
    ])
    func wrongURLsAreRefused(_ url: String) {
        #expect(throws: WebSocketError.self) { try WebSocketEndpoint(parsing: url) }
    }

    @Test func aRefusalDoesNotRepeatCredentials() {
        do throws(WebSocketError) {
            _ = try WebSocketEndpoint(parsing: "wss://user:secret@host/")
            Issue.record("accepted")
        } catch {
            #expect(!"\(error)".contains("secret"))
        }
    }
}
