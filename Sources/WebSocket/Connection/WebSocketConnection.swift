/// An open WebSocket, either role. All functions may be called from any task; `messages` has one reader.
///
/// Letting go of the last reference ends the transport without a closing handshake: call `close` first.
package final class WebSocketConnection: Sendable {
    /// The subprotocol both ends agreed on.
    package let subprotocol: String?
    /// How long each stage of connecting took. All zero for a server's connections but `tls` and `upgrade`.
    package let timings: ConnectTimings
    let core: ConnectionCore

    init(_ core: ConnectionCore, subprotocol: String?, timings: ConnectTimings) {
        self.core = core
        self.subprotocol = subprotocol
        self.timings = timings
    }

    deinit {
        core.abort("the program let go of the connection")
    }

    /// What the peer sends.
    package var messages: WebSocketMessages { WebSocketMessages(connection: self) }

    /// Sends one text message, which must be UTF-8. Waits while the send limit is reached; returns when it is queued.
    package func send(text: [UInt8]) async throws(WebSocketError) {
        try await core.send(.text(text)).get()
    }

    package func send(text: String) async throws(WebSocketError) {
        try await send(text: Array(text.utf8))
    }

    package func send(binary: [UInt8]) async throws(WebSocketError) {
        try await core.send(.binary(binary)).get()
    }

    /// Sends without waiting. False when the send limit is reached and nothing was queued.
    package func trySend(_ message: WebSocketMessage) throws(WebSocketError) -> Bool {
        guard let result = core.trySend(message) else { return false }
        try result.get()
        return true
    }

    /// Bytes accepted for sending that the kernel has not taken.
    package var bufferedBytes: Int { core.bufferedBytes }

    /// Time of the last ping and its pong.
    package var roundTrip: Duration? { core.roundTrip }

    /// Closes and returns how it ended: within the close deadline, whether or not the peer answers. Messages that still
    /// arrive are dropped. Closing twice is harmless.
    @discardableResult
    package func close(code: CloseCode = .normal, reason: String = "") async -> CloseReport {
        core.beginClosing(CloseFrame(code: code, reason: reason))
        return await core.closeReport()
    }

    /// Ends the transport at once, without a closing handshake.
    package func abort() {
        core.abort("aborted by us")
    }

    /// Waits for the end and tells of it.
    package func closeReport() async -> CloseReport {
        await core.closeReport()
    }

    /// How it ended; nil while it is open.
    package var finalReport: CloseReport? { core.report }
}
