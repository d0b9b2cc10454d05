/// A connection whose bytes belong to another protocol than WebSocket: plain HTTP, or an engine's own.
///
/// One task reads and one writes at a time. It is closed when the last reference goes, or by `end`.
package final class ByteConnection: Sendable {
    private let conversation: StreamConversation

    private init(_ conversation: StreamConversation) {
        self.conversation = conversation
    }

    /// Connects, with TLS where the route says so; all of it within `limit`.
    package static func open(
        _ route: WebSocketEndpoint.Route, trust: TLSTrust = .system, within limit: Duration,
        loop: EventLoop = .shared
    ) async throws(WebSocketError) -> ByteConnection {
        let deadline = Deadline(.connect, within: limit)
        let dialer = Dialer(loop: loop, patience: limit)
        switch route {
        case .unix(let path):
            let stream = PlainStream(try await dialer.unix(path, deadline))
            return ByteConnection(StreamConversation(stream: stream, loop: loop))
        case .tcp(let host, let port, let isEncrypted):
            let addresses = try await Resolver.addresses(host, port: port, loop, deadline.entering(.resolve))
            let descriptor = try await dialer.tcp(addresses, deadline)
            guard isEncrypted else {
                return ByteConnection(StreamConversation(stream: PlainStream(descriptor), loop: loop))
            }
            let stream = try secure(descriptor, host, trust)
            try await StreamConversation.handshake(stream, loop, deadline.entering(.tls))
            return ByteConnection(StreamConversation(stream: stream, loop: loop))
        }
    }

    private static func secure(
        _ descriptor: SocketDescriptor, _ host: String, _ trust: TLSTrust
    ) throws(WebSocketError) -> TLSStream {
        do throws(TLSFailure) {
            let stream = try TLSStream(try TLSContext.client(trust), over: descriptor, host: host)
            try stream.becomeClient()
            return stream
        } catch {
            throw .tls(error)
        }
    }

    package func write(_ bytes: [UInt8], within limit: Duration) async throws(WebSocketError) {
        try await conversation.write(bytes, Deadline(.exchange, within: limit))
    }

    /// Some bytes; none when the peer ended its direction.
    package func read(within limit: Duration) async throws(WebSocketError) -> [UInt8] {
        try await conversation.read(Deadline(.exchange, within: limit))
    }

    /// Tells the peer that nothing more comes.
    package func end() { conversation.stream.endWriting() }

    /// The head of an HTTP answer and the bytes behind it.
    func readHead(within limit: Duration) async throws(WebSocketError) -> (head: HTTPHead, rest: [UInt8]) {
        let found: (head: HTTPHead, rest: [UInt8])?
        do {
            found = try await conversation.readHead(Deadline(.exchange, within: limit))
        } catch {
            switch error {
            case .stream(let error): throw error
            case .http(let error): throw .transport(.exchange, error.text)
            }
        }
        guard let found else { throw .transport(.exchange, "the server ended the stream without an answer") }
        return found
    }
}
