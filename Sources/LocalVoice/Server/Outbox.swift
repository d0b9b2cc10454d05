import Synchronization
import WebSocket

/// What a session still has to send, in order. A client that does not read is disconnected at the cap.
final class Outbox: Sendable {
    private static let mostBytes = 32 << 20
    private static let comfortable = 4 << 20

    private struct State {
        var queue: [Entry] = []
        var bytes = 0
        var reader: CheckedContinuation<Void, Never>?
        var waiting: [CheckedContinuation<Void, Never>] = []
        var isOver = false
    }

    private enum Entry {
        case text([UInt8])
        case close(CloseCode, String)
    }

    private let state = Mutex(State())

    func add(_ bytes: [UInt8]) { add(.text(bytes), bytes.count) }

    func close(_ code: CloseCode, _ reason: String) { add(.close(code, reason), 0) }

    private func add(_ entry: Entry, _ count: Int) {
        let reader = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.isOver else { return nil }
            state.queue.append(entry)
            state.bytes += count
            if state.bytes > Self.mostBytes {
                state.queue = [.close(.policyViolation, "the client does not read")]
                state.bytes = 0
            }
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }

    /// Nothing more will be sent; `deliver` returns.
    func end() {
        let woken = state.withLock { state in
            state.isOver = true
            defer { (state.reader, state.waiting) = (nil, []) }
            return state.waiting + (state.reader.map { [$0] } ?? [])
        }
        for continuation in woken { continuation.resume() }
    }

    /// Waits while much is still to be sent.
    func room() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.bytes < Self.comfortable || state.isOver { return true }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Sends until the end. One caller.
    func deliver(to connection: WebSocketConnection) async {
        while let entries = await next() {
            for entry in entries {
                switch entry {
                case .text(let bytes):
                    do { try await connection.send(text: bytes) } catch { return end() }
                case .close(let code, let reason):
                    await connection.close(code: code, reason: reason)
                    return end()
                }
            }
        }
    }

    private func next() async -> [Entry]? {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if !state.queue.isEmpty || state.isOver { return true }
                state.reader = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
        let (entries, free) = state.withLock { state in
            defer { (state.queue, state.bytes, state.waiting) = ([], 0, []) }
            return (state.isOver && state.queue.isEmpty ? nil : state.queue, state.waiting)
        }
        for continuation in free { continuation.resume() }
        return entries
    }
}
