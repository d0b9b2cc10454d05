import Diagnostics

/// How often the daemon ended itself because the sound server was frozen. Three times in ten minutes, then it stays up:
/// a server that freezes again at once is not healed by starting anew.
struct FreezeLedger: Equatable {
    static let most = 3
    static let span = 600

    /// Seconds since boot.
    private(set) var times: [Int] = []

    /// One number a line; anything else in the file is forgotten.
    init(_ text: String = "") {
        times = text.split(separator: "\n").compactMap { Int($0) }.suffix(Self.most)
    }

    var text: String { times.map { "\($0)\n" }.joined() }

    /// True when the daemon may end itself now; that is written down.
    mutating func mayEnd(now: Int) -> Bool {
        times.removeAll { $0 > now || now - $0 >= Self.span }
        guard times.count < Self.most else { return false }
        times.append(now)
        return true
    }
}

/// The ledger between the daemon's lives.
enum FreezeRecord {
    /// Without a directory there is no manager who would start us again: the daemon stays up.
    static func mayEnd() -> Bool {
        let note = RuntimeNote("frozen")
        guard note.isKept else { return false }
        var ledger = note.read().map { FreezeLedger($0) } ?? FreezeLedger()
        let isAllowed = ledger.mayEnd(now: Int(BootTime.now().components.seconds))
        return isAllowed && note.write(ledger.text)
    }
}
