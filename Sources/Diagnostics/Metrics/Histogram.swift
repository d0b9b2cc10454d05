import Synchronization

/// How often a duration fell into each of a fixed list of buckets. Observing takes two atomic operations and a walk over
/// the bounds, without allocating: audio threads may observe.
@safe package final class Histogram: Sendable {
    /// Upper bounds in microseconds, rising.
    private let bounds: [Int64]
    /// One cell for each bound and one for the rest. Never changes after init but through the atomics in it.
    private nonisolated(unsafe) let cells: UnsafeMutablePointer<Atomic<UInt64>>
    private let sum = Atomic<UInt64>(0)

    package init(upTo bounds: [Duration]) {
        self.bounds = bounds.map(\.microseconds)
        unsafe cells = .allocate(capacity: bounds.count + 1)
        for index in 0...bounds.count { unsafe (cells + index).initialize(to: Atomic(0)) }
    }

    deinit {
        unsafe cells.deinitialize(count: bounds.count + 1)
        unsafe cells.deallocate()
    }

    package func observe(_ duration: Duration) {
        let microseconds = max(0, duration.microseconds)
        var index = 0
        while index < bounds.count && microseconds > bounds[index] { index += 1 }
        unsafe cells[index].wrappingAdd(1, ordering: .relaxed)
        sum.wrappingAdd(UInt64(microseconds), ordering: .relaxed)
    }

    /// Cumulative counts, as OpenMetrics wants them.
    struct Snapshot: Equatable {
        var buckets: [(bound: Double, count: UInt64)]
        var count: UInt64
        var seconds: Double

        static func == (left: Snapshot, right: Snapshot) -> Bool {
            left.count == right.count && left.seconds == right.seconds
                && left.buckets.elementsEqual(right.buckets, by: ==)
        }
    }

    func snapshot() -> Snapshot {
        var total: UInt64 = 0
        var buckets: [(Double, UInt64)] = []
        for (index, bound) in bounds.enumerated() {
            total += unsafe cells[index].load(ordering: .relaxed)
            buckets.append((Double(bound) / 1e6, total))
        }
        total += unsafe cells[bounds.count].load(ordering: .relaxed)
        return Snapshot(buckets: buckets, count: total, seconds: Double(sum.load(ordering: .relaxed)) / 1e6)
    }
}

extension Histogram {
    /// Bounds for parts of a turn: 10 ms to 5 s.
    package static let turnBounds: [Duration] = [10, 20, 50, 100, 150, 200, 300, 500, 800, 1200, 2000, 3000, 5000]
        .map { .milliseconds($0) }
    /// Bounds for one 10 ms audio block: 50 µs to 10 ms.
    package static let blockBounds: [Duration] = [50, 100, 200, 400, 800, 1500, 3000, 5000, 10000]
        .map { .microseconds($0) }
    /// Bounds for a whole session: 10 s to 2 h.
    package static let sessionBounds: [Duration] = [10, 30, 60, 180, 600, 1800, 3600, 7200].map { .seconds($0) }
}
