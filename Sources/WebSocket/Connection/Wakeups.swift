/// Tasks to resume once the connection's lock is free. Resuming inside it would let them run into the lock.
struct Wakeups {
    typealias Reader = CheckedContinuation<WebSocketMessage?, Never>
    typealias Sender = CheckedContinuation<Result<Void, WebSocketError>, Never>
    typealias Watcher = CheckedContinuation<CloseReport, Never>

    private var reader: (Reader, WebSocketMessage?)?
    private var senders: [(Sender, Result<Void, WebSocketError>)] = []
    private var watchers: [(Watcher, CloseReport)] = []
    /// Told once, when the transport is gone.
    var transportGone: (@Sendable () -> Void)?

    mutating func add(_ reader: Reader, _ message: WebSocketMessage?) {
        self.reader = (reader, message)
    }

    mutating func add(_ sender: Sender, _ result: Result<Void, WebSocketError>) {
        senders.append((sender, result))
    }

    mutating func add(_ watcher: Watcher, _ report: CloseReport) {
        watchers.append((watcher, report))
    }

    func fire() {
        if let (reader, message) = reader { reader.resume(returning: message) }
        for (sender, result) in senders { sender.resume(returning: result) }
        for (watcher, report) in watchers { watcher.resume(returning: report) }
        transportGone?()
    }
}
