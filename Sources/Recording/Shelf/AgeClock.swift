/// What time it is as far as the age of recordings goes. Pure: every look at the machine's clocks is an argument.
///
/// Within a boot time passes as the clock since boot counts it, whatever happens to the machine's clock. What passed
/// while the machine was off only the machine's clock can know: it is believed when somebody vouches for it, once a boot,
/// and otherwise by a day at most. So a clock that jumps cannot age all recordings at once.
package struct AgeClock: Equatable, Sendable {
    /// What the machine says.
    package struct Reading: Equatable, Sendable {
        /// Seconds since 1970.
        package var wall: Int
        /// Somebody vouches for it.
        package var isTrusted: Bool
        /// Names the boot; `nil` where nobody tells.
        package var boot: String?
        /// Seconds since boot, suspended time included.
        package var uptime: Int

        package init(wall: Int, isTrusted: Bool, boot: String?, uptime: Int) {
            (self.wall, self.isTrusted, self.boot, self.uptime) = (wall, isTrusted, boot, uptime)
        }
    }

    /// What is younger than `after` was dated by a clock that nobody vouched for, and is younger by this much.
    package struct Correction: Equatable, Sendable {
        package var after: Int
        package var seconds: Int
    }

    /// A clock that nobody vouches for is believed no further than this beyond what is known to have passed.
    private static let mostGuessed = 86_400
    /// A clock in good hands is set by no more than this while it runs.
    private static let mostSteered = 3_600
    /// Earlier than this program: the clock was never set.
    static let firstBelievable = 1_767_225_600

    /// Seconds since 1970.
    package private(set) var now: Int
    /// Somebody vouched for the clock up to here.
    private var sure: Int
    private var boot: String?
    private var uptime: Int
    private var isTrusted: Bool

    /// - Parameter newest: when the newest recording was made, if there is one: it is not long ago for all that is known.
    package init(_ first: Reading, newest: Int?) {
        let believed =
            first.isTrusted ? first.wall : newest.map { min(first.wall, $0 + Self.mostGuessed) } ?? first.wall
        now = max(Self.firstBelievable, believed)
        sure = first.isTrusted ? now : 0
        (boot, uptime, isTrusted) = (first.boot, first.uptime, first.isTrusted)
    }

    /// Looks again.
    package mutating func look(_ reading: Reading) -> Correction? {
        let isSameBoot = reading.boot == boot && reading.uptime >= uptime
        let least = now + passed(reading, isSameBoot: isSameBoot)
        let wasTrusted = isSameBoot && isTrusted
        defer { (boot, uptime, isTrusted) = (reading.boot, reading.uptime, wasTrusted || reading.isTrusted) }
        guard reading.isTrusted, reading.wall >= Self.firstBelievable else {
            now = isSameBoot ? least : min(max(reading.wall, least), least + Self.mostGuessed)
            return nil
        }
        let isSteered = abs(reading.wall.distance(to: least)) <= Self.mostSteered
        now = wasTrusted && !isSteered ? least : reading.wall
        defer { sure = now }
        return now > least && !wasTrusted ? Correction(after: sure, seconds: now - least) : nil
    }

    private func passed(_ reading: Reading, isSameBoot: Bool) -> Int {
        if isSameBoot { return reading.uptime - uptime }
        return reading.boot == nil || boot == nil ? 0 : max(0, reading.uptime)
    }
}

extension AgeClock {
    /// For the state directory: one line.
    var line: String { "1 \(now) \(sure) \(uptime) \(isTrusted ? 1 : 0) \(boot ?? "-")\n" }

    init?(line: String) {
        let words = line.split(whereSeparator: \.isWhitespace)
        let numbers = words.prefix(5).compactMap { Int($0) }
        guard words.count == 6, numbers.count == 5, numbers[0] == 1 else { return nil }
        guard numbers[1] >= Self.firstBelievable, numbers[1] < 1 << 40, numbers[2] <= numbers[1], numbers[3] >= 0 else {
            return nil
        }
        (now, sure, uptime, isTrusted) = (numbers[1], numbers[2], numbers[3], numbers[4] == 1)
        boot = words[5] == "-" ? nil : String(words[5])
    }
}
