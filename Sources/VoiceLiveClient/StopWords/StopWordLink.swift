package import Conversation
package import Sound
import Synchronization
import VoiceLiveProtocol

/// The port `StopWordEar` over a connection of its own to a server that only transcribes, such as voicelive-local's: the
/// recogniser stays out of this process, and the words come while the person still speaks.
///
/// Concurrency: any thread may call. `order` keeps commands in the order of the calls; it is taken before `state`, and no
/// command is sent under `state`, which the link's own lock is held around. What waits is bounded by `ServiceLink`: a line
/// that takes nothing is given up and made anew.
package final class StopWordLink: StopWordEar {
    private static let firstWait = Duration.seconds(1)
    private static let longestWait = Duration.seconds(60)

    package let events: AsyncStream<StopWordEvent>
    private let inbox: AsyncStream<StopWordEvent>.Continuation
    private let endpoint: EndpointSettings
    private let plan: SessionPlan
    private let context: VoiceLiveClient.Context
    private let order = Mutex(())
    private let state = Mutex(State())

    private struct State {
        var link: ServiceLink?
        var isReady = false
        var sound = EarSound()
        /// Words of items that are not whole yet.
        var texts: [ItemID: String] = [:]
    }

    /// `url` is that of the server; `words` are what it is to listen for.
    package init(url: String, words: [String], context: VoiceLiveClient.Context) {
        var service = ServiceEndpoint(url: url, model: "stop-words")
        service.query = [QueryParameter(name: "intent", value: "transcription")]
        endpoint = EndpointSettings(name: EndpointName("stop words"), service: service)
        plan = SessionPlan(phrases: words, turnDetection: TurnDetectionPlan(kind: .none), textOnly: true)
        self.context = context
        (events, inbox) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
    }

    package func take(_ packet: MicrophonePacket) { change { $0.take(packet) } }
    package func listen(_ number: Int, from start: SampleTime) { change { $0.listen(number, from: start) } }
    package func rest() { change { $0.rest() } }

    private func change(_ body: (inout EarSound) -> [ServiceCommand]) {
        order.withLock { _ in
            let due = state.withLock { state -> (link: ServiceLink?, commands: [ServiceCommand], isStuck: Bool) in
                let commands = body(&state.sound)
                guard state.isReady else {
                    // The last second is kept all the same.
                    state.sound.forgetStretches()
                    return (nil, [], false)
                }
                return (state.link, commands, state.sound.isStuck)
            }
            for command in due.commands { due.link?.send(command, CommandNumber(0)) }
            if due.isStuck { due.link?.close() }
        }
    }

    /// Ends at once when cancelled: no conversation waits for a server that does not say farewell.
    package func run() async {
        let work = Task { await look() }
        let (never, hold) = AsyncStream.makeStream(of: Void.self)
        for await _ in never {}
        hold.finish()
        work.cancel()
        inbox.finish()
    }

    /// Looks for the server until cancelled, ever more seldom while it is not there.
    private func look() async {
        var wait = Self.firstWait
        while !Task.isCancelled {
            if await serve() { wait = Self.firstWait }
            do { try await Task.sleep(for: wait) } catch { break }
            wait = min(wait * 2, Self.longestWait)
        }
    }

    /// One connection, to its end. Returns whether it ever worked.
    private func serve() async -> Bool {
        let link = ServiceLink(
            endpoint: endpoint, plan: plan,
            context: ServiceLink.LinkContext(
                tell: { [weak self] in self?.heard($0) }, observe: { _ in }, overhear: { _ in },
                wallClock: context.wallClock, isClockTrusted: context.isClockTrusted,
                credentials: context.credentials))
        state.withLock { $0.link = link }
        await withTaskCancellationHandler {
            await link.run()
        } onCancel: {
            link.close()
        }
        return state.withLock { state in
            defer {
                (state.link, state.isReady, state.texts) = (nil, false, [:])
                state.sound.forgetStretches()
            }
            return state.isReady
        }
    }

    private func heard(_ event: ServiceEvent) {
        switch event {
        case .ready:
            state.withLock { $0.isReady = true }
            inbox.yield(.hears)
        case .closed(let closure):
            inbox.yield(.gone(reason: closure.reason))
        case .inputCommitted(let item, _): state.withLock { _ = $0.sound.number(of: item) }
        case .inputTranscriptDelta(let item, let text):
            let said = state.withLock { state -> (Int, String)? in
                guard let number = state.sound.number(of: item) else { return nil }
                state.texts[item, default: ""] += text.text
                return (number, state.texts[item] ?? "")
            }
            // What has no end yet may still grow to another word.
            if let (number, text) = said, let whole = Self.wholeWords(text) { tell(whole, number) }
        case .inputTranscriptDone(let item, let text):
            if let number = finish(item) { tell(text.text, number) }
        case .inputTranscriptFailed(let item, _): _ = finish(item)
        default: break
        }
    }

    private func finish(_ item: ItemID) -> Int? {
        state.withLock { state in
            let number = state.sound.number(of: item)
            state.sound.finished(item)
            state.texts[item] = nil
            return number
        }
    }

    private func tell(_ text: String, _ number: Int) {
        if !text.isEmpty { inbox.yield(.said(DomainText(text), under: number)) }
    }

    private static func wholeWords(_ text: String) -> String? {
        guard let end = text.lastIndex(where: { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }) else {
            return nil
        }
        return String(text[...end])
    }
}
