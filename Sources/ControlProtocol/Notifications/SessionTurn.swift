/// Where the time of one turn went.
package struct SessionTurn: Topic, Equatable {
    /// Its number in the session.
    package var turn: Int
    /// Last sample of speech to first sample of the answer.
    package var totalMilliseconds: Double
    /// Milliseconds by part: capture, uplink, service, downlink, buffer, output.
    package var parts: JSONObject

    package init(turn: Int, totalMilliseconds: Double, parts: JSONObject) {
        self.turn = turn
        self.totalMilliseconds = totalMilliseconds
        self.parts = parts
    }

    package static let record = Record(
        SessionTurn.init,
        Field("turn", \.turn, "Its number in the session."),
        Field("total_ms", \.totalMilliseconds, "Last sample of speech to first sample of the answer."),
        Field("parts", \.parts, "Milliseconds by part: capture, uplink, service, downlink, buffer, output."))

    package static let facts = TopicFacts(
        "session.turn", keeps: .must, role: .observer,
        about: "Where the time of one turn went.")
    package static let example = SessionTurn(
        turn: 3, totalMilliseconds: 612, parts: JSONObject([.init(name: "service", value: 540)]))
}
