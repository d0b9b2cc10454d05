import Conversation
import VoiceLiveProtocol

/// Says a service's event in the conversation's words. Remembers only what decoding needs: the half sample that a delta
/// may end with. Belongs to one connection's reader.
struct EventTranslation {
    private let endpoint: EndpointSettings
    private var soundDecoder: DownlinkDecoder
    /// Names of calls whose arguments are still coming: not every dialect repeats the name at their end. At most 64.
    private var calledNames: [String: String] = [:]
    /// Seconds since 1970, to turn `expires_at` into time left.
    private let wallClock: @Sendable () -> Int

    init(endpoint: EndpointSettings, wallClock: @escaping @Sendable () -> Int) {
        self.endpoint = endpoint
        self.wallClock = wallClock
        soundDecoder = DownlinkDecoder(format: endpoint.downlink)
    }

    mutating func event(for event: ServerEvent) -> ServiceEvent {
        if let turn = personsTurn(event) { return turn }
        if let answer = answer(event) { return answer }
        switch event {
        case .error(let report): return .error(ErrorTranslation.error(report.error))
        case .warning(let report): return .warning(warning(report.warning))
        case .itemCreated(let placed): return itemCreated(placed)
        case .itemTruncated(let truncated):
            return .itemTruncated(
                ItemID(truncated.itemID), content: truncated.contentIndex,
                heard: .milliseconds(truncated.audioEndMilliseconds))
        case .itemDeleted(let reference): return .itemDeleted(ItemID(reference.itemID))
        case .avatarConnecting(let answer): return .avatarAnswered(SessionDescription.text(of: answer.serverSDP))
        case .avatarSpeaking: return .avatarSpeaks(true)
        case .avatarIdle, .outputAudioCleared: return .avatarSpeaks(false)
        default: return .other(name: event.type)
        }
    }

    // MARK: The person's turn

    private func personsTurn(_ event: ServerEvent) -> ServiceEvent? {
        switch event {
        case .speechStarted(let speech):
            .speechStarted(ItemID(speech.itemID), position: .milliseconds(speech.audioStartMilliseconds))
        case .speechStopped(let speech):
            .speechStopped(ItemID(speech.itemID), position: .milliseconds(speech.audioEndMilliseconds))
        case .audioCommitted(let committed):
            .inputCommitted(ItemID(committed.itemID), after: committed.previousItemID.map { ItemID($0) })
        case .audioCleared: .inputCleared
        case .transcriptionDelta(let delta):
            .inputTranscriptDelta(ItemID(delta.itemID), DomainText(delta.delta?.text ?? ""))
        case .transcriptionCompleted(let done):
            .inputTranscriptDone(ItemID(done.itemID), DomainText(done.transcript.text))
        case .transcriptionFailed(let failure):
            .inputTranscriptFailed(
                ItemID(failure.itemID), reason: failure.error.message ?? failure.error.code ?? "no reason given")
        default: nil
        }
    }

    // MARK: The answer

    private mutating func answer(_ event: ServerEvent) -> ServiceEvent? {
        switch event {
        case .responseCreated(let report): .responseCreated(ResponseID(report.response.id))
        case .responseDone(let report): .responseDone(outcome(report.response))
        case .outputItemAdded(let output): outputItemAdded(output)
        case .outputItemDone(let output): outputItemDone(output)
        case .audioDelta(let delta): audio(delta)
        case .audioDone(let done):
            .audioDone(ResponseID(done.place.responseID), ItemID(done.place.itemID), content: done.place.contentIndex)
        case .audioTranscriptDelta(let delta), .textDelta(let delta): .answerTextDelta(text(delta.place, delta.delta))
        case .audioTranscriptDone(let done): .answerTextDone(text(done.place, done.transcript))
        case .textDone(let done): .answerTextDone(text(done.place, done.text))
        case .functionCallArgumentsDone(let done): functionCall(done)
        default: caption(event)
        }
    }

    private func caption(_ event: ServerEvent) -> ServiceEvent? {
        switch event {
        case .audioTimestampDelta(let word):
            caption(
                word.place, word.audioOffsetMilliseconds,
                .word(DomainText(word.text.text), lasting: .milliseconds(word.audioDurationMilliseconds)))
        case .visemeDelta(let shape): caption(shape.place, shape.audioOffsetMilliseconds, .viseme(shape.visemeID))
        case .blendshapesDelta(let delta):
            // Counted from the start of the answer's sound.
            caption(
                delta.place, FaceFrames.place(delta.frameIndex) * 1_000 / CaptionKind.framesPerSecond,
                .blendShapes(first: FaceFrames.place(delta.frameIndex), frames: FaceFrames.read(delta.frames)))
        default: nil
        }
    }

    private func caption(_ place: ContentPlace, _ milliseconds: Int, _ kind: CaptionKind) -> ServiceEvent {
        .caption(
            Caption(
                response: ResponseID(place.responseID), item: ItemID(place.itemID), content: place.contentIndex,
                offset: .milliseconds(milliseconds), kind))
    }

    private func text(_ place: ContentPlace, _ text: WireText) -> AnswerText {
        AnswerText(
            response: ResponseID(place.responseID), item: ItemID(place.itemID), content: place.contentIndex,
            DomainText(text.text))
    }

