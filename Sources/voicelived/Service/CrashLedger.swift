/// The daemon's starts that no orderly end has followed yet. Five within a minute, and the next one is careful: whatever
/// killed those before, it is not what it left behind or how it was set.
struct CrashLedger: Equatable {
    static let most = 5
    static let span = 60

    /// Seconds since boot.
    private(set) var times: [Int] = []

    /// One number a line; anything else in the file is forgotten.
    init(_ text: String = "") {
        times = text.split(separator: "\n").compactMap { Int($0) }.suffix(Self.most)
    }

    var text: String { times.map { "\($0)\n" }.joined() }

    /// Notes a start. True when it has to be a careful one.
    mutating func begins(now: Int) -> Bool {
        times.removeAll { $0 > now || now - $0 >= Self.span }
        let isCareful = times.count >= Self.most
        times = (times + [now]).suffix(Self.most)
        return isCareful
    }
}
