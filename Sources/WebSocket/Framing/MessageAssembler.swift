/// Turns the peer's bytes, cut anywhere, into messages and control frames. Holds at most one message of `limit` bytes.
package struct MessageAssembler: Sendable {
    /// Something complete that the peer sent.
    package enum Arrival: Equatable, Sendable {
        case message(WebSocketMessage)
        case ping([UInt8])
        case pong([UInt8])
        case close(CloseFrame)
    }

    private let limit: Int
    private var headers: FrameHeaderParser
    /// The frame whose payload is being read, and how much of it came.
    private var frame: FrameHeader?
    private var received = 0
    /// The kind of the message begun and not finished; nil between messages.
    private var messageKind: Opcode?
    private var message: [UInt8] = []
    private var control: [UInt8] = []
    private var text = UTF8Validator()

    package init(role: Role, limit: Int) {
        headers = FrameHeaderParser(role: role)
        self.limit = limit
    }

    /// Whether a frame has begun and not ended.
    var isInsideFrame: Bool { frame != nil }

    /// Reads from `input` at `offset` up to the next complete thing. Nil when `input` is used up.
    package mutating func next(_ input: Span<UInt8>, _ offset: inout Int) throws(ProtocolViolation) -> Arrival? {
        while true {
            guard let frame else {
                guard let header = try headers.next(input, &offset) else { return nil }
                try begin(header)
                continue
            }
            let count = min(frame.length - received, input.count - offset)
            try take(input.extracting(offset..<(offset + count)), of: frame)
            offset += count
            guard received == frame.length else { return nil }
            self.frame = nil
            if let arrival = try end(frame) { return arrival }
        }
    }

    private mutating func begin(_ header: FrameHeader) throws(ProtocolViolation) {
        switch header.opcode {
        case .text, .binary:
            guard messageKind == nil else { throw .framing("new message inside a fragmented one") }
            messageKind = header.opcode
            text = UTF8Validator()
        case .continuation:
            guard messageKind != nil else { throw .framing("continuation of nothing") }
        case .close, .ping, .pong:
            control = []
        }
        if !header.opcode.isControl {
            guard header.length <= limit - message.count else { throw .tooBig(limit: limit) }
            // Not all at once: a header may promise what never comes.
            message.reserveCapacity(message.count + min(header.length, 256 << 10))
        }
        frame = header
        received = 0
    }

    private mutating func take(_ bytes: Span<UInt8>, of frame: FrameHeader) throws(ProtocolViolation) {
        guard !bytes.isEmpty else { return }
        if frame.opcode.isControl {
            Self.append(bytes, to: &control, frame.mask, phase: received)
        } else {
            let start = message.count
            Self.append(bytes, to: &message, frame.mask, phase: received)
            if messageKind == .text {
                // A copy: the span holds on to all of `self`.
                var validator = text
                guard validator.accept(message.span.extracting(start...)) else { throw .badText }
                text = validator
            }
        }
        received += bytes.count
    }

    private static func append(_ bytes: Span<UInt8>, to buffer: inout [UInt8], _ mask: MaskKey?, phase: Int) {
        let start = buffer.count
        unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
        mask?.apply(to: &buffer, from: start, phase: phase)
    }

    private mutating func end(_ frame: FrameHeader) throws(ProtocolViolation) -> Arrival? {
        switch frame.opcode {
        case .ping: return .ping(take(&control))
        case .pong: return .pong(take(&control))
        case .close: return .close(try CloseFrame(payload: take(&control)))
        case .continuation, .text, .binary:
            guard frame.isFinal else { return nil }
            guard messageKind != .text || text.isComplete else { throw .badText }
            let isText = messageKind == .text
            messageKind = nil
            let whole = take(&message)
            return .message(isText ? .text(whole) : .binary(whole))
        }
    }

    /// Hands the buffer over without a copy.
    private func take(_ buffer: inout [UInt8]) -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &buffer)
        return taken
    }
}
