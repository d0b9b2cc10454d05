/// What `tap.open` and `tap.stream` take.
package struct TapWish: WireRecord, Equatable {
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
        TapWish.init,
        Field("point", \.point, "Where to listen."),
        Field("format", \.format, "How samples are coded.", default: .pcm16),
        Field("rate", \.rate, "Samples a second; the point's own when missing.", in: 8_000...48_000))
}

/// What they give: how the samples come.
package struct OpenedTap: WireRecord, Equatable {
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
        OpenedTap.init,
        Field("tap", \.tap, "The tap."),
        Field("format", \.format, "How samples are coded."),
        Field("rate", \.rate, "Samples a second."),
        Field("channels", \.channels, "Channels, interleaved."),
        Field("lookahead", \.lookahead, "Samples by which decoded Opus lags behind its place."))
}
