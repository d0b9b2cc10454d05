/// Holds truncations back until the service has stopped generating: truncating a growing item would be undone.
struct TruncationDesk: Equatable, Sendable {
    private var waiting: [Waiting] = []
    /// Responses of the last cut that still run on the service.
    private var running: Set<ResponseKey> = []
    private(set) var awaitsReport = false

    private struct Waiting: Equatable, Sendable {
        var response: ResponseKey
        var truncation: Truncation
    }

    struct Truncation: Equatable, Sendable {
        var item: ItemKey
        var content: Int
        var milliseconds: Int
    }

    mutating func cutBegan(running: some Sequence<ResponseKey>, awaitsReport: Bool) {
        self.running.formUnion(running)
        self.awaitsReport = self.awaitsReport || awaitsReport
    }

    /// Parts of which nothing was heard are left alone: services refuse a truncation at zero.
    mutating func reported(_ parts: [AnswerPart]) -> [Truncation] {
        awaitsReport = false
        for part in parts where part.hasSound && part.heardMilliseconds > 0 {
            // Of a part that is still growing, all that was received is not all there will be.
            guard part.heard < part.received || !part.isSoundComplete else { continue }
            let truncation = Truncation(
                item: part.part.item, content: part.part.content, milliseconds: part.heardMilliseconds)
            waiting.append(Waiting(response: part.response, truncation: truncation))
        }
        return release()
    }

    mutating func stopped(_ response: ResponseKey) -> [Truncation] {
        running.remove(response)
        return release()
    }

    mutating func allStopped() -> [Truncation] {
        running = []
        return release()
    }

    mutating func allStopped(on connection: ConnectionNumber) -> [Truncation] {
        running = running.filter { $0.connection != connection }
        return release()
    }

    private mutating func release() -> [Truncation] {
        let free = waiting.filter { !running.contains($0.response) }
        waiting.removeAll { !running.contains($0.response) }
        return free.map(\.truncation)
    }
}
