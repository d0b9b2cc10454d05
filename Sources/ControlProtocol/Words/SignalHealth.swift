/// How the signal path copes with the room, measured while the card is in use.
package struct SignalHealth: WireRecord, Equatable {
    /// How much of the loudspeaker's echo the filters take away.
    package var erleDecibels: Double
    /// The echo behind the reference; absent until found.
    package var delayMilliseconds: Double?
    /// How fast that grows.
    package var driftPartsPerMillion: Double
    /// How sure the echo filter is of itself, 0 to 1.
    package var confidence: Double
    /// Share of the agent's speech of the last ten seconds during which somebody talked too, 0 to 1.
    package var doubleTalk: Double
    /// Interruptions that were suspected and taken back in the last minute: what the guard against false ones held off.
    package var guarded: Int
    /// Interruptions that were confirmed in the last minute.
    package var confirmed: Int

    package init(
        erleDecibels: Double, delayMilliseconds: Double? = nil, driftPartsPerMillion: Double, confidence: Double,
        doubleTalk: Double, guarded: Int, confirmed: Int
    ) {
        self.erleDecibels = erleDecibels
        self.delayMilliseconds = delayMilliseconds
        self.driftPartsPerMillion = driftPartsPerMillion
        self.confidence = confidence
        self.doubleTalk = doubleTalk
        self.guarded = guarded
        self.confirmed = confirmed
    }

    package static let record = Record(
        SignalHealth.init,
        Field("erle_db", \.erleDecibels, "How much of the loudspeaker's echo the filters take away."),
        Field("delay_ms", \.delayMilliseconds, "The echo behind the reference; absent until found."),
        Field("drift_ppm", \.driftPartsPerMillion, "How fast that grows."),
        Field("confidence", \.confidence, "How sure the echo filter is of itself, 0 to 1."),
        Field(
            "double_talk", \.doubleTalk,
            "Share of the agent's speech of the last ten seconds during which somebody talked too, 0 to 1."),
        Field("guarded", \.guarded, "Interruptions suspected and taken back in the last minute."),
        Field("confirmed", \.confirmed, "Interruptions confirmed in the last minute."))

    package static let example = SignalHealth(
        erleDecibels: 41.5, delayMilliseconds: 38, driftPartsPerMillion: 12, confidence: 0.97, doubleTalk: 0.1,
        guarded: 1, confirmed: 0)
}
