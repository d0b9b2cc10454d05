/// Which address to try when, after RFC 8305: families take turns, and a next attempt starts when the one before fails or has
/// had its head start.
struct AddressRace: Sendable {
    static let headStart = Duration.milliseconds(250)

    enum Action: Equatable, Sendable {
        case attempt(Int)
        /// Call `headStartOver` with this number after `headStart`.
        case giveHeadStart(Int)
        case win(Int)
        /// All attempts failed.
        case lose
    }

    private let count: Int
    private var started = 0
    private var failed = 0
    private var isOver = false

    init(count: Int) {
        self.count = count
    }

    mutating func begin() -> [Action] {
        next()
    }

    mutating func failed(_ attempt: Int) -> [Action] {
        failed += 1
        if failed == count, !isOver {
            isOver = true
            return [.lose]
        }
        // An older attempt's failure starts nobody: the newest still has its head start.
        return attempt == started - 1 ? next() : []
    }

    mutating func headStartOver(_ attempt: Int) -> [Action] {
        attempt == started - 1 ? next() : []
    }

    mutating func connected(_ attempt: Int) -> [Action] {
        guard !isOver else { return [] }
        isOver = true
        return [.win(attempt)]
    }

    private mutating func next() -> [Action] {
        guard !isOver, started < count else { return [] }
        defer { started += 1 }
        return started + 1 < count ? [.attempt(started), .giveHeadStart(started)] : [.attempt(started)]
    }

    /// Families in turn, beginning with that of the first address, which the system prefers.
    static func interleaved<Address>(_ addresses: [Address], family: (Address) -> Int32) -> [Address] {
        guard let first = addresses.first.map(family) else { return [] }
        var preferred = addresses.filter { family($0) == first }[...]
        var others = addresses.filter { family($0) != first }[...]
        var order: [Address] = []
        while !preferred.isEmpty || !others.isEmpty {
            if let address = preferred.popFirst() { order.append(address) }
            if let address = others.popFirst() { order.append(address) }
        }
        return order
    }
}
