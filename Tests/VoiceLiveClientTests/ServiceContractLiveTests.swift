import Conversation
import ScriptedService
import Sound
import Synchronization
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import VoiceLiveClient

/// What the port promises, whatever the service does.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ServiceContractLiveTests {
    private let clock = ClockSinceStart()
    private let first = ConnectionNumber(1)

    private func client(_ service: ScriptedService?, agreement: Duration = .seconds(10)) -> VoiceLiveClient {
        var endpoint = EndpointSettings(
            name: "scripted", service: ServiceEndpoint(url: service?.url ?? "ws://127.0.0.1:1", model: "m"))
        endpoint.deadlines.agreement = agreement
        return VoiceLiveClient(
            endpoints: [endpoint], clock: clock,
            context: .init(wallClock: { 0 }, credentials: CredentialReader { _ async throws(CredentialError) in [] }))
    }

    /// Everything told of the connection, up to its end.
    private func told(_ client: VoiceLiveClient, until last: ConnectionNumber? = nil) async -> [ServiceEvent] {
        var events: [ServiceEvent] = []
        for await report in client.events where report.connection == last ?? first {
            events.append(report.event)
            if case .closed = report.event { break }
        }
        return events
    }

    private func closure(_ events: [ServiceEvent]) -> ServiceClosure? {
        if case .closed(let closure)? = events.last { closure } else { nil }
    }

    private func isReady(_ event: ServiceEvent) -> Bool { if case .ready = event { true } else { false } }

    /// Ways in which a connection can end, and what the end is called.
    enum Ending: CaseIterable {
        case service, silence, refusal, busy, vanishing, unreachable
        case byUs, byUsBeforeTheGreeting, byUsAtOnce

        var cause: ServiceClosureCause {
            switch self {
            case .service, .silence, .vanishing, .unreachable: .network
            case .refusal: .unusable
            case .busy: .tooMany
            case .byUs, .byUsBeforeTheGreeting, .byUsAtOnce: .closedByUs
            }
        }

        var worked: Bool { [.service, .vanishing, .byUs].contains(self) }

        @Sendable func play(_ session: ScriptedSession) async throws {
            switch self {
            case .service: _ = try await session.agree()
            case .silence, .byUsBeforeTheGreeting, .byUsAtOnce, .unreachable:
                while true { _ = try await session.next() }
            case .refusal: try await refuse(session, type: "invalid_request_error")
            case .busy: try await refuse(session, type: "rate_limit_error")
            case .vanishing:
                _ = try await session.agree()
                session.connection.abort()
            case .byUs:
                _ = try await session.agree()
                while true { _ = try await session.next() }
            }
        }

        private func refuse(_ session: ScriptedSession, type: String) async throws {
            try await session.send(.sessionCreated(SessionReport(session: Session())))
            _ = try await session.next()
            try await session.send(
                .error(ErrorReport(error: WireServiceError(type: type, message: "no such voice"))))
            while true { _ = try await session.next() }
        }
    }

    @Test(arguments: Ending.allCases)
    func everyOpenEndsWithOneClosed(_ ending: Ending) async throws {
        let service = ending == .unreachable ? nil : try ScriptedService { try await ending.play($0) }
        let client = client(service, agreement: ending == .silence ? .milliseconds(200) : .seconds(10))
        client.open(first, to: "scripted", plan: SessionPlan())
        if ending == .byUsAtOnce { client.close(first) }
        if ending == .byUsBeforeTheGreeting {
            try await Task.sleep(for: .milliseconds(50))
            client.close(first)
        }
        var events: [ServiceEvent] = []
        for await report in client.events {
            events.append(report.event)
            if isReady(report.event), ending == .byUs { client.close(first) }
            guard case .closed = report.event else { continue }
            // Another connection's end: by then nothing more may have come of the first.
            if report.connection != first { break }
            client.open(ConnectionNumber(2), to: "nowhere", plan: SessionPlan())
        }
        let own = Array(events.dropLast())
        #expect(own.count { if case .closed = $0 { true } else { false } } == 1)
        #expect(closure(own)?.cause == ending.cause)
        #expect(own.count(where: isReady) == (ending.worked ? 1 : 0))
        if ending.worked { #expect(own.first.map(isReady) == true) }
    }

    @Test func nothingIsSentBeforeTheServiceAgreed() async throws {
        let heard = Mutex<[String]>([])
        let service = try ScriptedService { session in
            try await session.send(.sessionCreated(SessionReport(session: Session())))
            while true {
                let message = try await session.next(withSound: true)
                heard.withLock { $0.append(message.event.type) }
                if case .sessionUpdate(let update) = message.event {
                    try await session.send(.sessionUpdated(SessionReport(session: update.session)))
                }
                if case .audioCommit = message.event { return }
            }
        }
        let client = client(service)
        client.open(first, to: "scripted", plan: SessionPlan())
        client.send(.clearInput, CommandNumber(1), on: first)
        for await report in client.events {
            if isReady(report.event) { client.send(.commitInput, CommandNumber(2), on: first) }
            if case .closed = report.event { break }
        }
        #expect(heard.withLock { $0 } == ["session.update", "input_audio_buffer.commit"])
        // Closed, and never opened: both are nothing.
        client.send(.commitInput, CommandNumber(3), on: first)
        client.send(.commitInput, CommandNumber(3), on: ConnectionNumber(9))
        client.close(first)
    }

    @Test func commandsLeaveInOrder() async throws {
        let numbers = Mutex<[String]>([])
        let service = try ScriptedService { session in
            _ = try await session.agree()
            for _ in 0..<200 {
                let message = try await session.next()
                numbers.withLock { $0.append(message.eventID ?? "") }
            }
        }
        let client = client(service)
        client.open(first, to: "scripted", plan: SessionPlan())
        for await report in client.events {
            if isReady(report.event) {
                for number in 1...200 { client.send(.clearInput, CommandNumber(number), on: first) }
            }
            if case .closed = report.event { break }
        }
        #expect(numbers.withLock { $0 } == (1...200).map { "c\($0)" })
    }

    @Test func eventsKeepTheirOrderAndConnectionsDoNotMix() async throws {
        let service = try ScriptedService { session in
            _ = try await session.agree()
            for number in 0..<100 {
                try await session.send(.itemDeleted(ItemReference(itemID: "\(number)")))
            }
        }
        let client = client(service)
        for number in 1...3 { client.open(ConnectionNumber(number), to: "scripted", plan: SessionPlan()) }
        var told: [ConnectionNumber: [String]] = [:]
        var closed = 0
        for await report in client.events {
            if case .itemDeleted(let item) = report.event { told[report.connection, default: []].append(item.text) }
            if case .closed = report.event { closed += 1 }
            if closed == 3 { break }
        }
        #expect(told.count == 3 && told.values.allSatisfy { $0 == (0..<100).map(String.init) })
    }

    @Test func afterCloseOnlyClosedComes() async throws {
        let service = try ScriptedService { session in
            _ = try await session.agree()
            while true { try await session.send(.audioCleared(NoFields())) }
        }
        let client = client(service)
        client.open(first, to: "scripted", plan: SessionPlan())
        var later: [ServiceEvent] = []
        var isClosing = false
        let marker = ConnectionNumber(2)
        for await report in client.events {
            if report.connection == marker { isClosing = true } else if isClosing { later.append(report.event) }
            if isReady(report.event) {
                client.close(first)
                // Told behind everything that was told before the close.
                client.open(marker, to: "nowhere", plan: SessionPlan())
            }
            if case .closed = report.event, report.connection == first { break }
        }
        #expect(later.count <= 1 && later.allSatisfy { if case .closed = $0 { true } else { false } })
    }
}
