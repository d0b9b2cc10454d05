import Testing

@testable import WebSocket

/// A client that says what it likes.
struct RawClient {
    private let conversation: StreamConversation

    init(_ endpoint: WebSocketEndpoint) async throws {
        guard case .tcp(let host, let port, _) = endpoint.route else { throw WebSocketError.badEndpoint("not TCP") }
        let dialer = Dialer(loop: .shared, patience: .seconds(5))
        let deadline = Deadline(.connect, within: .seconds(5))
        let addresses = try await Resolver.addresses(host, port: port, .shared, deadline)
        conversation = StreamConversation(stream: PlainStream(try await dialer.tcp(addresses, deadline)), loop: .shared)
    }

    func say(_ text: String) async throws {
        try await conversation.write(Array(text.utf8), Deadline(.upgrade, within: .seconds(5)))
    }

    /// All that comes until the server ends the stream.
    func rest() async throws -> String {
        var all: [UInt8] = []
        while true {
            let more = try await conversation.read(Deadline(.upgrade, within: .seconds(5)))
            guard !more.isEmpty else { return String(decoding: all, as: UTF8.self) }
            all += more
        }
    }
}
