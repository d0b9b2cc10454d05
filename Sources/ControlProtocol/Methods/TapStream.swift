/// Turns this connection into a raw stream: after the reply's line come only samples.
package enum TapStream: Method {
    package static let facts = MethodFacts(
        "tap.stream", role: .observer, lane: .async, servedBy: .server,
        about: "Turns this connection into a raw stream: after the reply's line come only samples. "
            + "An Opus packet follows its length in two bytes, the high one first.",
        calledBy: .tapGrant,
        errors: [.topic, .tapPoint, .hardMuted, .audioFormat])

    package struct Params: WireRecord, Equatable {
        /// Where to listen.
        package var point: TapPoint
        /// How samples are coded.
        package var format: AudioFormat
        /// Samples a second; the point's own when missing.
        package var rate: Int?

        package init(point: TapPoint, format: AudioFormat = .pcm16, rate: Int? = nil) {
            self.point = point
            self.format = format
            self.rate = rate
        }

        package static let record = Record(
            Params.init,
            Field("point", \.point, "Where to listen."),
            Field("format", \.format, "How samples are coded.", default: .pcm16),
            Field("rate", \.rate, "Samples a second; the point's own when missing.", in: 8_000...48_000))
    }

    package struct Result: WireRecord, Equatable {
        /// The tap.
        package var tap: String
        /// How samples are coded.
        package var format: AudioFormat
        /// Samples a second.
        package var rate: Int
        /// Channels, interleaved.
        package var channels: Int
        /// Samples by which decoded Opus lags behind its place.
        package var lookahead: Int?

        package init(tap: String, format: AudioFormat, rate: Int, channels: Int, lookahead: Int? = nil) {
            self.tap = tap
            self.format = format
            self.rate = rate
            self.channels = channels
            self.lookahead = lookahead
        }

        package static let record = Record(
            Result.init,
            Field("tap", \.tap, "The tap."),
            Field("format", \.format, "How samples are coded."),
            Field("rate", \.rate, "Samples a second."),
            Field("channels", \.channels, "Channels, interleaved."),
            Field("lookahead", \.lookahead, "Samples by which decoded Opus lags behind its place."))
    }

    package static let example = Example(
        Params(point: .micDsp),
        Result(tap: "p1", format: .pcm16, rate: 16_000, channels: 1))
}
