/// What came of a trial.
package struct HearingTally: Sendable {
    /// What was said into an answer.
    package struct Spoken: Sendable {
        /// From its first sample at the microphone to the last of the answer at the loudspeaker; `nil` when the answer
        /// went on.
        package var silentAfterMilliseconds: Double?
        /// How like its first quarter second is what the service heard at that place, at most 1.
        package var firstSyllable = 0.0

        package var isPrompt: Bool { silentAfterMilliseconds.map { $0 <= 300 } ?? false }
        package var isWhole: Bool { firstSyllable >= 0.5 }
    }

    /// Of an answer at which nobody spoke.
    package var secondsAlone = 0.0
    /// Answers cut while nobody spoke, and turns that nobody took.
    package var selfInterruptions = 0
    package var phantomTurns = 0
    /// Answers that paused and went on.
    package var pausesAlone = 0
    package var spoken: [Spoken] = []
    /// Answers that came while the daemon wanted none.
    package var unheard = 0
    /// What does not count, because the machine was too busy to carry sound, and answers cut in that.
    package var shaken = 0
    package var spokenWhileShaken: [Spoken] = []
    package var cutsWhileShaken = 0
    package var coughs = 0
    package var coughsThatStopped = 0
    package var hums = 0
    package var humsThatStopped = 0

    package init() {}

    package static func + (one: Self, other: Self) -> Self {
        var sum = one
        sum.secondsAlone += other.secondsAlone
        sum.selfInterruptions += other.selfInterruptions
        sum.phantomTurns += other.phantomTurns
        sum.pausesAlone += other.pausesAlone
        sum.spoken += other.spoken
        sum.unheard += other.unheard
        sum.shaken += other.shaken
        sum.spokenWhileShaken += other.spokenWhileShaken
        sum.cutsWhileShaken += other.cutsWhileShaken
        sum.coughs += other.coughs
        sum.coughsThatStopped += other.coughsThatStopped
        sum.hums += other.hums
        sum.humsThatStopped += other.humsThatStopped
        return sum
    }
}
