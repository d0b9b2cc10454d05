import Conversation
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import VoiceLiveClient

/// The rules of the address itself are the protocol's and tested there.
@Suite struct EndpointAddressTests {
    private func connect(
        _ url: String, dialect: Dialect = .standard
    ) throws -> (endpoint: WebSocketEndpoint, headers: [HTTPField]) {
        let service = ServiceEndpoint(url: url, dialect: dialect, model: "gpt-realtime")
        return try EndpointSettings(name: "test", service: service).webSocket()
    }

    @Test func versionAndModelAreAdded() throws {
        let endpoint = try connect("wss://box.services.ai.azure.com").endpoint
        #expect(endpoint.target == "/voice-live/realtime?api-version=2026-07-15&model=gpt-realtime")
        #expect(endpoint.route == .tcp(host: "box.services.ai.azure.com", port: 443, isEncrypted: true))
    }

    @Test func unencryptedIsForThisMachineOnly() throws {
        #expect(throws: WebSocketError.self) { try connect("ws://example.com") }
        #expect(try connect("ws://127.0.0.1:9").endpoint.route == .tcp(host: "127.0.0.1", port: 9, isEncrypted: false))
    }

    @Test func aUnixSocketIsAPath() throws {
        let endpoint = try connect("ws+unix:/run/voicelived/local.sock").endpoint
        #expect(endpoint.route == .unix(path: "/run/voicelived/local.sock"))
        #expect(endpoint.target.hasPrefix("/voice-live/realtime?"))
    }

    @Test func theBetaDialectNamesItself() throws {
        let headers = try connect("wss://h/v1/realtime", dialect: .openAIBeta).headers
        #expect(headers == [HTTPField("OpenAI-Beta", "realtime=v1")])
    }

    @Test func aSecretInTheAddressIsRefusedAndNotRepeated() {
        #expect {
            try connect("wss://h/voice-live/realtime?api-key=hunter2")
        } throws: { error in
            !String(describing: error).contains("hunter2")
        }
    }
}
