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
        let lags = result.prefix(signal.count - wanted.count + 1)
        guard let best = lags.indices.max(by: { abs(lags[$0]) < abs(lags[$1]) }) else { return nil }
        let overlap = recording[best..<best + pattern.count]
        let norm = (energy(pattern) * energy(overlap)).squareRoot()
        return norm == 0 ? nil : Correlation(index: best, similarity: Double(result[best]) / norm)
    }

    private static func energy(_ samples: some Sequence<Int16>) -> Double {
        samples.reduce(0) { $0 + Double($1) * Double($1) }
    }
}
