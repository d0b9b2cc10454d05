import TestBench

/// One row of the report: values of one measure, all of one unit.
struct Row {
    var metric: String
    var unit: String
    var values: [Double]
    var digits = 1
    var note = ""

    /// `| metric | median | 95 % | number | note |`
    var markdown: String {
        let median = percentile(0.5, of: values).map { "\(shown($0)) \(unit)" } ?? "–"
        let high = values.count < 2 ? "–" : percentile(0.95, of: values).map { "\(shown($0)) \(unit)" } ?? "–"
        return "| \(metric) | \(median) | \(high) | \(values.count) | \(note) |"
    }

    static let head = "| measure | median | 95 % | taken | |\n|---|---|---|---|---|"

    /// For the note of values in milliseconds.
    static func highest(_ values: [Double]) -> String {
        let high = [0.99, 1].map { percentile($0, of: values) ?? .nan }.map { ($0 * 1_000).rounded() / 1_000 }
        return "99 %: \(high[0]) ms, longest \(high[1]) ms"
    }

    private func shown(_ value: Double) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return digits == 0 ? "\(Int(rounded))" : "\(rounded)"
    }
}
