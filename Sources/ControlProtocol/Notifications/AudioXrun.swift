/// Samples were lost.
package struct AudioXrun: Topic, Equatable {
    /// Where.
    package var direction: AudioDirection
    /// How much.
    package var lostMilliseconds: Double
    /// Times since the daemon started.
    package var total: Int

    package init(direction: AudioDirection, lostMilliseconds: Double, total: Int) {
        self.direction = direction
        self.lostMilliseconds = lostMilliseconds
        self.total = total
    }

    package static let record = Record(
        AudioXrun.init,
        Field("direction", \.direction, "Where."),
        Field("lost_ms", \.lostMilliseconds, "How much."),
        Field("total", \.total, "Times since the daemon started."))

    package static let facts = TopicFacts(
        "audio.xrun", keeps: .latest, role: .observer,
        about: "Samples were lost.")
    package static let example = AudioXrun(direction: .input, lostMilliseconds: 10, total: 1)
}
