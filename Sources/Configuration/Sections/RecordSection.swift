/// Recordings on disk.
package struct RecordSection: SettingSection {
    package var enabled = false
    package var sessions = false
    package var directory = ""
    package var maxTotal = ByteSize.mebibytes(512)
    package var maxLength = Duration.seconds(600)
    package var keepDays = 7
    package var minFree = ByteSize.mebibytes(200)
    package var text = false
    package var consent = true

    package init() {}

    package static let path = "record"
    package static let about = "Recordings on disk. Every recording is visible to all clients."

    package static let keys: [SettingKey<RecordSection>] = [
        SettingKey("enabled", \.enabled, .boolean, .live, "Allow admins to record."),
        SettingKey("sessions", \.sessions, .boolean, .notYet, "Record every session by itself."),
        SettingKey(
            "directory", \.directory, .path, .live, "Where recordings go. Empty: recordings in the state directory."),
        SettingKey(
            "max_total", \.maxTotal, .size(.mebibytes(1)...ByteSize(bytes: 1 << 44)), .live,
            "All recordings together; the oldest go first."),
        SettingKey(
            "max_length", \.maxLength, .duration(.seconds(1)...(.seconds(86400))), .live, "The longest single one."),
        SettingKey("keep_days", \.keepDays, .integer(0...3650), .live, "Days until a recording goes. 0: no limit."),
        SettingKey(
            "min_free", \.minFree, .size(ByteSize(bytes: 0)...ByteSize(bytes: 1 << 44)), .live,
            "Recording stops when less space is left on the disk."),
        SettingKey("text", \.text, .boolean, .notYet, "Keep transcripts beside the sound."),
        SettingKey(
            "consent", \.consent, .boolean, .notYet,
            "Sessions are recorded only after a client has said that people agreed."
        ),
    ]
}
