import ControlProtocol
import Diagnostics
import SignalPath
import Synchronization

/// Follows how the signal path copes with the room. Fed on the events' thread a hundred times a second.
final class SignalWatch: Sendable {
    private let counters: Counters
    private let history = Mutex(SignalHistory())

    init(counters: Counters) {
        self.counters = counters
    }

    func take(_ block: ProcessedBlock) {
        let health = history.withLock { history in
            history.take(block)
            return history.isSecondOver ? history.health : nil
        }
        if block.isSpeech { counters.speech[].add(.milliseconds(10)) }
        guard let health else { return }
        counters.echoReturnLoss[].set(health.erleDecibels)
        counters.echoDelay[].set(health.delayMilliseconds.map { $0 / 1_000 } ?? 0)
        counters.echoDrift[].set(health.driftPartsPerMillion)
        counters.echoConfidence[].set(health.confidence)
        counters.doubleTalk[].set(health.doubleTalk)
    }

    /// `nil` before the first block.
    var health: SignalHealth? { history.withLock { $0.health } }

    /// Another card, or none.
    func forget() { history.withLock { $0 = SignalHistory() } }
}

/// What the last minute was like.
struct SignalHistory {
    /// Second by second, the newest last.
    private struct Second {
        var agentBlocks = 0
        var bothBlocks = 0
        var guarded = 0
        var confirmed = 0
    }

    private var seconds: [Second] = [Second()]
    private var blocks = 0
    private var last: ProcessedBlock?

    var isSecondOver: Bool { blocks % 100 == 0 }

    mutating func take(_ block: ProcessedBlock) {
        if blocks > 0, isSecondOver {
            seconds.append(Second())
            if seconds.count > 60 { seconds.removeFirst() }
        }
        blocks += 1
        last = block
        let now = seconds.count - 1
        if block.isFarEndActive {
            seconds[now].agentBlocks += 1
            if block.probability >= 0.5 { seconds[now].bothBlocks += 1 }
        }
        switch block.bargeIn {
        case .withdrawn: seconds[now].guarded += 1
        case .confirmed: seconds[now].confirmed += 1
        case .suspected, nil: break
        }
    }

    var health: SignalHealth? {
        guard let last else { return nil }
        let recent = seconds.suffix(10)
        let agent = recent.reduce(0) { $0 + $1.agentBlocks }
        let both = recent.reduce(0) { $0 + $1.bothBlocks }
        return SignalHealth(
            erleDecibels: Double(last.echoEnhancement), delayMilliseconds: last.delayMilliseconds.map(Double.init),
            driftPartsPerMillion: Double(last.driftPartsPerMillion), confidence: Double(last.echoConfidence),
            doubleTalk: agent > 0 ? Double(both) / Double(agent) : 0,
            guarded: seconds.reduce(0) { $0 + $1.guarded }, confirmed: seconds.reduce(0) { $0 + $1.confirmed })
    }
}
