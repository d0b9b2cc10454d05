/// Messages that nobody has taken yet. Full means: stop reading, so that TCP holds the peer back.
struct InboundQueue: Sendable {
    private let byteLimit: Int
    private static let messageLimit = 256
    private var messages: [WebSocketMessage] = []
    private var first = 0
    private var byteCount = 0

    init(byteLimit: Int) {
        self.byteLimit = byteLimit
    }

    var isFull: Bool { byteCount >= byteLimit || messages.count - first >= Self.messageLimit }
    var isEmpty: Bool { first == messages.count }
    /// Half empty: worth reading again.
    var hasRoom: Bool { byteCount <= byteLimit / 2 && messages.count - first <= Self.messageLimit / 2 }

    mutating func append(_ message: WebSocketMessage) {
        messages.append(message)
        byteCount += message.bytes.count
    }

    mutating func popFirst() -> WebSocketMessage? {
        guard first < messages.count else { return nil }
        let message = messages[first]
        messages[first] = .binary([])
        byteCount -= message.bytes.count
        first += 1
        if first == messages.count || first >= 256 {
            messages.removeFirst(first)
            first = 0
        }
        return message
    }

    mutating func removeAll() {
        messages = []
        first = 0
        byteCount = 0
    }
}
