/// Counters and timings, for monitoring.
package enum DaemonMetrics: Method {
    package static let facts = MethodFacts(
        "daemon.metrics", role: .observer, lane: .ordered, servedBy: .daemon,
        about: "Counters and timings, for monitoring.")

    /// How metrics are written.
    package enum Format: String, WireWord {
        case openmetrics, json
    }

    package struct Params: WireRecord, Equatable {
        /// openmetrics text, or the same as JSON.
        package var format: Format

        package init(format: Format = .openmetrics) {
            self.format = format
        }

        package static let record = Record(
            Params.init,
            Field("format", \.format, "openmetrics text, or the same as JSON.", default: .openmetrics))
    }

    package struct Result: WireRecord, Equatable {
        /// OpenMetrics text.
        package var text: String?
        /// The same as an object.
        package var values: JSONObject?

        package init(text: String? = nil, values: JSONObject? = nil) {
            self.text = text
            self.values = values
        }

        package static let record = Record(
            Result.init,
            Field("text", \.text, "OpenMetrics text."),
            Field("values", \.values, "The same as an object."))
    }

    package static let example = Example(Params(), Result(text: "voicelived_link_up 1\n# EOF\n"))
}
