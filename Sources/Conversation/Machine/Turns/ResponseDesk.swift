/// Sees to it that at most one response is asked for or active at a time, and remembers which were cut.
struct ResponseDesk: Equatable, Sendable {
    /// Responses that services began and have not finished: on the serving connection, and what is still being told on
    /// one that was replaced in the middle of it.
    private(set) var open: [ResponseKey] = []
    /// Our own request that the service has not taken up yet.
    private(set) var asked: Asked?
    /// The service says that a response is active which we know nothing of.
    private(set) var isBlockedByUnknown = false
    /// The committed turn that the service will answer by itself.
    private(set) var expected: ItemKey?
    private var wishes: [ResponseWish] = []
    /// What the first message of a response is called, where whoever wished for it said so.
    private var names: [ResponseKey: ItemID] = [:]
    private var ended = RecentSet<ResponseKey>(capacity: 64)
    private var cut = RecentSet<ResponseKey>(capacity: 64)

    struct Asked: Equatable, Sendable {
        var number: CommandNumber
        var wish: ResponseWish
        /// Interrupted before the service took it up.
        var isUnwanted = false
    }

    static let mostWishes = 16
    /// No service has more under way at once; of one that begins and never ends any, the oldest is forgotten.
    static let mostOpen = 32

    /// Something that a person could interrupt.
    var isInterruptible: Bool { open.contains { !isCut($0) } || asked?.isUnwanted == false }
    var isBusy: Bool { !open.isEmpty || asked != nil || isBlockedByUnknown }
    var hasWishes: Bool { !wishes.isEmpty }

    func isCut(_ key: ResponseKey) -> Bool { cut.contains(key) }
    func isOpen(_ key: ResponseKey) -> Bool { open.contains(key) }
    /// Begun at some time, as far as that is remembered.
    func isKnown(_ key: ResponseKey) -> Bool { open.contains(key) || ended.contains(key) || cut.contains(key) }

    /// Plain wishes are all granted by one response.
    mutating func want(_ wish: ResponseWish) {
        if wish.isPlain, wishes.contains(where: \.isPlain) { return }
        guard wishes.count < Self.mostWishes else { return }
        wishes.append(wish)
    }

    /// Something should begin soon.
    var isWaiting: Bool { asked != nil || expected != nil || isBlockedByUnknown }
    var mayAsk: Bool { !isBusy && expected == nil && !wishes.isEmpty }

    /// The next request that may be sent now, if any.
    mutating func ask(numbered number: CommandNumber) -> Asked? {
        guard mayAsk else { return nil }
        let next = Asked(number: number, wish: wishes.removeFirst())
        asked = next
        return next
    }

    /// A turn was committed that the service answers by itself: that answer grants all plain wishes made before.
    mutating func willBeAnswered(_ turn: ItemKey) {
        expected = turn
        for index in wishes.indices { wishes[index].isCoveredByTurn = true }
    }

    /// Returns whether it is an answer that nobody wants any more.
    mutating func created(_ key: ResponseKey) -> Bool {
        guard !ended.contains(key), !open.contains(key) else { return false }
        open.append(key)
        if open.count > Self.mostOpen { _ = ended.insert(open.removeFirst()) }
        isBlockedByUnknown = false
        expected = nil
        guard let request = asked else {
            wishes.removeAll { $0.isReplaceable && $0.isCoveredByTurn }
            return false
        }
        asked = nil
        names[key] = request.wish.item
        return request.isUnwanted
    }

    /// The name for a message of this response; the first one has it.
    mutating func takeName(for key: ResponseKey) -> ItemID? { names.removeValue(forKey: key) }

    /// Returns whether the response was not known to have ended.
    mutating func done(_ key: ResponseKey) -> Bool {
        open.removeAll { $0 == key }
        names[key] = nil
        isBlockedByUnknown = false
        return ended.insert(key)
    }

    /// The service turned our request away because something is active: it is asked again after that.
    mutating func refusedAsBusy(_ number: CommandNumber?) {
        guard let turnedAway = asked, number == nil || number == turnedAway.number else { return }
        asked = nil
        if !turnedAway.isUnwanted { wishes.insert(turnedAway.wish, at: 0) }
        isBlockedByUnknown = open.isEmpty
    }

    /// The service refused our request for good.
    mutating func refused(_ number: CommandNumber) -> Bool {
        guard asked?.number == number else { return false }
        asked = nil
        return true
    }

    /// Neither begun nor refused in time. Returns whether it was our own request.
    mutating func giveUpWaiting() -> Bool {
        defer {
            asked = nil
            isBlockedByUnknown = false
            expected = nil
        }
        return asked != nil
    }

    mutating func markCut(_ keys: some Sequence<ResponseKey>) {
        asked?.isUnwanted = true
        for key in keys { _ = cut.insert(key) }
    }

    /// The person took the floor: answers to what was said before are no longer wanted.
    mutating func dropAnswers() {
        wishes.removeAll(where: \.isReplaceable)
    }

    mutating func dropAllWishes() {
        wishes = []
    }

    /// Requests on a connection that is lost or replaced are void; wishes stay. `kept` will still be told to their end.
    mutating func connectionChanged(from old: ConnectionNumber?, keeping kept: Set<ResponseKey> = []) {
        forget { $0.connection == old && !kept.contains($0) }
        isBlockedByUnknown = false
        expected = nil
        if let asked, !asked.isUnwanted { wishes.insert(asked.wish, at: 0) }
        asked = nil
    }

    /// A connection that was replaced before tells nothing more.
    mutating func connectionGone(_ old: ConnectionNumber) { forget { $0.connection == old } }

    private mutating func forget(_ isVoid: (ResponseKey) -> Bool) {
        open.removeAll(where: isVoid)
        names = names.filter { !isVoid($0.key) }
    }
}

/// Why a response is wanted, and what kind.
struct ResponseWish: Equatable, Sendable {
    var request: ResponseRequest
    var isCoveredByTurn = false
    /// What its message is called, if that matters to anybody.
    var item: ItemID?

    /// An answer to what was said takes its place. What is to be said word for word stays wanted.
    var isReplaceable: Bool { request.verbatim == nil }

    /// Any answer will do.
    var isPlain: Bool { request == ResponseRequest() }

    static let plain = ResponseWish(request: .init())
}
