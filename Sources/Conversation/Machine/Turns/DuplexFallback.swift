/// How a person can interrupt us, from the freest to the surest.
package enum DuplexMode: String, Equatable, Sendable, CaseIterable, Comparable {
    /// Any speech interrupts.
    case full
    /// Only a stop word does.
    case stopWord
    /// Only a button does; while we are audible the microphone is not listened to: half duplex.
    case key

    package static func < (one: DuplexMode, other: DuplexMode) -> Bool { one.rank < other.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How well the loudspeaker is kept out of the microphone, over the last second in which it was heard.
package struct EchoReading: Equatable, Sendable {
    /// dB by which the echo is lower behind the canceller.
    package var enhancement: Double
    /// dB by which the loudspeaker makes the microphone louder than the room is by itself.
    package var loudness: Double
    /// How much that which is left behind the canceller goes up and down with what is played, −1…1: echo does, a person does
    /// not.
    package var likeness: Double

    package init(enhancement: Double, loudness: Double, likeness: Double) {
        self.enhancement = enhancement
        self.loudness = loudness
        self.likeness = likeness
    }

    package var isFinite: Bool { enhancement.isFinite && loudness.isFinite && likeness.isFinite }
}

/// Takes rights away from the detector while the room defeats the canceller, and gives them back one by one.
///
/// Seconds are seconds in which the loudspeaker was heard: while we are silent nothing is learnt.
package struct DuplexFallback: Equatable, Sendable {
    /// Less than this, dB, is no cancelling; more than that is well.
    private static let bad = 6.0
    private static let good = 12.0
    /// A loudspeaker this faint, dB over the room, disturbs nobody.
    private static let faint = 6.0
    /// What is left is echo from here on, and something else below that.
    private static let alike = 0.6
    private static let unlike = 0.3
    private static let badSecondsToFall = 8
    /// A false alarm weighs as much as bad seconds do.
    private static let falseAlarm = 3
    private static let firstPatience = 20
    private static let longestPatience = 320

    /// The admin allows it.
    private var isAllowed: Bool
    /// Somebody on the box listens for stop words: else that step is left out, for the service hears nothing there.
    private var hearsStopWords: Bool
    package private(set) var mode = DuplexMode.full
    private var badness = 0
    /// The last second's echo came through.
    private var isDefeated = false
    private var goodSeconds = 0
    /// Good seconds before a step back is dared; doubles with every time it was too early.
    private var patience = Self.firstPatience

    package init(isAllowed: Bool, hearsStopWords: Bool) {
        self.isAllowed = isAllowed
        self.hearsStopWords = hearsStopWords
    }

    /// The new mode, when this second changed it.
    package mutating func heard(_ reading: EchoReading) -> DuplexMode? {
        guard isAllowed, reading.isFinite else { return nil }
        isDefeated =
            reading.loudness >= Self.faint && reading.enhancement < Self.bad && reading.likeness >= Self.alike
        let isWell =
            reading.loudness < Self.faint || reading.enhancement >= Self.good || reading.likeness < Self.unlike
        badness = isDefeated ? badness + 1 : max(0, badness - 1)
        if isWell { goodSeconds += 1 }
        if isDefeated { goodSeconds = 0 }
        return badness >= Self.badSecondsToFall ? fall() : goodSeconds >= patience ? rise() : nil
    }

    /// Somebody listens for stop words on the box, or does no more.
    package mutating func listens(_ hears: Bool) -> DuplexMode? {
        hearsStopWords = hears
        return mode == .stopWord && !hears ? fall() : nil
    }

    /// An answer was hushed for nothing: by echo, if echo came through just now; else somebody coughed.
    package mutating func wasMisled() -> DuplexMode? {
        guard isAllowed, isDefeated else { return nil }
        badness += Self.falseAlarm
        goodSeconds = 0
        return badness >= Self.badSecondsToFall ? fall() : nil
    }

    /// The admin's word. The new mode, when it changed that.
    mutating func allow(_ isAllowed: Bool) -> DuplexMode? {
        self.isAllowed = isAllowed
        let before = mode
        if !isAllowed { (mode, badness, goodSeconds) = (.full, 0, 0) }
        return mode == before ? nil : mode
    }

    private mutating func fall() -> DuplexMode? {
        badness = 0
        goodSeconds = 0
        guard mode < .key else { return nil }
        mode = mode == .full && hearsStopWords ? .stopWord : .key
        return mode
    }

    private mutating func rise() -> DuplexMode? {
        badness = 0
        goodSeconds = 0
        guard mode > .full else { return nil }
        mode = mode == .key && hearsStopWords ? .stopWord : .full
        patience = min(2 * patience, Self.longestPatience)
        return mode
    }
}
