/// Builds the OpenMetrics exposition text, family by family.
struct OpenMetricsText {
    private(set) var text = ""

    mutating func counter(_ name: String, _ help: String, _ family: Family<Counter>) {
        describe(name, "counter", help)
        for entry in family.all where !entry.isOther || entry.cell.value > 0 {
            sample(name + "_total", entry.labels, String(entry.cell.value))
        }
    }

    mutating func counter(_ name: String, _ help: String, _ family: Family<TimeCounter>) {
        describe(name, "counter", help)
        for entry in family.all where !entry.isOther || entry.cell.seconds > 0 {
            sample(name + "_total", entry.labels, Self.number(entry.cell.seconds))
        }
    }

    mutating func counter(_ name: String, _ help: String, _ value: Double) {
        describe(name, "counter", help)
        sample(name + "_total", "", Self.number(value))
    }

    mutating func gauge(_ name: String, _ help: String, _ family: Family<Gauge>) {
        describe(name, "gauge", help)
        for entry in family.all where !entry.isOther || entry.cell.value != 0 {
            sample(name, entry.labels, Self.number(entry.cell.value))
        }
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        describe(name, "gauge", help)
        sample(name, "", Self.number(value))
    }

    mutating func histogram(_ name: String, _ help: String, _ family: Family<Histogram>) {
        describe(name, "histogram", help)
        for entry in family.all {
            let snapshot = entry.cell.snapshot()
            guard !entry.isOther || snapshot.count > 0 else { continue }
            let comma = entry.labels.isEmpty ? "" : ","
            for bucket in snapshot.buckets {
                let labels = entry.labels + comma + "le=\"\(Self.number(bucket.bound))\""
                sample(name + "_bucket", labels, String(bucket.count))
            }
            sample(name + "_bucket", entry.labels + comma + "le=\"+Inf\"", String(snapshot.count))
            sample(name + "_sum", entry.labels, Self.number(snapshot.seconds))
            sample(name + "_count", entry.labels, String(snapshot.count))
        }
    }

    mutating func info(_ name: String, _ help: String, _ labels: String) {
        describe(name, "info", help)
        sample(name + "_info", labels, "1")
    }

    mutating func end() {
        text += "# EOF\n"
    }

    private mutating func describe(_ name: String, _ type: String, _ help: String) {
        text += "# TYPE \(name) \(type)\n# HELP \(name) \(help)\n"
    }

    private mutating func sample(_ name: String, _ labels: String, _ value: String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    static func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "+Inf" : "-Inf" }
        if value == value.rounded() && abs(value) < 1e15 { return "\(Int64(value)).0" }
        return "\(value)"
    }

    /// A label value with what the text form reserves escaped.
    static func escaped(_ value: String) -> String {
        value.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}
