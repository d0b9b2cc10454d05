import Synchronization

/// A client that wants to upgrade. Accept or refuse it; if it is let go it is refused with status 503.
package final class IncomingUpgrade: Sendable {
    package let request: UpgradeRequest
    /// Who asks, for logs: address and port, or the user id behind a Unix socket.
    package var peer: String { conversation.stream.descriptor.peer }
    private let conversation: StreamConversation
    private let leftover: [UInt8]
    private let options: WebSocketServerOptions
    private let timings: ConnectTimings
    private let seat: Seat
    private let isAnswered = Mutex(false)

    init(
        _ request: UpgradeRequest, _ conversation: StreamConversation, leftover: [UInt8],
        _ options: WebSocketServerOptions, _ timings: ConnectTimings, _ seat: Seat
    ) {
        self.request = request
        self.conversation = conversation
        self.leftover = leftover
        self.options = options
        self.timings = timings
        self.seat = seat
    }

    deinit {
        guard !isAnswered.withLock({ $0 }) else { return }
        // A best effort on a socket that has room for so little.
        _ = conversation.stream.write(HTTPRefusal(status: 503).response(), from: 0)
        conversation.stream.endWriting()
    }

    /// Upgrades. `realtime` is chosen when the client offers it, unless another subprotocol is named.
    package func accept(
        subprotocol: String? = nil, headers: [HTTPField] = [], connection: ConnectionSettings? = nil
    ) async throws(WebSocketError) -> WebSocketConnection {
        guard claim() else { throw .handshake("the request is already answered") }
        let chosen = subprotocol ?? (request.subprotocols.contains("realtime") ? "realtime" : nil)
        if let chosen, !request.subprotocols.contains(chosen) {
            throw .handshake("subprotocol \(chosen) was not offered")
        }
        let answer = request.acceptance(subprotocol: chosen, fields: headers)
        try await conversation.write(answer, Deadline(.upgrade, within: options.handshakeWithin))
        let seat = seat
        do {
            return try WebSocketConnection.open(
                .server, conversation, leftover: leftover, settings: connection ?? options.connection,
                subprotocol: chosen, timings: timings, transportGone: { seat.leave() })
        } catch {
            throw .transport(.upgrade, error.text)
        }
    }

    /// Answers with a status and ends the connection.
    package func refuse(_ refusal: HTTPRefusal, headers: [HTTPField] = []) async {
        guard claim() else { return }
        await Self.answer(refusal, headers, conversation, options)
        seat.leave()
    }

    private func claim() -> Bool {
        isAnswered.withLock { isAnswered in
            defer { isAnswered = true }
            return !isAnswered
        }
    }

    /// Writes the answer and waits a little for the client to end, so that the answer is not lost to a reset.
    static func answer(
        _ refusal: HTTPRefusal, _ headers: [HTTPField], _ conversation: StreamConversation,
        _ options: WebSocketServerOptions
    ) async {
        let deadline = Deadline(.upgrade, within: min(.seconds(1), options.handshakeWithin))
        do {
            try await conversation.write(refusal.response(fields: headers), deadline)
            conversation.stream.endWriting()
            var drained = 0
            while drained < 64 << 10 {
                let bytes = try await conversation.read(deadline)
                guard !bytes.isEmpty else { return }
                drained += bytes.count
            }
        } catch {
            // The client went away first; there is nobody left to tell.
        }
    }
}
