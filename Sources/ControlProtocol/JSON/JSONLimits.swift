/// The caps on one JSON text. A failed allocation ends a Swift process, so caps are the only defence against size.
package struct JSONLimits: Equatable, Sendable {
    /// Bytes of the whole text.
    package var bytes = 65_536
    package var depth = 32
    /// Members of one object.
    package var members = 256
    /// Elements of one array.
    package var elements = 4_096
    /// Bytes of one name.
    package var keyBytes = 128
    /// Bytes of one number.
    package var numberBytes = 64

    package init() {}

    /// 2^53 − 1: the largest whole number that every JSON reader keeps exact.
    package static let largestInteger: Int64 = 9_007_199_254_740_991

    /// What a client reads from its own daemon: replies may be 1 MiB long.
    package static let reply: JSONLimits = {
        var limits = JSONLimits()
        limits.bytes = 1_048_576
        limits.members = 4_096
        limits.elements = 65_536
        return limits
    }()
}
