/// Where the time of one turn went, from the person's last speech sample at the microphone to the first sample of the
/// answer at the loudspeaker. All marks are on one clock: time since boot.
package struct TurnTiming: Sendable, Equatable {
    /// An instant of a turn, in the order in which they come.
    package enum Mark: Int, Sendable, CaseIterable {
        /// The last sample of speech reached the microphone.
        case speechEnded
        /// Its block left the signal path.
        case captured
        /// The last packet of the turn was handed to the network.
        case sent
        /// The first audio of the answer came from the network.
        case answered
        /// It was decoded and stood in the playout queue.
        case queued
        /// The playback callback took its first sample.
        case taken
        /// That sample reached the loudspeaker.
        case heard
    }

    /// A stretch between two neighbouring marks.
    package enum Segment: String, Sendable, CaseIterable {
        case capture, uplink, service, downlink, buffer, output

        var ends: Mark { Mark(rawValue: (Self.allCases.firstIndex(of: self) ?? 0) + 1) ?? .heard }
        var begins: Mark { Mark(rawValue: ends.rawValue - 1) ?? .speechEnded }
    }

    package let turn: String
    private var marks: [Duration?] = Array(repeating: nil, count: Mark.allCases.count)

    package init(turn: String) {
        self.turn = turn
    }

    /// Sets a mark. The first one of a kind counts; later ones are another sentence's.
    package mutating func mark(_ mark: Mark, at time: Duration) {
        if marks[mark.rawValue] == nil { marks[mark.rawValue] = time }
    }

    package subscript(_ mark: Mark) -> Duration? { marks[mark.rawValue] }

    /// The length of a segment. Nil when a mark is missing or the two stand in the wrong order: a wrong figure is worse
    /// than none.
    package subscript(_ segment: Segment) -> Duration? {
        guard let begin = self[segment.begins], let end = self[segment.ends], end >= begin else { return nil }
        return end - begin
    }

    /// What the person waited.
    package var total: Duration? {
        guard let begin = self[.speechEnded], let end = self[.heard], end >= begin else { return nil }
        return end - begin
    }

    /// True when every segment has a length.
    package var isComplete: Bool { Segment.allCases.allSatisfy { self[$0] != nil } }

    /// `capture 31 · uplink 4 · … = 512 ms`, with `–` for what is not known.
    package var summary: String {
        let parts = Segment.allCases.map { "\($0.rawValue) \(self[$0].map { String($0.milliseconds) } ?? "–")" }
        return parts.joined(separator: " · ") + " = \(total.map { String($0.milliseconds) } ?? "–") ms"
    }
}
