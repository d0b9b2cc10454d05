import Testing

@testable import WebSocket

/// Both halves of the upgrade. The key and its answer are the example of RFC 6455 section 1.3.
@Suite struct UpgradeTests {
    private let key = UpgradeKey(nonce: Array("the sample nonce".utf8))

    private func client(_ subprotocols: [String] = [], _ fields: [HTTPField] = []) -> ClientUpgrade {
        ClientUpgrade(target: "/v?model=m", host: "h", key: key, subprotocols: subprotocols, fields: fields)
    }

    private func head(_ bytes: [UInt8]) throws -> HTTPHead {
        var reader = HTTPHeadReader()
        return try #require(try reader.take(bytes)).head
    }

    /// What a server says to a request with one line changed; nil when it takes it.
    private func fault(_ line: String, becomes other: String) throws -> UpgradeFault? {
        let text = String(decoding: try client().request(), as: UTF8.self)
        let changed = text.split(separator: "\r\n", omittingEmptySubsequences: false).map {
            $0.hasPrefix(line) ? other : String($0)
        }
        let bytes = Array(changed.filter { $0 != "-" }.joined(separator: "\r\n").utf8)
        do throws(UpgradeFault) {
            let head: HTTPHead
            do { head = try self.head(bytes) } catch { return UpgradeFault(0, "\(error)") }
            _ = try UpgradeRequest(head)
            return nil
        } catch {
            return error
        }
    }

    @Test func theAnswerToAKeyIsThatOfTheStandard() {
        #expect(key.text == "dGhlIHNhbXBsZSBub25jZQ==")
        #expect(key.accept == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test func aRequestReachesTheServerWhole() throws {
        let fields = [HTTPField("api-key", secret: SecretString("k")), HTTPField("User-Agent", "v")]
        let request = try UpgradeRequest(try head(try client(["a", "realtime"], fields).request()))
        #expect(request.path == "/v")
        #expect(request.query == "model=m")
        #expect(request.subprotocols == ["a", "realtime"])
        #expect(request[header: "api-key"] == "k")
        #expect(request[header: "host"] == "h")
        let answer = try head(request.acceptance(subprotocol: "realtime", fields: [HTTPField("X", "y")]))
        #expect(answer["x"] == "y")
        #expect(try client(["a", "realtime"]).check(answer) == "realtime")
    }

    @Test(arguments: [
        ("GET", "POST / HTTP/1.1", 405), ("GET", "GET / HTTP/1.0", 505), ("GET", "GET http://h/ HTTP/1.1", 400),
        ("GET", "GET /a b HTTP/1.1", 400), ("Host", "-", 400), ("Upgrade", "Upgrade: h2c", 426),
        ("Connection", "-", 426),
        ("Sec-WebSocket-Version", "Sec-WebSocket-Version: 8", 426), ("Sec-WebSocket-Key", "-", 400),
        ("Sec-WebSocket-Key", "Sec-WebSocket-Key: c2hvcnQ=", 400),
        ("Sec-WebSocket-Key", "Sec-WebSocket-Key: dGhlIHNhbXBs!SBub25jZQ==", 400),
    ])
    func aWrongRequestGetsItsStatus(_ line: String, _ other: String, _ status: Int) throws {
        #expect(try fault(line, becomes: other)?.status == status)
    }

    @Test func theRequestItselfIsNotWrong() throws {
        #expect(try fault("GET", becomes: "GET /v HTTP/1.1") == nil)
    }

    @Test(arguments: [
        "Sec-WebSocket-Accept: AAAA", "Upgrade: websocket\r\nConnection: Upgrade",
        "Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "Upgrade: websocket\r\nConnection: close\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: b",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Extensions: x",
    ])
    func aWrongAnswerIsRefused(_ fields: String) throws {
        let answer = try head(Array("HTTP/1.1 101 S\r\n\(fields)\r\n\r\n".utf8))
        #expect(throws: WebSocketError.self) { try client(["a"]).check(answer) }
    }

    @Test(arguments: [
        HTTPField("X", "a\r\nInjected: b"), HTTPField("X Y", "z"), HTTPField("Host", "other"),
        HTTPField("UPGRADE", "h2c"),
        HTTPField("X", String(repeating: "a", count: 17000)),
    ])
    func aHeaderThatCannotBeSentIsRefusedWithoutItsValue(_ field: HTTPField) {
        do throws(WebSocketError) {
            _ = try client([], [field]).request()
            Issue.record("accepted")
        } catch {
            #expect(!"\(error)".contains(field.value.exposed))
        }
    }

    @Test func aRefusalIsReadAsItWasWritten() throws {
        let refusal = HTTPRefusal(
            status: 429, reason: "Too Many Requests", retryAfter: .seconds(3), bodyPrefix: "slow down")
        var reader = HTTPHeadReader()
        let (head, body) = try #require(try reader.take(refusal.response()))
        let status = try #require(HTTPStatusLine(head.startLine))
        #expect(HTTPRefusal(head, status: status, body: body) == refusal)
    }

    /// Some services name the key that they refuse.
    @Test(arguments: [
        ("no key-4711 here", "no (secret) here"), ("key-4711 is not key-4711", "(secret) is not (secret)"),
        ("cut: key-47", "cut: (secret)"), ("cut: key", "cut: key"), ("nothing", "nothing"),
    ]) func aRefusalDoesNotRepeatTheKey(body: String, shown: String) {
        let refusal = HTTPRefusal(status: 401, reason: body, bodyPrefix: body)
        for value in ["key-4711", "Bearer key-4711"] {
            let hiding = refusal.hiding([HTTPField("K", secret: SecretString(value)), HTTPField("X", "nothing")])
            #expect(hiding.bodyPrefix == shown)
            #expect(!hiding.reason.contains("key-4711"))
        }
    }

    @Test func aTunnelIsAskedForWithCredentials() throws {
        let proxy = ProxyEndpoint(host: "p", port: 3128, user: "Aladdin", password: SecretString("open sesame"))
        let request = try ProxyTunnel(proxy: proxy, host: "::1", port: 443).request()
        let text =
            "CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nProxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n"
        #expect(String(decoding: request, as: UTF8.self) == text)
    }
}
