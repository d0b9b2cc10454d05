import Sound
import Testing

@testable import Conversation

/// A conversation in virtual time. Each call is something that happens; it returns what is done about it, in words.
///
/// Time stands still until `wait`, which rings due alarms, plays the loudspeaker and, if it is on, runs the microphone.
final class ConversationScript {
    var machine: ConversationMachine
    private(set) var now = Duration.zero
    private(set) var timers: [ConversationTimer: Duration] = [:]
    var loudspeaker = Loudspeaker()
    /// 20 ms packets arrive while time passes.
    var isMicrophoneOn = false
    /// What the loudspeaker tells is passed on at once, unless it is broken.
    var isLoudspeakerTelling = true

    private(set) var actions: [ConversationAction] = []
    private(set) var lines: [String] = []
    /// What the lines are called.
    private(set) var items: [ItemID] = []
    private(set) var phases: [ConversationPhase] = []
    private(set) var links: [LinkState] = []
    private(set) var timings: [TurnTiming] = []
    private(set) var captions: [CaptionKind] = []
    private(set) var captionItems: [ItemID] = []
    private(set) var avatar: [AvatarNews] = []
    private(set) var screens: [ScreenState] = []
    private(set) var errors: [String] = []
    private(set) var totals = UsageTotals()
    private(set) var ending: ConversationEnding?
    private(set) var journal: [JournalEntry] = []
    /// What left for each connection, by the place of the first sample.
    private(set) var appended: [ConnectionNumber: [Int]] = [:]
    private(set) var appendedAt: [Duration] = []
    private var nextPacket: Duration = .milliseconds(20)
    private var nextSample = SampleTime.zero
    private var deeds: [String] = []

    init(
        _ settings: ConversationSettings = .script(), memory: ConversationMemory = .init(),
        check: @escaping ArgumentCheck = { _, _ in nil }
    ) {
        machine = ConversationMachine(settings, memory: memory, checkArguments: check)
    }

    /// Begun, and served by the first connection.
    static func talking(_ settings: ConversationSettings = .script(), lifetime: Duration? = nil) -> ConversationScript {
        let script = ConversationScript(settings)
        script.happens(.began)
        script.ready(1, lifetime: lifetime)
        return script
    }

    // MARK: What happens

    @discardableResult func happens(_ input: ConversationInput) -> [String] {
        deeds = []
        take(input)
        return deeds
    }

    @discardableResult func service(_ events: ServiceEvent..., on connection: Int = 1) -> [String] {
        deeds = []
        for event in events {
            take(.service(ServiceReport(ConnectionNumber(connection), received: now, event)))
        }
        return deeds
    }

    @discardableResult func ready(_ connection: Int, lifetime: Duration? = nil) -> [String] {
        service(.ready(ServiceSession(name: "s\(connection)", lifetime: lifetime)), on: connection)
    }

    @discardableResult func closed(
        _ connection: Int, _ cause: ServiceClosureCause = .network, retryAfter: Duration? = nil
    ) -> [String] {
        service(.closed(ServiceClosure(cause, retryAfter: retryAfter)), on: connection)
    }

    @discardableResult func audio(_ event: DuplexAudioEvent) -> [String] { happens(.audio(event)) }
    @discardableResult func order(_ order: ConversationOrder) -> [String] { happens(.order(order)) }

    @discardableResult func wait(_ milliseconds: Int) -> [String] {
        deeds = []
        let end = now + .milliseconds(milliseconds)
        while now < end {
            let pace = isMicrophoneOn || !loudspeaker.isSilent ? now + .milliseconds(10) : end
            let step = min(end, pace, timers.values.min().map { max($0, now) } ?? end)
            now = step
            for event in loudspeaker.advance(to: now) where isLoudspeakerTelling { take(.audio(event)) }
            runMicrophone()
            ring()
            if machine.ending != nil { now = end }
        }
        return deeds
    }

    private func runMicrophone() {
        while nextPacket <= now {
            let packet = MicrophonePacket.silence(from: nextSample, captured: nextPacket)
            nextSample = packet.end
            nextPacket += .milliseconds(20)
            if isMicrophoneOn { take(.audio(.microphone(packet))) }
        }
    }

    private func ring() {
        while let due = timers.filter({ $0.value <= now }).min(by: { $0.value < $1.value }) {
            timers[due.key] = nil
            take(.timer(due.key))
        }
    }

    private func take(_ input: ConversationInput) {
        var replies: [DuplexAudioEvent] = []
        for action in machine.handle(input, at: now) {
            note(action)
            if case .audio(let order) = action { replies += loudspeaker.perform(order) }
        }
        for reply in replies where isLoudspeakerTelling { take(.audio(reply)) }
    }

    // MARK: What is done

    private func note(_ action: ConversationAction) {
        actions.append(action)
        switch action {
        case .setTimer(let timer, let instant): timers[timer] = instant
        case .cancelTimer(let timer): timers[timer] = nil
        case .tell(let news): note(news)
        case .remember(let entry): journal.append(entry)
        case .send(.append(let packet), _, let connection):
            appended[connection, default: []].append(Int(packet.start.samples))
            appendedAt.append(now)
        default: break
        }
        if let deed = action.inWords { deeds.append(deed) }
    }

    private func note(_ news: ConversationNews) {
        switch news {
        case .phase(let phase): phases.append(phase)
        case .link(let state): links.append(state)
        case .line(let line):
            lines.append(line.inWords)
            items.append(line.item)
        case .turn(let timing): timings.append(timing)
        case .caption(let kind, let item, _):
            captions.append(kind)
            captionItems.append(item)
        case .avatar(.screen(let state)): screens.append(state)
        case .avatar(let news): avatar.append(news)
        case .serviceError(let error): errors.append(error.code)
        case .usage(let totals): self.totals = totals
        case .ended(let ending): self.ending = ending
        default: break
        }
    }

    var phase: ConversationPhase? { phases.last }
    func isSet(_ timer: ConversationTimer) -> Bool { timers[timer] != nil }
    func due(_ timer: ConversationTimer) -> Duration? { timers[timer] }
}
