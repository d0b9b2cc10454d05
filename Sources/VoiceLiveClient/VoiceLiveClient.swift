package import Conversation
import Synchronization
import VoiceLiveProtocol

/// The conversation's port to services, filled by WebSockets that speak Voice Live or one of its relatives.
///
/// Concurrency: any thread may call; each open connection is a task of its own (`ServiceLink`). Events of one connection
/// keep their order.
package final class VoiceLiveClient: VoiceService {
    package let events: AsyncStream<ServiceReport>
    private let tell: AsyncStream<ServiceReport>.Continuation
    private let endpoints: [EndpointName: EndpointSettings]
    private let clock: any ConversationClock
    private let context: Context
    private let links = Mutex<[ConnectionNumber: ServiceLink]>([:])

    /// What the client needs from the daemon.
    package struct Context: Sendable {
        /// Seconds since 1970, as well as the box knows.
        package var wallClock: @Sendable () -> Int
        /// Whether somebody has set the box's clock.
        package var isClockTrusted: @Sendable () -> Bool
        package var credentials: CredentialReader
        package var observe: @Sendable (ServiceNote) -> Void
        /// Told of all sound that passes; must not block.
        package var overhear: @Sendable (ServiceSound) -> Void
        /// Where links read and write; `nil`: on the threads that all tasks share.
        package var executor: (any TaskExecutor)?

        package init(
            wallClock: @escaping @Sendable () -> Int, isClockTrusted: @escaping @Sendable () -> Bool = { true },
            credentials: CredentialReader,
            observe: @escaping @Sendable (ServiceNote) -> Void = { _ in },
            overhear: @escaping @Sendable (ServiceSound) -> Void = { _ in },
            executor: (any TaskExecutor)? = nil
        ) {
            self.wallClock = wallClock
            self.isClockTrusted = isClockTrusted
            self.credentials = credentials
            self.observe = observe
            self.overhear = overhear
            self.executor = executor
        }
    }

    package init(endpoints: [EndpointSettings], clock: any ConversationClock, context: Context) {
        self.endpoints = Dictionary(endpoints.map { ($0.name, $0) }) { first, _ in first }
        self.clock = clock
        self.context = context
        // Sound comes faster than it is spoken: minutes of it may wait here.
        (events, tell) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(65_536))
    }

    package func open(_ connection: ConnectionNumber, to name: EndpointName, plan: SessionPlan) {
        guard let endpoint = endpoints[name] else {
            report(connection, .closed(ServiceClosure(.unusable, reason: "there is no endpoint \"\(name)\"")))
            return
        }
        let link = ServiceLink(
            endpoint: endpoint, plan: plan,
            context: ServiceLink.LinkContext(
                tell: { [weak self] in self?.report(connection, $0) }, observe: context.observe,
                overhear: context.overhear, wallClock: context.wallClock, isClockTrusted: context.isClockTrusted,
                credentials: context.credentials))
        links.withLock { $0[connection] = link }
        Task(executorPreference: context.executor) {
            await link.run()
            _ = self.links.withLock { $0.removeValue(forKey: connection) }
        }
    }

    package func send(_ command: ServiceCommand, _ number: CommandNumber, on connection: ConnectionNumber) {
        links.withLock { $0[connection] }?.send(command, number)
    }

    package func close(_ connection: ConnectionNumber) {
        links.withLock { $0[connection] }?.close()
    }

    private func report(_ connection: ConnectionNumber, _ event: ServiceEvent) {
        tell.yield(ServiceReport(connection, received: clock.now(), event))
    }
}
