/// A language model that is not asked while it rests after a failure. The dialogue files answer meanwhile.
package struct SteadyChat: ChatModel {
    private let model: any ChatModel
    private let health: EngineHealth

    /// The model failed lately and is not asked yet.
    package struct Resting: Error, Equatable, CustomStringConvertible {
        package var description: String { "it failed a moment ago" }
    }

    package init(_ model: any ChatModel, health: EngineHealth) {
        self.model = model
        self.health = health
    }

    package func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatPiece, any Error> {
        guard health.mayAsk else { return AsyncThrowingStream { $0.finish(throwing: Resting()) } }
        let pieces = model.answer(request)
        return AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    for try await piece in pieces { continuation.yield(piece) }
                    // An answer that nobody wants any more says nothing about the model.
                    if !Task.isCancelled { health.succeeded() }
                    continuation.finish()
                } catch {
                    if !Task.isCancelled { health.failed("\(error)") }
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }
}
