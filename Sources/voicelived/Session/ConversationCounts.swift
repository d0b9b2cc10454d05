import Conversation
import Diagnostics
import Synchronization

/// Counts what one conversation tells. Called on its loop.
final class ConversationCounts: Sendable {
    private let counters: Counters
    private let currency: String
    /// Totals that are counted already.
    private let counted: Mutex<UsageTotals>

    /// `before` was used by an earlier life of the conversation.
    init(_ counters: Counters, currency: String, after before: UsageTotals = UsageTotals()) {
        self.counters = counters
        self.currency = currency
        counted = Mutex(before)
    }

    func note(_ news: ConversationNews) {
        switch news {
        case .link(let state): note(state)
        case .turn(let timing): note(timing)
        case .usage(let totals): note(totals)
        case .serviceError(let error): note(error)
        case .toolAnswered(_, let result): counters.toolCalls[result.word].add()
        case .interruption(.confirmed): counters.bargeIns["confirmed"].add()
        case .interruption(.resumed): counters.bargeIns["resumed"].add()
        case .soundLost(.microphone(let lost)): counters.audioLost["capture"].add(lost)
        case .soundLost(.answer(let lost)), .soundLost(.answerGap(let lost)): counters.audioLost["playback"].add(lost)
        case .ended: counters.linkUp[].set(0)
        default: break
        }
    }

    private func note(_ link: LinkState) {
        switch link {
        case .up:
            counters.linkUp[].set(1)
            counters.linkConnects["ok"].add()
        case .waiting(_, let closure), .givenUp(_, let closure):
            counters.linkUp[].set(0)
            counters.linkConnects[closure.cause.result].add()
        case .connecting, .down: counters.linkUp[].set(0)
        case .renewing: break
        }
    }

    private func note(_ timing: ConversationTurnTiming) {
        let parts: [(String, Duration)] = [
            ("capture", timing.capture), ("uplink", timing.uplink), ("service", timing.service),
            ("downlink", timing.downlink), ("buffer", timing.buffer), ("output", timing.output),
            ("total", timing.mouthToEar),
        ]
        for (segment, duration) in parts where duration >= .zero { counters.turnLatency[segment].observe(duration) }
    }

    private func note(_ totals: UsageTotals) {
        let before = counted.withLock { counted in
            defer { counted = totals }
            return counted
        }
        let kinds: [(String, Int)] = [
            ("input_text", totals.inputText - before.inputText), ("input_audio", totals.inputAudio - before.inputAudio),
            ("input_cached", totals.cachedText + totals.cachedAudio - before.cachedText - before.cachedAudio),
            ("output_text", totals.outputText - before.outputText),
            ("output_audio", totals.outputAudio - before.outputAudio),
        ]
        for (kind, tokens) in kinds where tokens > 0 { counters.serviceTokens[kind].add(UInt64(tokens)) }
        let micros = totals.knownCost.billionths / 1_000 - before.knownCost.billionths / 1_000
        if micros > 0 { counters.costMicros[currency].add(UInt64(micros)) }
    }

    private func note(_ error: ServiceError) {
        switch error.kind {
        case .benign: break
        case .retryable: counters.serviceErrors["server"].add()
        case .refused: counters.serviceErrors["rejected"].add()
        case .fatal: counters.serviceErrors["expired"].add()
        }
    }
}

extension ServiceClosureCause {
    /// The label of an attempt that came to this.
    fileprivate var result: String {
        switch self {
        case .closedByUs, .expired: "other"
        case .network: "network"
        case .serverTrouble: "server"
        case .tooMany: "quota"
        case .denied: "auth"
        case .unusable: "protocol"
        case .untrusted: "tls"
        case .clock: "clock"
        }
    }
}

extension ToolResult {
    fileprivate var word: String {
        switch self {
        case .output: "ok"
        case .failed(.timeout): "timeout"
        case .failed(.ownerGone): "gone"
        case .failed(.cancelledByPerson), .failed(.conversationEnded): "cancelled"
        case .failed(.badArguments), .failed(.unknownTool), .failed(.tooLong), .failed(.tooMany): "invalid"
        case .failed(.refused): "failed"
        }
    }
}
