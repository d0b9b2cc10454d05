/// What a connection's lock guards: the machine, the stream and the two queues between them and the tasks.
///
/// ```
///   send ──► machine ──► outbound [bytes] ──► stream ──► machine ──► inbound [messages] ──► messages
///                            ▲ full: senders wait                        ▲ full: reading stops
/// ```
struct ConnectionState {
    struct PendingSend {
        let id: UInt64
        let message: WebSocketMessage
        let continuation: Wakeups.Sender
    }

    var machine: WebSocketMachine
    /// Nil when the transport is gone.
    var stream: (any ByteStream)?
    var outbound = OutboundQueue()
    var inbound: InboundQueue
    let sendLimit: Int
    var token: EventLoop.Token?
    /// The deadline that the loop knows of.
    var armedDeadline: Moment?
    var reader: Wakeups.Reader?
    var senders: [PendingSend] = []
    var watchers: [Wakeups.Watcher] = []
    var report: CloseReport?
    var roundTrip: Duration?
    var transportGone: (@Sendable () -> Void)?
    var lastSendID: UInt64 = 0
    /// We closed: what still arrives goes nowhere, and nobody's slowness holds up the peer's answer.
    var discardsMessages = false
    var isReadingPaused = false
    /// The reader holds a message and has not come back for the next.
    var isReaderBusy = false
    /// After the end: how long the peer may take to end its direction.
    private var lingerUntil: Moment?
    private var hasEndedWriting = false

    init(machine: WebSocketMachine, stream: any ByteStream, receiveLimit: Int, sendLimit: Int) {
        self.machine = machine
        self.stream = stream
        self.sendLimit = sendLimit
        inbound = InboundQueue(byteLimit: receiveLimit)
    }

    /// The longest wait for the peer's end of stream after the closing handshake.
    private static let linger = Duration.seconds(1)
    /// Bytes taken off one socket before others have their turn.
    private static let readBudget = 256 << 10

    var nextDeadline: Moment? { report == nil ? machine.nextDeadline : lingerUntil }

    // MARK: Moving bytes

    /// Writes what waits, then reads. True when there is more to read and another turn is needed.
    mutating func pump(_ scratch: inout [UInt8], at now: Moment, _ wakeups: inout Wakeups) -> Bool {
        flush(at: now, &wakeups)
        var budget = Self.readBudget
        while let stream, mayRead(at: now) {
            guard budget > 0 else { return true }
            switch stream.read(into: &scratch) {
            case .bytes(let count):
                budget -= count
                receive(scratch.span.extracting(..<count), at: now, &wakeups)
            case .wouldBlock: return false
            case .ended: transportEnded(nil, at: now, &wakeups)
            case .failed(let why): transportEnded(why, at: now, &wakeups)
            }
        }
        return false
    }

    /// Not while messages lie untaken, nor while the peer does not take our answers to what it sends.
    private mutating func mayRead(at now: Moment) -> Bool {
        let isPaused = report == nil && !discardsMessages && (inbound.isFull || outbound.byteCount > 2 * sendLimit)
        if isPaused != isReadingPaused {
            isReadingPaused = isPaused
            machine.reading(isPaused: isPaused, at: now)
        }
        return !isPaused
    }

    mutating func receive(_ bytes: Span<UInt8>, at now: Moment, _ wakeups: inout Wakeups) {
        // After the end the peer's bytes are read only to see its end of stream.
        guard report == nil else { return }
        perform(machine.receive(bytes, at: now), at: now, &wakeups)
    }

    mutating func flush(at now: Moment, _ wakeups: inout Wakeups) {
        guard let stream else { return }
        if let failure = outbound.flush(into: stream) {
            transportEnded(failure, at: now, &wakeups)
            return
        }
        admitSenders(&wakeups)
        if !outbound.isEmpty, let failure = outbound.flush(into: stream) {
            transportEnded(failure, at: now, &wakeups)
            return
        }
        if report != nil, outbound.isEmpty, !hasEndedWriting {
            hasEndedWriting = true
            stream.endWriting()
        }
    }

    /// Queues what waiting senders brought, as far as there is room.
    private mutating func admitSenders(_ wakeups: inout Wakeups) {
        var admitted = 0
        for pending in senders {
            guard hasRoom(for: pending.message), let bytes = machine.send(pending.message) else { break }
            outbound.append(bytes)
            wakeups.add(pending.continuation, .success(()))
            admitted += 1
        }
        if admitted > 0 { senders.removeFirst(admitted) }
    }

    func hasRoom(for message: WebSocketMessage) -> Bool {
        outbound.isEmpty || outbound.byteCount + message.bytes.count <= sendLimit
    }

    // MARK: Doing what the machine says

    mutating func perform(_ actions: [WebSocketMachine.Action], at now: Moment, _ wakeups: inout Wakeups) {
        for action in actions {
            switch action {
            case .send(let bytes): outbound.append(bytes)
            case .deliver(let message): deliver(message, &wakeups)
            case .peerClosing: answerCloseIfHandled(at: now, &wakeups)
            case .measured(let time): roundTrip = time
            case .finish(let report): finish(report, at: now, &wakeups)
            }
        }
        flush(at: now, &wakeups)
    }

    /// The peer's close is answered behind our answers to what it sent before: when the reader has taken all and comes back.
    mutating func answerCloseIfHandled(at now: Moment, _ wakeups: inout Wakeups) {
        guard inbound.isEmpty, !isReaderBusy || discardsMessages else { return }
        perform(machine.answerClose(), at: now, &wakeups)
    }

    private mutating func deliver(_ message: WebSocketMessage, _ wakeups: inout Wakeups) {
        guard !discardsMessages else { return }
        if let reader {
            self.reader = nil
            isReaderBusy = true
            wakeups.add(reader, message)
        } else {
            inbound.append(message)
        }
    }

    private mutating func finish(_ report: CloseReport, at now: Moment, _ wakeups: inout Wakeups) {
        self.report = report
        lingerUntil = now.advanced(by: Self.linger)
        if let reader { wakeups.add(reader, nil) }
        reader = nil
        for pending in senders { wakeups.add(pending.continuation, .failure(.closed(report))) }
        senders = []
        for watcher in watchers { wakeups.add(watcher, report) }
        watchers = []
    }

    mutating func transportEnded(_ error: String?, at now: Moment, _ wakeups: inout Wakeups) {
        guard stream != nil else { return }
        for case .finish(let report) in machine.transportEnded(error) { finish(report, at: now, &wakeups) }
        dropTransport(&wakeups)
    }

    /// Lets go of the socket. The caller takes it off the loop.
    mutating func dropTransport(_ wakeups: inout Wakeups) {
        outbound.removeAll()
        stream = nil
        lingerUntil = nil
        wakeups.transportGone = transportGone
        transportGone = nil
    }

    mutating func deadlinePassed(_ now: Moment, _ wakeups: inout Wakeups) {
        if let lingerUntil, lingerUntil <= now { return dropTransport(&wakeups) }
        perform(machine.timePassed(now), at: now, &wakeups)
    }
}
