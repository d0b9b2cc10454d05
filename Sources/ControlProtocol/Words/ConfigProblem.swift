/// One problem in the configuration files.
package struct ConfigProblem: WireRecord, Equatable {
    /// The file.
    package var file: String
    /// Its line, from 1.
    package var line: Int
    /// Its column, from 1.
    package var col: Int
    /// The key, dotted.
    package var path: String
    /// What is wrong.
    package var message: String
    /// What to do.
    package var hint: String?

    package init(file: String, line: Int, col: Int, path: String, message: String, hint: String? = nil) {
        self.file = file
        self.line = line
        self.col = col
        self.path = path
        self.message = message
        self.hint = hint
    }

    package static let record = Record(
        ConfigProblem.init,
        Field("file", \.file, "The file."),
        Field("line", \.line, "Its line, from 1."),
        Field("col", \.col, "Its column, from 1."),
        Field("path", \.path, "The key, dotted."),
        Field("message", \.message, "What is wrong."),
        Field("hint", \.hint, "What to do."))

    package static let example = ConfigProblem(
        file: "/etc/voicelived/voicelived.toml", line: 7, col: 15, path: "dsp.aec.tail_ms",
        message: "2000 is above the maximum 500")
}
