/// Finds where sound begins and ends.
package enum Edges {
    /// Index of the first sample whose absolute value reaches `threshold`, from `start` on.
    package static func onset(in samples: [Int16], threshold: Int = 1_000, from start: Int = 0) -> Int? {
        samples.indices.dropFirst(start).first { abs(Int(samples[$0])) >= threshold }
    }

    /// Index of the first of `length` samples in a row that all stay below `threshold`, from `start` on.
    package static func silence(
        in samples: [Int16], lasting length: Int, below threshold: Int = 50, from start: Int = 0
    )
        -> Int?
    {
        var quiet = 0
        for index in samples.indices.dropFirst(start) {
            quiet = abs(Int(samples[index])) < threshold ? quiet + 1 : 0
            if quiet == length { return index - length + 1 }
        }
        return nil
    }

    /// Index behind the last sample that reaches `threshold`.
    package static func end(in samples: [Int16], threshold: Int = 50) -> Int? {
        samples.lastIndex { abs(Int($0)) >= threshold }.map { $0 + 1 }
    }
}
