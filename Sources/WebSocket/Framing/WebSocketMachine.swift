/// One end of an upgraded connection, without bytes moving and without a clock: facts go in, actions come out.
///
/// ```
///             close()                peer's close
///   open ───────────────► closing ─────────────────► closed
///    │  │   peer's close               answerClose()    ▲
///    │  └───────────────► peerClosing ──────────────────┤
///    │        violation, transport end, no pong         │
///    └──────────────────────────────────────────────────┘
/// ```
/// Actions are to be done in their order. After `finish` nothing more comes.
package struct WebSocketMachine: Sendable {
    /// What the owner of the machine has to do.
    package enum Action: Equatable, Sendable {
        case send([UInt8])
        case deliver(WebSocketMessage)
        /// The peer wants to close. Call `answerClose` once what came before has been taken and answered.
        case peerClosing
        /// Our ping came back after this time.
        case measured(roundTrip: Duration)
        /// The connection is over. Flush what was sent, end our direction, wait a little for the peer's end.
        case finish(CloseReport)
    }

    /// Sizes and times. Nil for `pingEvery` means no pings of ours; nil for `pongWithin` half of `pingEvery`.
    package struct Limits: Equatable, Sendable {
        package var messageBytes: Int
        package var pingEvery: Duration?
        package var pongWithin: Duration?
        package var closeWithin: Duration

        package init(
            messageBytes: Int = 16 << 20, pingEvery: Duration? = .seconds(30), pongWithin: Duration? = nil,
            closeWithin: Duration = .seconds(2)
        ) {
            self.messageBytes = messageBytes
            self.pingEvery = pingEvery
            self.pongWithin = pongWithin
            self.closeWithin = closeWithin
        }

        /// How long a pong may take.
        var patience: Duration { pongWithin ?? (pingEvery ?? .zero) / 2 }
    }

    private enum State: Sendable {
        case open
        case closing(until: Moment)
        case peerClosing(CloseFrame, until: Moment)
        case closed
    }

    /// How long the peer's close may wait for a reader who is busy or gone.
    private static let answerWithin = Duration.milliseconds(200)

    private let role: Role
    private let limits: Limits
    private let masks: MaskSource
    private var state = State.open
    private var assembler: MessageAssembler
    private var keepAlive: KeepAlive?

    package init(role: Role, limits: Limits, masks: MaskSource, at now: Moment) {
        self.role = role
        self.limits = limits
        self.masks = masks
        assembler = MessageAssembler(role: role, limit: limits.messageBytes)
        keepAlive = limits.pingEvery.map { KeepAlive(interval: $0, patience: limits.patience, at: now) }
    }

    /// Whether messages may be sent.
    package var isOpen: Bool {
        switch state {
        case .open, .peerClosing: true
        case .closing, .closed: false
        }
    }
    /// Whether the peer may still say something: not after its close frame.
    private var isListening: Bool {
        switch state {
        case .open, .closing: true
        case .peerClosing, .closed: false
        }
    }

    package var isClosed: Bool { if case .closed = state { true } else { false } }

    /// When `timePassed` wants to be called, at the latest.
    package var nextDeadline: Moment? {
        switch state {
        case .open: keepAlive?.nextDeadline
        case .closing(let until), .peerClosing(_, let until): until
        case .closed: nil
        }
    }

    // MARK: What we want

    /// The frame of a message, or nil when the connection is no longer open.
    package mutating func send(_ message: WebSocketMessage) -> [UInt8]? {
        guard isOpen else { return nil }
        return frame(message.opcode, message.bytes)
    }

    /// Starts the closing handshake. Does nothing when it has begun.
    package mutating func close(_ ours: CloseFrame, at now: Moment) -> [Action] {
        switch state {
        case .closing, .closed: return []
        case .peerClosing: return answerClose()
        case .open:
            state = .closing(until: now.advanced(by: limits.closeWithin))
            return [.send(frame(.close, ours.payload))]
        }
    }

    /// Answers the peer's close. Does nothing when there is none to answer.
    package mutating func answerClose() -> [Action] {
        guard case .peerClosing(let theirs, _) = state else { return [] }
        state = .closed
        let report = CloseReport(code: theirs.code, reason: theirs.reason, initiator: .peer, isClean: true)
        return [.send(frame(.close, CloseFrame(code: theirs.code).payload)), .finish(report)]
    }

    // MARK: What happens

    /// Bytes of the peer.
    package mutating func receive(_ bytes: Span<UInt8>, at now: Moment) -> [Action] {
        var actions: [Action] = []
        var offset = 0
        do throws(ProtocolViolation) {
            while isListening, let arrival = try assembler.next(bytes, &offset) {
                arrived(arrival, at: now, &actions)
            }
        } catch {
            fail(error, &actions)
        }
        if isListening, assembler.isInsideFrame { keepAlive?.heardPartOfFrame(at: now) }
        return actions
    }

    /// The transport ended: `error` is nil for a plain end of stream.
    package mutating func transportEnded(_ error: String?) -> [Action] {
        guard !isClosed else { return [] }
        defer { state = .closed }
        if case .peerClosing(let theirs, _) = state {
            return [
                .finish(
                    CloseReport(
                        code: theirs.code, reason: theirs.reason, initiator: .peer, isClean: false,
                        transportError: error))
            ]
        }
        let text = error ?? "the peer ended the stream without a close frame"
        return [.finish(CloseReport(code: .abnormal, initiator: .transport, isClean: false, transportError: text))]
    }

    /// It is `now`, which may be later than `nextDeadline`.
    package mutating func timePassed(_ now: Moment) -> [Action] {
        switch state {
        case .closed: return []
        case .closing(let until): return until <= now ? transportEnded("no answer to our close") : []
        case .peerClosing(_, let until): return until <= now ? answerClose() : []
        case .open:
            switch keepAlive?.timePassed(now) {
            case .ping(let payload): return [.send(frame(.ping, payload))]
            case .overdue: return pongOverdue()
            case .nothing, nil: return []
            }
        }
    }

    /// We stopped reading because nobody takes the messages, or we read again.
    package mutating func reading(isPaused: Bool, at now: Moment) {
        keepAlive?.reading(isPaused: isPaused, at: now)
    }

    // MARK: Inside

    private mutating func arrived(_ arrival: MessageAssembler.Arrival, at now: Moment, _ actions: inout [Action]) {
        switch arrival {
        case .message(let message):
            actions.append(.deliver(message))
        case .ping(let payload):
            // Nothing may follow our close frame.
            if isOpen { actions.append(.send(frame(.pong, payload))) }
        case .pong(let payload):
            if let time = keepAlive?.ponged(payload, at: now) { actions.append(.measured(roundTrip: time)) }
        case .close(let theirs):
            closed(by: theirs, at: now, &actions)
        }
    }

    private mutating func closed(by theirs: CloseFrame, at now: Moment, _ actions: inout [Action]) {
        if isOpen {
            state = .peerClosing(theirs, until: now.advanced(by: min(limits.closeWithin, Self.answerWithin)))
            actions.append(.peerClosing)
        } else {
            state = .closed
            actions.append(
                .finish(CloseReport(code: theirs.code, reason: theirs.reason, initiator: .us, isClean: true)))
        }
    }

    private mutating func fail(_ violation: ProtocolViolation, _ actions: inout [Action]) {
        if isOpen {
            actions.append(.send(frame(.close, CloseFrame(code: violation.code, reason: violation.text).payload)))
        }
        state = .closed
        actions.append(
            .finish(CloseReport(code: violation.code, reason: violation.text, initiator: .us, isClean: false)))
    }

    private mutating func pongOverdue() -> [Action] {
        let close = frame(.close, CloseFrame(code: .internalError, reason: "no pong").payload)
        return [.send(close)] + transportEnded("no pong within \(limits.patience)")
    }

    private func frame(_ opcode: Opcode, _ payload: [UInt8]) -> [UInt8] {
        let header = FrameHeader(
            opcode: opcode, length: payload.count, mask: role.masksItsFrames ? masks.next() : nil)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(FrameHeader.longest + payload.count)
        header.write(to: &bytes)
        let start = bytes.count
        bytes += payload
        header.mask?.apply(to: &bytes, from: start, phase: 0)
        return bytes
    }
}
