/// One recording on disk.
package struct RecordingSummary: WireRecord, Equatable {
    /// Its name.
    package var name: String
    /// Its size.
    package var bytes: Int
    /// Its length.
    package var durationMilliseconds: Int
    /// It is still running.
    package var active: Bool

    package init(name: String, bytes: Int, durationMilliseconds: Int, active: Bool = false) {
        self.name = name
        self.bytes = bytes
        self.durationMilliseconds = durationMilliseconds
        self.active = active
    }

    package static let record = Record(
        RecordingSummary.init,
        Field("name", \.name, "Its name."),
        Field("bytes", \.bytes, "Its size."),
        Field("duration_ms", \.durationMilliseconds, "Its length."),
        Field("active", \.active, "It is still running.", default: false))

    package static let example = RecordingSummary(name: "hall1", bytes: 1_920_000, durationMilliseconds: 60_000)
}
