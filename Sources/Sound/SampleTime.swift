/// A place on one stream's own clock: the index of a sample since that stream began.
///
/// Audio code counts samples, never wall time. Two streams have two clocks; `Sound` never compares their times directly.
package struct SampleTime: Comparable, Hashable, Sendable, BitwiseCopyable {
    /// Samples since the stream began, at the stream's own rate.
    package var samples: Int64

    package init(_ samples: Int64) {
        self.samples = samples
    }

    package static let zero = SampleTime(0)

    package static func < (left: SampleTime, right: SampleTime) -> Bool {
        left.samples < right.samples
    }

    package static func + (time: SampleTime, count: Int) -> SampleTime {
        SampleTime(time.samples + Int64(count))
    }

    /// How many samples lie from `right` to `left`.
    package static func - (left: SampleTime, right: SampleTime) -> Int {
        Int(left.samples - right.samples)
    }
}
