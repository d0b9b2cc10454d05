/// One loop of the daemon.
package struct LoopHealth: WireRecord, Equatable {
    /// Which.
    package var name: String
    /// Time since its last sign of life.
    package var ageMilliseconds: Int
    /// Why it may be silent.
    package var excuse: String?

    package init(name: String, ageMilliseconds: Int, excuse: String? = nil) {
        self.name = name
        self.ageMilliseconds = ageMilliseconds
        self.excuse = excuse
    }

    package static let record = Record(
        LoopHealth.init,
        Field("name", \.name, "Which."),
        Field("age_ms", \.ageMilliseconds, "Time since its last sign of life."),
        Field("excuse", \.excuse, "Why it may be silent."))

    package static let example = LoopHealth(name: "pipeline", ageMilliseconds: 4)
}
