/// A point on the sound thread's own clock, which never jumps. Machines get it as an argument; tests make their own.
struct Moment: Comparable, Hashable, Sendable, BitwiseCopyable {
    var microseconds: Int64

    static func milliseconds(_ count: Int) -> Moment {
        Moment(microseconds: Int64(count) * 1_000)
    }

    static func < (left: Moment, right: Moment) -> Bool {
        left.microseconds < right.microseconds
    }

    /// `milliseconds` later.
    static func + (moment: Moment, milliseconds: Int) -> Moment {
        Moment(microseconds: moment.microseconds + Int64(milliseconds) * 1_000)
    }

    /// Microseconds from `right` to `left`.
    static func - (left: Moment, right: Moment) -> Int64 {
        left.microseconds - right.microseconds
    }

    /// Whole milliseconds from `earlier` to here.
    func milliseconds(since earlier: Moment) -> Int {
        Int((self - earlier) / 1_000)
    }
}

/// The earlier of two deadlines, where `nil` is never.
func earliest(_ one: Moment?, _ other: Moment?) -> Moment? {
    guard let one else { return other }
    guard let other else { return one }
    return min(one, other)
}
