/// What becomes of a session when its owner's connection ends.
package struct OwnerPolicy: WireRecord, Equatable {
    /// end: after the grace time; end_after_response: after what is being spoken; keep: go on.
    package var onGone: OnGone
    /// How long session.attach may take over before the session ends.
    package var graceMilliseconds: Int

    package init(onGone: OnGone = .end, graceMilliseconds: Int = 3_000) {
        self.onGone = onGone
        self.graceMilliseconds = graceMilliseconds
    }

    package static let record = Record(
        OwnerPolicy.init,
        Field(
            "on_gone", \.onGone,
            "end: after the grace time; end_after_response: after what is being spoken; keep: go on.", default: .end),
        Field(
            "grace_ms", \.graceMilliseconds,
            "How long session.attach may take over before the session ends.", default: 3_000, in: 0...600_000))

    /// What happens after the grace time.
    package enum OnGone: String, WireWord {
        case end, keep
        case endAfterResponse = "end_after_response"
    }
}
