import ControlProtocol
import ControlServer
import Conversation
import LiveAudio
import Synchronization

/// Sound and pictures that clients put into a session.
extension DaemonCommands {
    /// How long a prompt may take beyond its length: the loudspeaker may have to be opened, other prompts heard.
    private static let patience = Duration.seconds(60)

    func play(_ params: SessionPlay.Params, from client: ControlClient) async throws(ControlError) -> SessionPlay.Result
    {
        let card = try desk.card(of: params.session)
        let key = Uploads.Key(connection: client.connection, method: .sessionPlay, session: params.session)
        guard let file = try uploads.add(params.data, isLast: params.last, to: key) else { return .init() }
        let prompt = try PromptSound(file, params.format)
        let number = prompts.wrappingAdd(1, ordering: .relaxed).newValue
        let alarm = Task { [audio = card.audio] in
            let isOver = (try? await Task.sleep(for: prompt.length + Self.patience)) != nil
            if isOver { audio.stopPrompts() }
            return isOver
        }
        defer { alarm.cancel() }
        let heard: Duration
        do { heard = try await card.audio.play(prompt: prompt.samples, rate: prompt.rate) } catch {
            throw Self.refused(error)
        }
        alarm.cancel()
        guard await !alarm.value else {
            throw ControlError(.stalled, "the loudspeaker did not play the prompt to its end")
        }
        return SessionPlay.Result(item: "prompt-\(number)", heardMilliseconds: heard.wholeMilliseconds)
    }

    private static func refused(_ refusal: PromptRefusal) -> ControlError {
        switch refusal {
        case .tooMany: ControlError(.sessionState, "eight prompts wait already", hint: "wait until one was heard")
        case .closed: ControlError(.sessionState, "the session has ended")
        case .playout: ControlError(.sessionState, "the loudspeaker's queue is full", hint: "send it later")
        }
    }

    func connectAvatar(
        _ params: SessionAvatarConnect.Params
    ) async throws(ControlError) -> SessionAvatarConnect.Result {
        let avatar = try desk.avatar(of: params.session)
        let answer = try await avatar.answer { () throws(ControlError) in
            try desk.tell(.connectAvatar(PrivateText(params.offer.text)), session: params.session)
        }
        return SessionAvatarConnect.Result(answer: answer)
    }

    func show(_ params: SessionImage.Params, from client: ControlClient) throws(ControlError) -> SessionImage.Result {
        let key = Uploads.Key(connection: client.connection, method: .sessionImage, session: params.session)
        guard let file = try uploads.add(params.data, isLast: params.last, to: key) else { return .init() }
        guard params.format.fits(file) else {
            throw ControlError(
                WireFault(expected: "a picture", problem: "is no \(params.format.rawValue) picture").inside("data"))
        }
        let coded = String(decoding: Base64.encode(file), as: UTF8.self)
        let picture = "data:image/\(params.format.rawValue);base64,\(coded)"
        try requireOpenEars()
        // A picture is no part of the history that a new line is told: without a line it would be lost.
        guard board.read().link.state == .up else {
            throw ControlError(
                .sessionState, "there is no line to the service", hint: "send it again when link.state is up")
        }
        let item = ItemID.fresh()
        try desk.tell(
            .show(dataURI: PrivateText(picture), params.text.map { PrivateText($0) }, item: item),
            session: params.session)
        return SessionImage.Result(item: item.text)
    }
}

extension SessionImage.Format {
    /// The first bytes are those of such a file.
    fileprivate func fits(_ file: [UInt8]) -> Bool {
        switch self {
        case .png: file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case .jpeg: file.starts(with: [0xFF, 0xD8, 0xFF])
        }
    }
}
