/// A stage of connecting and when it must be over.
struct Deadline: Sendable {
    var stage: WebSocketError.Stage
    var within: Duration
    var moment: Moment

    init(_ stage: WebSocketError.Stage, within: Duration, from start: Moment = .now) {
        self.stage = stage
        self.within = within
        moment = start.advanced(by: within)
    }

    /// The same moment seen from another stage.
    func entering(_ stage: WebSocketError.Stage) -> Deadline {
        var other = self
        other.stage = stage
        return other
    }
}
