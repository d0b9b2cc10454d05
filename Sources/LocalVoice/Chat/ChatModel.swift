/// Answers a conversation, piece by piece.
///
/// May be called from any task. Cancelling the consumer gives the answer up.
package protocol ChatModel: Sendable {
    func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatPiece, any Error>
}
