/// The voices of the built-in speech engine.
package enum FliteVoice: String, Sendable, CaseIterable {
    /// Female, US English: the default.
    case slt
    /// Male, US English.
    case rms
    /// Male, Scottish English.
    case awb
    /// Male, US English, the small old one.
    case kal16

    /// The nearest voice for a name of the cloud's, so that a client's configuration works on the box too.
    ///
    /// Azure names carry the speaker's first name ("en-US-AndrewNeural"), OpenAI names are one word ("echo").
    package init(closestTo name: String) {
        let lowered = name.lowercased()
        if let exact = FliteVoice(rawValue: lowered) {
            self = exact
        } else if lowered.hasPrefix("en-gb"), Self.men.contains(where: lowered.contains) {
            self = .awb
        } else if Self.men.contains(where: lowered.contains) {
            self = .rms
        } else {
            self = .slt
        }
    }

    /// First names of the cloud's male voices.
    private static let men = [
        "andrew", "brian", "davis", "guy", "tony", "jason", "roger", "steffan", "eric", "christopher", "jacob", "adam",
        "ryan", "thomas", "alfie", "elliot", "ethan", "noah", "oliver", "william", "ash", "ballad", "echo", "verse",
        "cedar", "onyx", "florian", "yunxi", "derek", "dustin", "lewis",
    ]
}
