/// One lasting trouble.
package struct Degradation: WireRecord, Equatable {
    /// Its name, for programs.
    package var code: String
    /// What it means, for people.
    package var text: String
    /// How long it has lasted.
    package var sinceMilliseconds: Int
    /// What to do.
    package var hint: String

    package init(code: String, text: String, sinceMilliseconds: Int, hint: String) {
        self.code = code
        self.text = text
        self.sinceMilliseconds = sinceMilliseconds
        self.hint = hint
    }

    package static let record = Record(
        Degradation.init,
        Field("code", \.code, "Its name, for programs."),
        Field("text", \.text, "What it means, for people."),
        Field("since_ms", \.sinceMilliseconds, "How long it has lasted."),
        Field("hint", \.hint, "What to do."))

    package static let example = Degradation(
        code: "microphone_missing", text: "No microphone is connected.", sinceMilliseconds: 12_000,
        hint: "Plug one in, or choose one with audio.select.")
}
