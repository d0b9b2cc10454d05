/// One line of the transcript: what one speaker said in one piece.
package struct TranscriptLine: Equatable, Sendable {
    package var place: TranscriptPlace
    /// Its name for observers, no other line's. Empty in journals of daemons that did not keep it.
    package var item: ItemID
    package var speaker: Speaker
    /// All that was said or generated.
    package var text: PrivateText
    /// What of it was heard; `nil` where that is all of it (a person, or an answer in text).
    package var heard: HeardTruth?
    package var state: LineState

    package init(
        place: TranscriptPlace, item: ItemID = "", speaker: Speaker, text: PrivateText, heard: HeardTruth? = nil,
        state: LineState
    ) {
        self.place = place
        self.item = item
        self.speaker = speaker
        self.text = text
        self.heard = heard
        self.state = state
    }
}

/// Where a line belongs: lines are ordered by turn, and by position within it.
package struct TranscriptPlace: Hashable, Comparable, Sendable {
    /// 0 is what is said before the first person speaks.
    package let turn: Int
    package let position: Int

    package init(turn: Int, position: Int) {
        self.turn = turn
        self.position = position
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.turn, left.position) < (right.turn, right.position)
    }
}

/// What the loudspeaker really brought across.
package struct HeardTruth: Equatable, Sendable {
    package var text: PrivateText
    package var milliseconds: Int
    package var wasCutShort: Bool

    package init(text: PrivateText, milliseconds: Int, wasCutShort: Bool) {
        self.text = text
        self.milliseconds = milliseconds
        self.wasCutShort = wasCutShort
    }
}

/// How sure a line is.
package enum LineState: Equatable, Sendable {
    case partial
    case final
    /// The service could not write down what was said.
    case failed(reason: String)
    /// Not written down in time. It may still come, as a correction.
    case missing
}
