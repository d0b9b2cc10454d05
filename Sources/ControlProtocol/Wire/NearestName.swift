/// The known name that a mistyped one most likely meant, or nil when none is near.
///
/// Near means at most a third of the letters differ (insertions, deletions, replacements, swapped neighbours).
package func nearest(to name: String, among names: [String]) -> String? {
    let wrong = Array(name.utf8.prefix(64))
    guard name.utf8.count <= 64 else { return nil }
    let scored = names.map { (name: $0, distance: distance(wrong, Array($0.utf8))) }
    guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, best.name.utf8.count / 3) ? best.name : nil
}

/// Optimal string alignment distance.
private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var above = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var line = [row + 1]
        for (column, other) in right.enumerated() {
            var cost = min(line[column] + 1, above[column + 1] + 1, above[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                cost = min(cost, before[column - 1] + 1)
            }
            line.append(cost)
        }
        (before, above) = (above, line)
    }
    return above[right.count]
}
