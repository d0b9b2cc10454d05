import Conversation
import ScriptedService
import Sound
import Synchronization
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import VoiceLiveClient

/// The client against a scripted service over real sockets.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ClientLiveTests {
    private let clock = ClockSinceStart()

    private func client(_ endpoints: [EndpointSettings]) -> VoiceLiveClient {
        VoiceLiveClient(
            endpoints: endpoints, clock: clock,
            context: .init(
                wallClock: { 1_000_000 },
                credentials: CredentialReader { _ async throws(CredentialError) in Array("from-command\n".utf8) }))
    }

    private func endpoint(_ service: ScriptedService) -> EndpointSettings {
        var endpoint = EndpointSettings(
            name: "scripted", service: ServiceEndpoint(url: service.url, model: "scripted"))
        endpoint.credential = .key("the-key")
        return endpoint
    }

    private func packet(_ value: Int16) throws -> MicrophonePacket {
        let rate = try #require(StreamRate(hertz: 16_000))
        return MicrophonePacket(
            start: .zero, rate: rate, samples: [Int16](repeating: value, count: 320), captured: .zero)
    }

    /// One whose credential is away is left out, and the conversation goes on without it.
    @Test func mcpServersComeWithWhatTheyAreShown() async throws {
        let service = try ScriptedService { session in
            let asked = try await session.agree(expiresAt: 1_000_600)
            let servers = (asked.tools ?? []).compactMap { tool -> MCPTool? in
                if case .mcp(let server) = tool { server } else { nil }
            }
            #expect(servers.map(\.serverLabel) == ["depot"])
            #expect(servers.first?.authorization == "from-command" && servers.first?.headers == ["X-Site": "9"])
            #expect(servers.first?.requireApproval == .always)
        }
        var endpoint = endpoint(service)
        var depot = MCPServerSettings(label: "depot", url: "https://depot.example/mcp")
        (depot.credential, depot.headers) = (.command(["get"], .bearer), ["X-Site": .key("9")])
        var lost = MCPServerSettings(label: "lost", url: "https://lost.example/mcp")
        lost.credential = .file(path: "/nonexistent/token", .bearer)
        endpoint.mcpServers = [lost, depot]
        let notes = Mutex<[ServiceNote]>([])
        let client = VoiceLiveClient(
            endpoints: [endpoint], clock: clock,
            context: .init(
                wallClock: { 1_000_000 },
                credentials: CredentialReader { _ async throws(CredentialError) in Array("from-command\n".utf8) },
                observe: { note in notes.withLock { $0.append(note) } }))
        client.open(ConnectionNumber(1), to: "scripted", plan: SessionPlan())
        for await report in client.events {
            if case .ready = report.event { client.close(ConnectionNumber(1)) }
            if case .closed = report.event { break }
        }
        let leftOut = notes.withLock { notes in
            notes.compactMap { if case .mcpServerLeftOut(let label, _) = $0 { label } else { nil } }
        }
        #expect(leftOut == ["lost"])
    }

    @Test func aTurnGoesThereAndBack() async throws {
        let service = try ScriptedService { session in
            #expect(session.request[header: "api-key"] == "the-key")
            let asked = try await session.agree(expiresAt: 1_000_600)
            #expect(asked.inputAudioSamplingRate == 16_000)
            #expect(asked.turnDetection.value?.kind == .server)
            guard case .audioAppend(let append) = try await session.next(withSound: true).event else {
                Issue.record("sound expected")
                return
            }
            #expect(append.audio.count == 640)
            let place = ContentPlace(responseID: "r1", itemID: "i1")
            try await session.send(.responseCreated(ResponseReport(response: Response(id: "r1"))))
            try await session.send(.audioDelta(WireAudioDelta(place: place, audio: [1, 0, 2])))
            try await session.send(.audioDelta(WireAudioDelta(place: place, audio: [0, 3, 0])))
            try await session.send(
                .responseDone(ResponseReport(response: Response(id: "r1", status: .completed))))
            let truncate = try await session.next()
            guard case .itemTruncate(let truncation) = truncate.event else {
                Issue.record("truncation expected")
                return
            }
            #expect(truncate.eventID == "c2")
            #expect(truncation.audioEndMilliseconds == 120)
        }
        let client = client([endpoint(service)])
        let connection = ConnectionNumber(1)
        client.open(connection, to: "scripted", plan: SessionPlan())
        var heard: [Int16] = []
        for await report in client.events {
            switch report.event {
            case .ready(let session):
                #expect(session.lifetime == .seconds(600))
                client.send(.append(try packet(5)), CommandNumber(1), on: connection)
            case .audioDelta(let delta): heard += delta.samples
            case .responseDone(let outcome):
                #expect(outcome.status == .completed)
                client.send(.truncate("i1", content: 0, heardMilliseconds: 120), CommandNumber(2), on: connection)
            case .closed(let closure):
                #expect(heard == [1, 2, 3])
                #expect(closure.code == 1000)
                return
            default: break
            }
        }
    }

    @Test(arguments: [(401, ServiceClosureCause.denied), (429, .tooMany), (503, .serverTrouble)])
    func aRefusedUpgradeSaysWhy(status: Int, cause: ServiceClosureCause) async throws {
        let service = try ScriptedService(
            door: { _ in HTTPRefusal(status: status, retryAfter: .seconds(3)) }, script: { _ in })
        let client = client([endpoint(service)])
        client.open(ConnectionNumber(1), to: "scripted", plan: SessionPlan())
        for await report in client.events {
            guard case .closed(let closure) = report.event else { continue }
            #expect(closure.cause == cause)
            #expect(closure.code == status)
            #expect(!closure.reason.contains("the-key"))
            return
        }
    }

    @Test func aServiceThatNeverAgreesIsLeft() async throws {
        let service = try ScriptedService { session in
            try await session.send(.sessionCreated(SessionReport(session: Session())))
            while true { _ = try await session.next() }
        }
        var impatient = endpoint(service)
        impatient.deadlines.agreement = .milliseconds(200)
        let client = client([impatient])
        client.open(ConnectionNumber(1), to: "scripted", plan: SessionPlan())
        for await report in client.events {
            guard case .closed(let closure) = report.event else { continue }
            #expect(closure.cause == .network)
            #expect(closure.reason.contains("did not agree"))
            return
        }
    }

    @Test func unknownAndBrokenEventsDoNotEndTheSession() async throws {
        let service = try ScriptedService { session in
            _ = try await session.agree()
            try await session.connection.send(text: #"{"type":"from.the.future","x":1}"#)
            try await session.connection.send(text: #"{"type":"response.audio.delta","delta":7}"#)
            try await session.connection.send(text: "not json")
            try await session.send(.audioCleared(NoFields()))
        }
        let client = client([endpoint(service)])
        client.open(ConnectionNumber(1), to: "scripted", plan: SessionPlan())
        var names: [String] = []
        for await report in client.events {
            switch report.event {
            case .other(let name): names.append(name)
            case .inputCleared: names.append("cleared")
            case .closed:
                #expect(names == ["from.the.future", "cleared"])
                return
            default: break
            }
        }
    }

    @Test func closeIsAnsweredByClosed() async throws {
        let service = try ScriptedService { session in
            _ = try await session.agree()
            while true { _ = try await session.next() }
        }
        let client = client([endpoint(service)])
        client.open(ConnectionNumber(4), to: "scripted", plan: SessionPlan())
        for await report in client.events {
            switch report.event {
            case .ready: client.close(ConnectionNumber(4))
            case .closed(let closure):
                #expect(closure.cause == .closedByUs)
                return
            default: break
            }
        }
    }

    @Test func aTokenFromACommandIsABearer() async throws {
        let service = try ScriptedService(
            door: { request in
                request[header: "authorization"] == "Bearer from-command" ? nil : HTTPRefusal(status: 401)
            },
            script: { _ = try await $0.agree() })
        var endpoint = endpoint(service)
        endpoint.credential = .command(["token"], .bearer)
        let client = client([endpoint])
        client.open(ConnectionNumber(1), to: "scripted", plan: SessionPlan())
        for await report in client.events {
            if case .ready = report.event { return }
            guard case .closed(let closure) = report.event else { continue }
            Issue.record("closed: \(closure.reason)")
            return
        }
    }

    @Test func anUnknownEndpointIsSaidSo() async throws {
        let client = client([])
        client.open(ConnectionNumber(1), to: "nowhere", plan: SessionPlan())
        for await report in client.events {
            guard case .closed(let closure) = report.event else { continue }
            #expect(closure.cause == .unusable && closure.reason.contains("nowhere"))
            return
        }
    }
}
