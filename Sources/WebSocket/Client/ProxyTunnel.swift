/// Asks an HTTP proxy for a tunnel (RFC 9110 section 9.3.6).
struct ProxyTunnel: Sendable {
    let proxy: ProxyEndpoint
    let host: String
    let port: UInt16

    func request() throws(WebSocketError) -> [UInt8] {
        let authority = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        var text = "CONNECT \(authority) HTTP/1.1\r\nHost: \(authority)\r\n"
        if let user = proxy.user {
            guard !user.contains(":") else { throw .badEndpoint("proxy user has a colon") }
            let pair = Array("\(user):\(proxy.password?.exposed ?? "")".utf8)
            text += "Proxy-Authorization: Basic \(Base64.encode(pair))\r\n"
        }
        return Array((text + "\r\n").utf8)
    }

    func open(_ conversation: StreamConversation, _ deadline: Deadline) async throws(WebSocketError) {
        try await conversation.write(try request(), deadline)
        let answer: (head: HTTPHead, rest: [UInt8])?
        do {
            answer = try await conversation.readHead(deadline)
        } catch {
            switch error {
            case .stream(let error): throw error
            case .http(let error): throw .proxy(status: 0, reason: error.text)
            }
        }
        guard let answer, let status = HTTPStatusLine(answer.head.startLine) else {
            throw .proxy(status: 0, reason: "no HTTP answer")
        }
        guard (200...299).contains(status.code) else {
            throw .proxy(status: status.code, reason: status.reason)
        }
        guard answer.rest.isEmpty else { throw .proxy(status: status.code, reason: "bytes before the tunnel was used") }
    }
}
