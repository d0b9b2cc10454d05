import CTestBench

/// Where a pattern lies in a recording.
package struct Correlation: Sendable, Equatable {
    /// Index in the recording at which the pattern's first sample lies.
    package var index: Int
    /// 1 for a perfect copy, whatever its loudness; about 0 for strangers; negative when turned over.
    package var similarity: Double

    /// The place where `pattern` fits `recording` best. `nil` when either is empty or silent.
    package static func find(_ pattern: [Int16], in recording: [Int16]) -> Correlation? {
        guard !pattern.isEmpty, recording.count >= pattern.count else { return nil }
        let signal = recording.map(Float.init), wanted = pattern.map(Float.init)
        var result = [Float](repeating: 0, count: signal.count)
        guard unsafe vl_correlate(signal, signal.count, wanted, wanted.count, &result) == 0 else { return nil }
        let energies = Self.energies(of: pattern.count, in: recording)
        // Next to silence the arithmetic's own noise would look like anything.
        let least = (energies.max() ?? 0) * 1e-5
        let likeness = energies.indices.map { abs(Double(result[$0])) / max(energies[$0], least).squareRoot() }
        guard least > 0, let best = likeness.indices.max(by: { likeness[$0] < likeness[$1] }) else { return nil }
        let own = energies[best] * (Self.energies(of: pattern.count, in: pattern).first ?? 0)
        return own == 0 ? nil : Correlation(index: best, similarity: Double(result[best]) / own.squareRoot())
    }

    /// Of every stretch of `length` samples. Whole numbers, so that nothing is left of what has passed.
    private static func energies(of length: Int, in samples: [Int16]) -> [Double] {
        let squares = samples.map { Int($0) * Int($0) }
        var sum = squares[..<length].reduce(0, +)
        return [Double(sum)]
            + (length..<squares.count).map { end in
                sum += squares[end] - squares[end - length]
                return Double(sum)
            }
    }
}
