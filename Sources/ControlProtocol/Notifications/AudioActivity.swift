/// Whose turn it is and whether it is safe to speak, about 15 times a second, from the play cursor.
package struct AudioActivity: Topic, Equatable {
    /// The microphone after the signal path.
    package var levelDecibels: Double
    /// Probability of near-end speech, from 0 to 1.
    package var nearEnd: Double
    /// Whose turn it is.
    package var turn: Turn
    /// Nothing is being heard from the loudspeaker.
    package var safeToSpeak: Bool

    package init(levelDecibels: Double, nearEnd: Double, turn: Turn, safeToSpeak: Bool) {
        self.levelDecibels = levelDecibels
        self.nearEnd = nearEnd
        self.turn = turn
        self.safeToSpeak = safeToSpeak
    }

    package static let record = Record(
        AudioActivity.init,
        Field("level_db", \.levelDecibels, "The microphone after the signal path."),
        Field("near_end", \.nearEnd, "Probability of near-end speech, from 0 to 1."),
        Field("turn", \.turn, "Whose turn it is."),
        Field("safe_to_speak", \.safeToSpeak, "Nothing is being heard from the loudspeaker."))

    package static let facts = TopicFacts(
        "audio.activity", keeps: .latest, role: .observer,
        about: "Whose turn it is and whether it is safe to speak, about 15 times a second, from the play cursor.")
    package static let example = AudioActivity(levelDecibels: -42.5, nearEnd: 0.1, turn: .nobody, safeToSpeak: true)

    /// Whose turn it is.
    package enum Turn: String, WireWord {
        case nobody, user, assistant
    }
}
