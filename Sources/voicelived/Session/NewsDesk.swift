import ControlProtocol
import ControlServer
import Conversation
import Diagnostics

/// Tells the world about one conversation: subscribers, log, counters, health.
struct NewsDesk: ConversationObserver {
    let session: String
    let instruments: Instruments
    let board: StatusBoard
    let preferred: EndpointName?
    let currency: String
    let avatar: AvatarDesk
    let approvals: ApprovalDesk
    let counts: ConversationCounts

    func told(_ news: ConversationNews, at now: Duration) {
        counts.note(news)
        switch news {
        case .phase(let phase): tell(phase)
        case .link(let state): LinkNews(desk: self).tell(state, at: now)
        case .partial(let line): tell(line, isFinal: false)
        case .line(let line): tell(line, isFinal: true)
        case .caption(let caption, let item, let offset): tell(caption, of: item, at: offset.wholeMilliseconds)
        case .avatar(.screen(let state)): publish(SessionAvatar(state: .init(state)))
        case .avatar(let news): avatar.told(news)
        case .approval(let approval, let outcome): tell(approval, outcome)
        case .interruption(let interruption): tell(interruption)
        case .turn(let timing): tell(timing)
        case .usage(let totals): tell(totals)
        case .budget(let notice):
            instruments.log(.sessionBudget, "session \(session): \(notice)", .session(session))
        case .duplex(let mode):
            instruments.health.set(.echoNotCancelled, mode != .full, detail: mode.words)
            instruments.log(.audioDuplex, mode.words, .session(session))
        case .stopWordsHeard: instruments.health.clear(.stopWordsUnheard)
        case .stopWordsUnheard(let reason): instruments.health.report(.stopWordsUnheard, detail: reason)
        case .serviceError(let error):
            instruments.log(.serviceError, "the service reported \(error.code)", .session(session), .error(error.code))
        case .otherServiceEvent(let name):
            instruments.log(.serviceUnknownEvent, "unknown event \(name)", .session(session))
        case .soundLost(let loss): instruments.log(.audioXrun, "sound was given up: \(loss)", .session(session))
        case .ended(let ending):
            instruments.health.clear(.stopWordsUnheard)
            instruments.log(.sessionEnded, "session \(session) ended: \(ending.words)", .session(session))
        case .idleSoon, .toolCalled, .toolAnswered, .health, .refused: break
        }
    }

    func publish<T: Topic>(_ data: T, key: String? = nil) {
        instruments.megaphone.target?.publish(data, session: session, key: key)
    }

    private func tell(_ phase: ConversationPhase) {
        let word = phase.word
        guard word != .ended else { return }
        board.change { present in
            present.phase = word
            present.session?.state = word
        }
        publish(SessionState(state: word))
    }

    private func tell(_ line: TranscriptLine, isFinal: Bool) {
        guard line.speaker != .system else { return }
        publish(
            SessionTranscript(
                role: line.speaker == .person ? .user : .assistant,
                item: line.item.text, text: line.heard?.text.text ?? line.text.text,
                isFinal: isFinal, heardMilliseconds: line.heard?.milliseconds),
            key: line.item.text)
    }

    private func tell(_ caption: CaptionKind, of item: ItemID, at offset: Int) {
        switch caption {
        case .word(let text, let duration):
            publish(
                SessionWord(
                    item: item.text, text: text.text, offsetMilliseconds: offset,
                    durationMilliseconds: duration.wholeMilliseconds))
        case .viseme(let number):
            publish(SessionViseme(item: item.text, viseme: number, offsetMilliseconds: offset))
        case .blendShapes(let first, let frames):
            guard let weights = frames.first else { return }
            publish(SessionBlendshapes(item: item.text, frame: first, weights: weights))
        }
    }

    private func tell(_ approval: ApprovalID, _ outcome: ApprovalOutcome) {
        guard let (name, request) = approvals.settled(approval, outcome) else { return }
        instruments.log(.toolApproval, "\(name): \(outcome.rawValue)", .session(session))
        publish(SessionApproval(name, request, .init(outcome)))
    }

    private func tell(_ interruption: Interruption) {
        switch interruption {
        case .suspected: break
        case .confirmed(let reason):
            instruments.log(.turnInterrupted, "interrupted: \(reason.rawValue)", .session(session))
            instruments.megaphone.target?.bargedIn(session: session)
        case .resumed: break
        }
    }

    private func tell(_ timing: ConversationTurnTiming) {
        let parts: [(String, Duration)] = [
            ("capture", timing.capture), ("uplink", timing.uplink), ("service", timing.service),
            ("downlink", timing.downlink), ("buffer", timing.buffer), ("output", timing.output),
        ]
        var members = JSONObject()
        for (name, duration) in parts { members[name] = .number(duration.millisecondsExact) }
        publish(
            SessionTurn(turn: timing.turn, totalMilliseconds: timing.mouthToEar.millisecondsExact, parts: members))
        instruments.log(
            .turnFinished, "turn \(timing.turn) in \(timing.mouthToEar.wholeMilliseconds) ms", .session(session),
            .duration(timing.mouthToEar))
    }

    private func tell(_ totals: UsageTotals) {
        let tokens = totals.inputText + totals.inputAudio + totals.outputText + totals.outputAudio
        let cached = totals.cachedText + totals.cachedAudio
        publish(
            SessionUsage(
                tokens: tokens + cached, cachedTokens: cached, audioMilliseconds: totals.sound / 1_000,
                cost: totals.cost.map { Double($0.billionths) / 1e9 }, currency: totals.cost == nil ? nil : currency))
    }
}

extension Duration {
    var millisecondsExact: Double {
        let (seconds, attoseconds) = components
        return (Double(seconds) * 1_000 + Double(attoseconds) / 1e15 * 1).rounded(toPlaces: 3)
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}

extension SessionAvatar.State {
    init(_ state: ScreenState) {
        self =
            switch state {
            case .none: .none
            case .wanted: .wanted
            case .connected: .connected
            }
    }
}

extension ConversationPhase {
    var word: SessionPhase {
        switch self {
        case .connecting, .reconnecting: .connecting
        case .listening: .listening
        case .userSpeaking: .userSpeaking
        case .thinking: .thinking
        case .speaking: .speaking
        case .draining: .draining
        case .ended: .ended
        }
    }
}

extension ConversationEnding {
    /// For the metrics.
    var label: String {
        switch self {
        case .stopped: "stopped"
        case .suspended: "shutdown"
        case .idle: "idle"
        case .budget: "budget"
        case .tooLong: "max_duration"
        case .noService: "error"
        }
    }

    /// For `SessionState.reason` and the log.
    var words: String {
        switch self {
        case .stopped: "stopped"
        case .suspended: SessionState.suspended
        case .idle: "idle"
        case .budget(let cap): "budget_\(cap.rawValue)"
        case .tooLong: "max_duration"
        case .noService(let closure): "no_service: \(closure.reason)"
        }
    }
}

extension DuplexMode {
    fileprivate var words: String {
        switch self {
        case .full: "any speech interrupts an answer"
        case .stopWord: "only a stop word interrupts an answer: the room's echo defeats the canceller"
        case .key: "only a client interrupts an answer: the room's echo defeats the canceller"
        }
    }
}
