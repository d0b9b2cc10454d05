/// Figures for those who read a test's output.
enum Figures {
    static func tell(_ what: String, _ values: [Double]) {
        let sorted = values.sorted()
        guard let least = sorted.first, let most = sorted.last else { return }
        func place(_ share: Double) -> Double { sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] }
        let figures = [("least", least), ("median", place(0.5)), ("95 %", place(0.95)), ("most", most)]
            .map { "\($0.0) \(($0.1 * 10).rounded() / 10)" }
        print("figures: \(what): \(figures.joined(separator: ", ")) of \(values.count)")
    }
}
