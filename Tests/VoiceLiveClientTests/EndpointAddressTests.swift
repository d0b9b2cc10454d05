import Conversation
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import VoiceLiveClient

@Suite struct EndpointAddressTests {
    private func target(
        _ url: String, model: String = "gpt-realtime", query: [QueryParameter] = [], dialect: Dialect = .standard
    )
        throws -> String
    {
        var endpoint = ServiceEndpoint(name: "test", url: url, dialect: dialect)
        endpoint.model = model
        endpoint.query = query
        return try EndpointAddress.make(for: endpoint).target
    }

    @Test func versionAndModelAreAdded() throws {
        let address = "wss://box.services.ai.azure.com/voice-live/realtime"
        #expect(try target(address) == "/voice-live/realtime?api-version=2026-07-15&model=gpt-realtime")
    }

    @Test(arguments: [
        "https://box.services.ai.azure.com", "wss://box.services.ai.azure.com/",
        "https://box.services.ai.azure.com/api/projects/kiosk",
    ])
    func thePathIsCompleted(url: String) throws {
        #expect(try target(url).hasPrefix("/voice-live/realtime?"))
    }

    @Test func whatTheURLSaysWins() throws {
        let given = "wss://h/voice-live/realtime?api-version=2026-04-10"
        #expect(try target(given) == "/voice-live/realtime?api-version=2026-04-10&model=gpt-realtime")
    }

    @Test func valuesAreEscaped() throws {
        let query = [QueryParameter("agent-name", "front desk&co")]
        #expect(try target("wss://h", query: query).hasSuffix("&agent-name=front%20desk%26co"))
    }

    @Test func otherDialectsKeepTheirPath() throws {
        #expect(try target("wss://h/v1/realtime", dialect: .openAIGA) == "/v1/realtime?model=gpt-realtime")
    }

    @Test func unencryptedIsForThisMachineOnly() throws {
        #expect(throws: WebSocketError.self) { try target("ws://example.com") }
        #expect(try target("ws://127.0.0.1:9").hasPrefix("/voice-live"))
        #expect(try target("ws+unix:/run/voicelived/local.sock").hasPrefix("/voice-live/realtime?"))
    }
}
