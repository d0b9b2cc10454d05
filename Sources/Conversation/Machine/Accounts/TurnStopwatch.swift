/// Collects the stamps of one turn.
struct TurnStopwatch: Equatable, Sendable {
    private var localEnd: Duration?
    private var question: Question?
    private var answer: Answer?

    private struct Question: Equatable, Sendable {
        var turn: Int
        var lastSpeech: Duration
        var captured: Duration
        var sent: Duration
    }

    private struct Answer: Equatable, Sendable {
        var question: Question
        var response: ResponseKey
        var firstDelta: Duration
        var queued: Duration
    }

    /// A local detector may hear the end up to this long before the service's own idea of it.
    static let agreement = Duration.milliseconds(1_500)

    /// Our detector knows the last sample better than the service, when both mean the same speech.
    mutating func localSpeechEnded(at instant: Duration) { localEnd = instant }

    func lastSpeech(serviceSays instant: Duration) -> Duration {
        guard let localEnd, localEnd <= instant, instant - localEnd <= Self.agreement else { return instant }
        return localEnd
    }

    var lastLocalEnd: Duration? { localEnd }

    mutating func questionEnded(turn: Int, lastSpeech: Duration, journey: UplinkPosition.Journey) {
        question = Question(turn: turn, lastSpeech: lastSpeech, captured: journey.arrived, sent: journey.sent)
        answer = nil
    }

    mutating func firstSound(of response: ResponseKey, received: Duration, queued: Duration) {
        guard let question, answer == nil else { return }
        answer = Answer(question: question, response: response, firstDelta: received, queued: queued)
        self.question = nil
    }

    mutating func began(_ response: ResponseKey, rendered: Duration, heard: Duration) -> TurnTiming? {
        guard let answer, answer.response == response else { return nil }
        self.answer = nil
        return TurnTiming(
            turn: answer.question.turn, lastSpeech: answer.question.lastSpeech, captured: answer.question.captured,
            sent: answer.question.sent, firstDelta: answer.firstDelta, queued: answer.queued, rendered: rendered,
            heard: heard)
    }

    mutating func abandon() {
        question = nil
        answer = nil
    }
}
