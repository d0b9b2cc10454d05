import Synchronization

/// A number that only grows. Adding is one atomic operation: audio threads may count.
package final class Counter: Sendable {
    private let count = Atomic<UInt64>(0)

    package init() {}

    package func add(_ amount: UInt64 = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    package var value: UInt64 { count.load(ordering: .relaxed) }
}

/// Time that adds up, kept in microseconds. Adding is one atomic operation: audio threads may count.
package final class TimeCounter: Sendable {
    private let microseconds = Atomic<UInt64>(0)

    package init() {}

    package func add(_ duration: Duration) {
        microseconds.wrappingAdd(UInt64(max(0, duration.microseconds)), ordering: .relaxed)
    }

    package var seconds: Double { Double(microseconds.load(ordering: .relaxed)) / 1e6 }
}

/// A number that goes up and down. Setting is one atomic operation: audio threads may set.
package final class Gauge: Sendable {
    private let bits = Atomic<UInt64>(0)

    package init() {}

    package func set(_ value: Double) {
        bits.store(value.bitPattern, ordering: .relaxed)
    }

    package var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
}
