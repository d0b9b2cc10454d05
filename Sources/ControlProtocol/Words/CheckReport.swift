/// One finding of the doctor.
package struct CheckReport: WireRecord, Equatable {
    /// Its name.
    package var id: String
    /// How bad it is.
    package var status: Status
    /// What was found.
    package var text: String
    /// What to do.
    package var fix: String?

    package init(id: String, status: Status, text: String, fix: String? = nil) {
        self.id = id
        self.status = status
        self.text = text
        self.fix = fix
    }

    package static let record = Record(
        CheckReport.init,
        Field("id", \.id, "Its name."),
        Field("status", \.status, "How bad it is."),
        Field("text", \.text, "What was found."),
        Field("fix", \.fix, "What to do."))

    package static let example = CheckReport(id: "audio.server", status: .ok, text: "PulseAudio 16.1 answers")

    /// How bad a finding is.
    package enum Status: String, WireWord {
        case ok, warn, fail, skip
    }
}