    private mutating func audio(_ delta: WireAudioDelta) -> ServiceEvent {
        let part = "\(delta.place.itemID)/\(delta.place.contentIndex)"
        return .audioDelta(
            DomainAudioDelta(
                response: ResponseID(delta.place.responseID), item: ItemID(delta.place.itemID),
                content: delta.place.contentIndex, rate: endpoint.downlink.sampleRate,
                samples: soundDecoder.samples(delta.audio, of: part)))
    }

    private mutating func functionCall(_ done: FunctionCallArgumentsDone) -> ServiceEvent {
        let name = done.name ?? calledNames[done.callID] ?? ""
        calledNames[done.callID] = nil
        return .functionCall(
            DomainFunctionCall(
                response: ResponseID(done.place.responseID), item: ItemID(done.place.itemID), call: CallID(done.callID),
                name: ToolName(name), arguments: DomainText(done.arguments.text.trimmed)))
    }

    private mutating func outputItemAdded(_ output: OutputItem) -> ServiceEvent {
        if case .functionCall(let call) = output.item, calledNames.count < 64 { calledNames[call.callID] = call.name }
        return .outputItemAdded(ResponseID(output.responseID), item(output.item))
    }

    private func outputItemDone(_ output: OutputItem) -> ServiceEvent {
        if case .mcpApprovalRequest(let request) = output.item {
            return .approvalWanted(
                ApprovalRequest(
                    approval: ApprovalID(request.id ?? ""), server: request.serverLabel, tool: ToolName(request.name),
                    arguments: DomainText(request.arguments?.text ?? "")))
        }
        return .outputItemDone(ResponseID(output.responseID), item(output.item))
    }

    // MARK: Items and outcomes

    private func itemCreated(_ placed: ItemPlaced) -> ServiceEvent {
        .itemCreated(item(placed.item), after: placed.previousItemID.map { ItemID($0) })
    }

    private func item(_ item: Item) -> ServiceItem {
        ServiceItem(ItemID(item.id ?? ""), kind(of: item))
    }

    private func kind(of item: Item) -> ServiceItemKind {
        switch item {
        case .message(let message):
            .message(message.role == .user ? .person : message.role == .assistant ? .assistant : .system)
        case .functionCall: .functionCall
        case .functionCallOutput: .functionOutput
        case .mcpApprovalRequest: .approvalRequest
        case .mcpApprovalResponse: .approvalAnswer
        case .mcpToolList, .mcpCall, .webSearchCall, .fileSearchCall, .foundryAgentCall: .serviceWork
        case .unknown: .other
        }
    }

    private func outcome(_ response: Response) -> ResponseOutcome {
        ResponseOutcome(
            response: ResponseID(response.id), status: status(response), usage: response.usage.map(usage))
    }

    private func status(_ response: Response) -> DomainResponseStatus {
        switch response.status {
        case .completed: return .completed
        case .cancelled: return .cancelled
        case .failed:
            let failure = response.statusDetails?.error
            return .failed(
                DomainServiceError(
                    .retryable(after: nil), code: failure?.code ?? failure?.type ?? "failed",
                    message: DomainText(failure?.message ?? "")))
        default: return .incomplete(reason: response.statusDetails?.reason?.rawValue ?? response.status.rawValue)
        }
    }

    private func usage(_ usage: Usage) -> ServiceUsage {
        let billed = usage.billed
        return ServiceUsage(
            inputText: billed.textInput + billed.cachedText, inputAudio: billed.audioInput + billed.cachedAudio,
            cachedText: billed.cachedText, cachedAudio: billed.cachedAudio, outputText: billed.textOutput,
            outputAudio: billed.audioOutput)
    }

    private func warning(_ warning: ServiceWarning) -> DomainServiceError {
        DomainServiceError(
            .retryable(after: nil), code: warning.code ?? "warning", message: DomainText(warning.message))
    }

    private func avatar(_ session: Session) -> AvatarWay? {
        guard case .value(let avatar) = session.avatar else { return nil }
        return avatar.outputProtocol == .webSocket ? .line : .peer
    }

    /// What the service granted, once it agreed.
    private func relays(_ session: Session) -> [AvatarRelay] {
        guard case .value(let avatar) = session.avatar else { return [] }
        return (avatar.iceServers ?? []).map { server in
            AvatarRelay(
                urls: server.urls, username: server.username.map { DomainText($0) },
                credential: server.credential.map { DomainText($0.value) })
        }
    }

    func granted(_ session: Session) -> ServiceSession {
        let left = session.expiresAt.map { Duration.seconds($0) - .seconds(wallClock()) }
        // A box whose clock is wrong would see a session that ended long ago, or lives for years.
        let isBelievable = left.map { $0 > .seconds(5) && $0 <= .seconds(24 * 3_600) } ?? false
        let usual: Duration? = endpoint.dialect.isVoiceLive ? .seconds(3_600) : nil
        return ServiceSession(
            name: session.id ?? "", model: session.model,
            lifetime: isBelievable ? left : session.expiresAt == nil ? nil : usual, avatar: avatar(session),
            relays: relays(session))
    }
}

extension String {
    /// Arguments may come with stray white space and a line break at the end.
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
