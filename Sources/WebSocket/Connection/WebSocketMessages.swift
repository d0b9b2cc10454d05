/// The messages of a connection, in order, for one reader. Ends when the connection does; `closeReport()` then says why.
///
/// Who stops reading stops the peer: at most the connection's receive limit waits here, the rest stays in TCP.
package struct WebSocketMessages: AsyncSequence, Sendable {
    package typealias Element = WebSocketMessage
    package typealias Failure = Never

    let connection: WebSocketConnection

    package func makeAsyncIterator() -> Iterator {
        Iterator(connection: connection)
    }

    package struct Iterator: AsyncIteratorProtocol {
        let connection: WebSocketConnection

        package mutating func next() async -> WebSocketMessage? {
            await connection.core.nextMessage()
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async -> WebSocketMessage? {
            await connection.core.nextMessage()
        }
    }
}
