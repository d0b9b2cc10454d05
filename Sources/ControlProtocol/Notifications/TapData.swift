/// Sound of a tap. Only its owner sees this.
package struct TapData: Topic, Equatable {
    /// The tap.
    package var tap: String
    /// Counts messages from 0.
    package var n: Int
    /// Of the first sample, on the clock that all taps share.
    package var offsetSamples: Int
    /// Samples in base64.
    package var data: String
    /// Frames dropped before this one.
    package var lostFrames: Int

    package init(tap: String, n: Int, offsetSamples: Int, data: String, lostFrames: Int = 0) {
        self.tap = tap
        self.n = n
        self.offsetSamples = offsetSamples
        self.data = data
        self.lostFrames = lostFrames
    }

    package static let record = Record(
        TapData.init,
        Field("tap", \.tap, "The tap."),
        Field("n", \.n, "Counts messages from 0."),
        Field("offset_samples", \.offsetSamples, "Of the first sample, on the clock that all taps share."),
        Field("data", \.data, "Samples in base64."),
        Field("lost_frames", \.lostFrames, "Frames dropped before this one.", default: 0))

    package static let facts = TopicFacts(
        "tap.data", keeps: .drop, role: .observer,
        about: "Sound of a tap. Only its owner sees this.")
    package static let example = TapData(tap: "p1", n: 0, offsetSamples: 16_000, data: "AAAA")
}
