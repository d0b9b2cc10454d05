import VoiceLiveProtocol
package import WebSocket

/// A language model behind an OpenAI-compatible chat completions endpoint: Ollama, llama.cpp, vLLM and others.
package struct ChatEndpoint: ChatModel {
    private let endpoint: WebSocketEndpoint
    private let model: String
    private let key: SecretString?
    /// How long it may take to connect, to answer, and from one piece of the answer to the next.
    private let patience: Duration
    private let trust: TLSTrust

    /// - Parameter url: Such as "http://127.0.0.1:11434/v1".
    package init(
        url: String, model: String, key: SecretString?, patience: Duration, trust: TLSTrust = .system
    ) throws(WebSocketError) {
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw .badEndpoint("URL must begin with http:// or https://")
        }
        var base = url
        while base.hasSuffix("/") { base.removeLast() }
        // The parser of WebSocket addresses takes the rest as it is.
        endpoint = try WebSocketEndpoint(parsing: "ws" + base.dropFirst(4) + "/chat/completions")
        self.model = model
        self.key = key
        self.patience = patience
        self.trust = trust
    }

    package func answer(_ request: ChatRequest) -> AsyncThrowingStream<ChatPiece, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: ChatPiece.self, throwing: (any Error).self, bufferingPolicy: .unbounded)
        let task = Task {
            do {
                try await read(request) { continuation.yield($0) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private func read(_ request: ChatRequest, _ deliver: (ChatPiece) -> Void) async throws {
        var headers = [
            HTTPField("Content-Type", "application/json"), HTTPField("Accept", "text/event-stream"),
        ]
        if let key { headers.append(HTTPField("Authorization", secret: SecretString("Bearer " + key.exposed))) }
        var body = try await post(request.body(model: model), headers)
        var events: any ChatFraming = body.isJSON ? WholeAnswer() : EventStreamReader()
        var answer = ChatAnswer(tools: request.tools.map(\.name))
        // Comments and empty pieces keep a connection alive, not an answer.
        var silentUntil = ContinuousClock.now + patience
        while !answer.isFinished {
            let left = ContinuousClock.now.duration(to: silentUntil)
            guard left > .zero else { throw ChatFault.stalled(patience) }
            guard let bytes = try await body.next(within: left) else { break }
            for event in try events.take(bytes) where !answer.isFinished {
                let (pieces, isNews) = try answer.take(event)
                for piece in pieces { deliver(piece) }
                if isNews { silentUntil = ContinuousClock.now + patience }
            }
        }
        if !answer.isFinished, let event = events.finish() {
            for piece in try answer.take(event).pieces { deliver(piece) }
        }
        for piece in try answer.finish() { deliver(piece) }
    }
}

extension ChatEndpoint {
    /// A refusal is told to the admin: the key must not stand in it, though some servers repeat it.
    private func post(_ body: [UInt8], _ headers: [HTTPField]) async throws(WebSocketError) -> HTTPAnswer {
        do {
            return try await HTTPClient.post(body, to: endpoint, headers: headers, trust: trust, within: patience)
        } catch {
            guard case .http(var refusal) = error, let key, !key.exposed.isEmpty else { throw error }
            refusal.bodyPrefix = refusal.bodyPrefix.replacing(key.exposed, with: key.description)
            throw .http(refusal)
        }
    }
}

/// How an answer's pieces stand in its body.
protocol ChatFraming {
    mutating func take(_ bytes: [UInt8]) throws -> [[UInt8]]
    mutating func finish() -> [UInt8]?
}

extension EventStreamReader: ChatFraming {}

/// An endpoint that does not stream: all of the body is one piece.
struct WholeAnswer: ChatFraming {
    private var body: [UInt8] = []

    mutating func take(_ bytes: [UInt8]) throws -> [[UInt8]] {
        body += bytes
        if body.count > EventStreamReader.longestLine { throw ChatFault.tooLong }
        return []
    }

    mutating func finish() -> [UInt8]? { body.isEmpty ? nil : body }
}
