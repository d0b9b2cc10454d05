import CPulse

extension pa_timing_info {
    /// The figures come over a socket, and all that is reckoned from them must be in range.
    var isPossible: Bool {
        let indices = -Self.furthest...Self.furthest
        return sink_usec < Self.slowest && source_usec < Self.slowest && indices.contains(read_index)
            && indices.contains(write_index)
    }

    /// Microseconds that no device takes, and bytes that no stream lives to see.
    private static let slowest: pa_usec_t = 60_000_000
    static let furthest: Int64 = 1 << 50
}
