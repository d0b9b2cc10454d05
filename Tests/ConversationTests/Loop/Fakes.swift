import Synchronization

@testable import Conversation

/// All that a conversation does to its ports, in order, as one stream of words.
final class Deeds: Sendable {
    let stream: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func note(_ action: ConversationAction) {
        if let words = action.inWords { continuation.yield(words) }
    }
}

/// A sound card without sound.
final class FakeDuplexAudio: DuplexAudio {
    private let follower = Mutex<(@Sendable (DuplexAudioEvent) -> Void)?>(nil)
    let deeds: Deeds

    init(_ deeds: Deeds) { self.deeds = deeds }

    func follow(_ follower: (@Sendable (DuplexAudioEvent) -> Void)?) { self.follower.withLock { $0 = follower } }
    var isFollowed: Bool { follower.withLock { $0 != nil } }

    func startListening(preroll: Duration) { deeds.note(.audio(.startListening(preroll: preroll))) }
    func stopListening() { deeds.note(.audio(.stopListening)) }
    func watch(_ sensitivity: BargeInSensitivity) { deeds.note(.audio(.watch(sensitivity))) }
    func enqueue(_ piece: PlayoutPiece) { deeds.note(.audio(.enqueue(piece))) }
    func stretch(by duration: Duration) { deeds.note(.audio(.stretch(duration))) }
    func mark(_ mark: PlayoutMark) { deeds.note(.audio(.mark(mark))) }
    func finish(_ part: PlayoutPart) { deeds.note(.audio(.finish(part))) }
    func pause() { deeds.note(.audio(.pause)) }
    func duck(byDecibels decibels: Double) { deeds.note(.audio(.duck(decibels: decibels))) }
    func resume() { deeds.note(.audio(.resume)) }

    /// Everything queued was heard for 700 ms.
    func cut() {
        deeds.note(.audio(.cut))
        let part = PlayoutPart(ItemKey(ConnectionNumber(1), "A1"))
        follower.withLock { $0 }?(.cut([PlayoutPosition(part, heard: .milliseconds(700))]))
    }
}

/// A service that agrees to everything at once and says what the test tells it to.
struct FakeVoiceService: VoiceService {
    let events: AsyncStream<ServiceReport>
    let tell: AsyncStream<ServiceReport>.Continuation
    let deeds: Deeds

    init(_ deeds: Deeds) {
        (events, tell) = AsyncStream.makeStream()
        self.deeds = deeds
    }

    func open(_ connection: ConnectionNumber, to endpoint: EndpointName, plan: SessionPlan) {
        deeds.note(.open(connection, endpoint, plan))
        tell.yield(ServiceReport(connection, received: .zero, .ready(ServiceSession(name: "fake"))))
    }

    func send(_ command: ServiceCommand, _ number: CommandNumber, on connection: ConnectionNumber) {
        deeds.note(.send(command, number, connection))
    }

    func close(_ connection: ConnectionNumber) { deeds.note(.close(connection)) }

    func says(_ events: ServiceEvent..., on connection: Int = 1) {
        for event in events { tell.yield(ServiceReport(ConnectionNumber(connection), received: .zero, event)) }
    }
}

/// A client whose tools do nothing by themselves.
struct FakeToolHost: ToolHost {
    let deeds: Deeds

    func call(_ call: ToolCall) { deeds.note(.tool(.call(call))) }
    func cancel(_ call: CallNumber, _ failure: ToolFailure) { deeds.note(.tool(.cancel(call, failure))) }
    func askApproval(_ request: ApprovalRequest, deadline: Duration) {
        deeds.note(.tool(.askApproval(request, deadline: deadline)))
    }
}

/// A disk that never fails.
final class FakeJournal: ConversationJournal {
    private let written = Mutex<[JournalEntry]>([])

    func append(_ entry: JournalEntry) { written.withLock { $0.append(entry) } }
    var entries: [JournalEntry] { written.withLock { $0 } }
}

/// Passes news on, and notes what tests would otherwise have to wait for.
struct FakeObserver: ConversationObserver {
    let deeds: Deeds
    let phases: AsyncStream<ConversationPhase>
    private let told: AsyncStream<ConversationPhase>.Continuation

    init(_ deeds: Deeds) {
        self.deeds = deeds
        (phases, told) = AsyncStream.makeStream()
    }

    func told(_ news: ConversationNews, at now: Duration) {
        if case .phase(let phase) = news { told.yield(phase) }
        deeds.note(.tell(news))
    }
}
