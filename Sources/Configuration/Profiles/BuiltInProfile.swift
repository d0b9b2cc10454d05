/// A set of values that comes with the daemon. It lies below the admin's files: whatever they say wins.
struct BuiltInProfile: Sendable {
    let name: String
    let text: String
    let values: [String: TomlNode]

    private init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
        let root = try? TomlParser.parse(Array(text.utf8), file: Self.filePrefix + name)
        values = root.map { FileCheck($0).values } ?? [:]
    }

    /// Stands for a file's name in the places of a profile's values.
    private static let filePrefix = "profile "

    static func isOne(_ file: String) -> Bool { file.hasPrefix(filePrefix) }

    static let all = [
        BuiltInProfile("kiosk", kiosk), BuiltInProfile("in-car", inCar),
        BuiltInProfile("interview-coach", interviewCoach), BuiltInProfile("learning-companion", learningCompanion),
    ]
}

extension BuiltInProfile {
    private static let kiosk = """
        turn = { detection = "semantic", patience = "normal" }
        speech = { start_probability = 0.6, hangover_ms = 700 }
        dsp = { aec = { tail_ms = 200 }, ns = { suppress_db = -25 }, agc = { max_gain_db = 24 } }
        session = { idle_timeout = "90s", on_gone = "keep", grace = "10s", link_lost_limit = "15s" }
        """

    private static let inCar = """
        fallback_last_good = true
        audio.role = "phone"
        turn = { detection = "push_to_talk", patience = "quick" }
        speech = { start_probability = 0.65, hangover_ms = 500 }
        dsp = { aec = { tail_ms = 150 }, ns = { suppress_db = -30 }, agc = { max_gain_db = 18 } }
        session = { idle_timeout = "30s", on_gone = "end", grace = "3s", link_lost_limit = "60s" }
        """

    private static let interviewCoach = """
        turn = { detection = "semantic", patience = "exam" }
        barge_in = { mode = "stop_word" }
        speech = { start_probability = 0.5, hangover_ms = 1500 }
        dsp = { aec = { tail_ms = 120 }, ns = { suppress_db = -12 }, agc = { max_gain_db = 12 } }
        session = { idle_timeout = "10m", on_gone = "keep", grace = "5m", on_link_lost = "pause", link_lost_limit = "10m" }
        access.observe_text = true
        record = { enabled = true, sessions = true, text = true, consent = true }
        """

    private static let learningCompanion = """
        turn = { detection = "server", patience = "patient" }
        speech = { start_probability = 0.5, hangover_ms = 1200 }
        dsp = { aec = { tail_ms = 150 }, ns = { suppress_db = -15 }, agc = { max_gain_db = 18 } }
        session = { idle_timeout = "5m", on_gone = "keep", grace = "60s", on_link_lost = "pause", link_lost_limit = "5m" }
        """
}
