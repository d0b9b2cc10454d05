/// The values that a label may have: a fixed list. Anything else is counted as `other`, so that nothing from outside
/// can make the list grow.
package struct LabelSet: Sendable {
    package let name: String
    package let values: [String]

    package init(_ name: String, _ values: [String]) {
        self.name = name
        self.values = values.contains(Self.other) ? values : values + [Self.other]
    }

    static let other = "other"

    func index(of value: String) -> Int {
        values.firstIndex(of: value) ?? values.firstIndex(of: Self.other) ?? 0
    }
}

/// One cell for every combination of label values, all made at the start. Code on an audio thread looks its cell up
/// once, before it runs.
package final class Family<Cell: AnyObject & Sendable>: Sendable {
    let labels: [LabelSet]
    private let cells: [Cell]

    init(_ labels: [LabelSet], _ make: () -> Cell) {
        self.labels = labels
        cells = (0..<labels.reduce(1) { $0 * $1.values.count }).map { _ in make() }
    }

    /// The cell for these label values, in the order of the labels.
    package subscript(_ values: String...) -> Cell {
        var index = 0
        for (set, value) in zip(labels, values + Array(repeating: LabelSet.other, count: labels.count)) {
            index = index * set.values.count + set.index(of: value)
        }
        return cells[index]
    }

    /// Every cell with its labels as OpenMetrics writes them, without braces.
    var all: [(labels: String, isOther: Bool, cell: Cell)] {
        cells.enumerated().map { index, cell in
            var rest = index
            var parts: [String] = []
            var isOther = false
            for set in labels.reversed() {
                let value = set.values[rest % set.values.count]
                rest /= set.values.count
                isOther = isOther || value == LabelSet.other
                parts.append("\(set.name)=\"\(value)\"")
            }
            return (parts.reversed().joined(separator: ","), isOther, cell)
        }
    }
}
