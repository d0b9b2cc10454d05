/// How loud it is.
package struct AudioLevel: Topic, Equatable {
    /// The microphone after the signal path.
    package var rmsDecibels: Double
    /// Its peak.
    package var peakDecibels: Double
    /// Probability of near-end speech, from 0 to 1.
    package var vad: Double
    /// The loudspeaker.
    package var farDecibels: Double

    package init(rmsDecibels: Double, peakDecibels: Double, vad: Double, farDecibels: Double) {
        self.rmsDecibels = rmsDecibels
        self.peakDecibels = peakDecibels
        self.vad = vad
        self.farDecibels = farDecibels
    }

    package static let record = Record(
        AudioLevel.init,
        Field("rms_db", \.rmsDecibels, "The microphone after the signal path."),
        Field("peak_db", \.peakDecibels, "Its peak."),
        Field("vad", \.vad, "Probability of near-end speech, from 0 to 1."),
        Field("far_db", \.farDecibels, "The loudspeaker."))

    package static let facts = TopicFacts(
        "audio.level", keeps: .latest, role: .observer,
        about: "How loud it is.")
    package static let example = AudioLevel(rmsDecibels: -42.5, peakDecibels: -30, vad: 0.1, farDecibels: -90)
}
