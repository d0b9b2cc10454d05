/// One request of plain HTTP/1.1, whose answer is read as it comes. Redirects are not followed.
package enum HTTPClient {
    /// Posts `body` and returns when the server has answered with 200; any other status is thrown as `.http`.
    ///
    /// - Parameter limit: For connecting, and again for the head of the answer.
    package static func post(
        _ body: [UInt8], to endpoint: WebSocketEndpoint, headers: [HTTPField], trust: TLSTrust = .system,
        within limit: Duration
    ) async throws(WebSocketError) -> HTTPAnswer {
        let request = try head(endpoint, headers, length: body.count)
        let connection = try await ByteConnection.open(endpoint.route, trust: trust, within: limit)
        try await connection.write(request + body, within: limit)
        let (head, rest) = try await connection.readHead(within: limit)
        guard let status = HTTPStatusLine(head.startLine) else {
            throw .transport(.exchange, "the answer is not HTTP/1.1")
        }
        let answer: HTTPAnswer
        do { answer = try HTTPAnswer(head, rest, connection) } catch { throw .transport(.exchange, error.text) }
        guard status.code == 200 else {
            throw .http(HTTPRefusal(head, status: status, body: await answer.beginning()))
        }
        return answer
    }

    private static func head(
        _ endpoint: WebSocketEndpoint, _ headers: [HTTPField], length: Int
    ) throws(WebSocketError) -> [UInt8] {
        var text = "POST \(endpoint.target) HTTP/1.1\r\nHost: \(endpoint.hostHeader)\r\nConnection: close\r\n"
        text += "Content-Length: \(length)\r\n"
        for field in headers {
            guard field.isWellFormed else { throw .badEndpoint("header \(field.name) cannot be sent") }
            text += field.line
        }
        return Array((text + "\r\n").utf8)
    }
}

/// The body of an answer, read piece by piece. Used by one task.
package struct HTTPAnswer: Sendable {
    private let connection: ByteConnection
    private var reader: HTTPBodyReader
    private var begun: [UInt8]
    /// Whether the server says that the body is JSON.
    package let isJSON: Bool

    init(_ head: HTTPHead, _ rest: [UInt8], _ connection: ByteConnection) throws(HTTPHeadError) {
        reader = try HTTPBodyReader(head)
        begun = rest
        isJSON = head["content-type"]?.lowercased().hasPrefix("application/json") == true
        self.connection = connection
    }

    /// The next bytes of the body; `nil` at its end. Nothing within `limit`, or an end before the end, is an error.
    package mutating func next(within limit: Duration) async throws(WebSocketError) -> [UInt8]? {
        while true {
            if reader.isOver { return nil }
            var bytes = begun
            begun = []
            if bytes.isEmpty {
                bytes = try await connection.read(within: limit)
                if bytes.isEmpty {
                    guard reader.mayEndHere else { throw .transport(.exchange, "the answer broke off") }
                    return nil
                }
            }
            do {
                let body = try reader.take(bytes)
                if !body.isEmpty { return body }
            } catch { throw .transport(.exchange, error.text) }
        }
    }

    /// The beginning of an error's text, as far as it comes soon.
    fileprivate func beginning() async -> [UInt8] {
        var answer = self
        var body: [UInt8] = []
        while body.count < HTTPRefusal.longestBodyPrefix,
            let more = try? await answer.next(within: .milliseconds(500))
        { body += more }
        return body
    }
}
