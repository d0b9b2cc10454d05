/// What becomes of a session when its owner's connection ends.
package struct OwnerPolicy: WireRecord, Equatable {
    /// end: after the grace time; end_after_response: after what is being spoken; keep: go on.
    package var onGone: OnGone?
    /// How long session.attach may take over before the session ends.
    package var graceMilliseconds: Int?

    package init(onGone: OnGone? = nil, graceMilliseconds: Int? = nil) {
        self.onGone = onGone
        self.graceMilliseconds = graceMilliseconds
    }

    package static let record = Record(
        OwnerPolicy.init,
        Field(
            "on_gone", \.onGone,
            "end: after the grace time; end_after_response: after what is being spoken; keep: go on. As configured if missing."
        ),
        Field(
            "grace_ms", \.graceMilliseconds,
            "How long session.attach may take over before the session ends. As configured if missing.", in: 0...600_000)
    )

    /// What happens after the grace time.
    package enum OnGone: String, WireWord {
        case end, keep
        case endAfterResponse = "end_after_response"
    }
}
