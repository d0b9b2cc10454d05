/// The value below which `share` (0...1) of `values` lie: the nearest rank. `nil` when there are none.
package func percentile<Value: Comparable>(_ share: Double, of values: some Sequence<Value>) -> Value? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let rank = (Double(sorted.count) * share).rounded(.up)
    return sorted[min(max(Int(rank) - 1, 0), sorted.count - 1)]
}
