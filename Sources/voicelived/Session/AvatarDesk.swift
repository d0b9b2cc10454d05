import ControlProtocol
import Conversation
import Synchronization

/// Between a screen's requests and what the service says about the avatar. One session's.
final class AvatarDesk: Sendable {
    private static let patience = Duration.seconds(20)

    private struct State {
        var relays: [ConversationAvatarRelay] = []
        var waiting: CheckedContinuation<AvatarNews, Never>?
        /// An answer that came before anybody waited for it.
        var early: AvatarNews?
    }

    private let state = Mutex(State())

    func told(_ news: AvatarNews) {
        switch news {
        case .relays(let relays): return state.withLock { $0.relays = relays }
        case .screen: return
        case .answered, .failed: break
        }
        let waiting = state.withLock { state -> CheckedContinuation<AvatarNews, Never>? in
            if state.waiting == nil { state.early = news }
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: news)
    }

    var relays: [ControlProtocol.AvatarRelay] {
        state.withLock(\.relays).map { relay in
            ControlProtocol.AvatarRelay(
                urls: relay.urls, username: relay.username.map { HiddenText($0.text) },
                credential: relay.credential.map { HiddenText($0.text) })
        }
    }

    /// The service's SDP for the offer that `send` puts on its way. A newer offer takes the place of this one.
    func answer(after send: () throws(ControlError) -> Void) async throws(ControlError) -> HiddenText {
        told(.failed(reason: "another offer took its place"))
        state.withLock { $0.early = nil }
        try send()
        let alarm = Task { [self] in
            try await Task.sleep(for: Self.patience)
            told(.failed(reason: "no answer within 20 s; has the session an avatar?"))
        }
        defer { alarm.cancel() }
        let news = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let early = state.withLock { state -> AvatarNews? in
                    defer { state.early = nil }
                    if state.early == nil { state.waiting = continuation }
                    return state.early
                }
                if let early { continuation.resume(returning: early) }
            }
        } onCancel: {
            told(.failed(reason: "cancelled"))
        }
        switch news {
        case .answered(let description): return HiddenText(description.text)
        case .failed(let reason): throw ControlError(.cloudServer, "the avatar was not connected: \(reason)")
        case .relays, .screen: throw ControlError(.internalFault, "this is no answer")
        }
    }
}
