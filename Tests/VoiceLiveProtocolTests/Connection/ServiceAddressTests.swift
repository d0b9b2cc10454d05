import Testing
import VoiceLiveProtocol

@Suite struct ServiceAddressTests {
    private func target(
        _ url: String, _ dialect: Dialect = .standard, model: String? = "gpt-realtime"
    )
        throws(AddressError) -> String
    {
        try ServiceEndpoint(url: url, dialect: dialect, model: model).address().target
    }

    @Test func theQueryNamesVersionAndModel() throws {
        let address = try ServiceEndpoint(url: "wss://res.services.ai.azure.com/voice-live/realtime", model: "gpt-4o")
            .address()
        #expect(address.target == "/voice-live/realtime?api-version=2026-07-15&model=gpt-4o")
        #expect(address.destination == .tcp(host: "res.services.ai.azure.com", port: 443))
        #expect(address.isSecure)
        #expect(address.headers.isEmpty)
    }

    @Test(arguments: [
        ("https://h", "/voice-live/realtime"),
        ("https://h/", "/voice-live/realtime"),
        ("https://h/api/projects/trams", "/voice-live/realtime"),
        ("https://h/prefix/api/projects/trams/", "/prefix/voice-live/realtime"),
        ("https://h/prefix/", "/prefix/voice-live/realtime"),
        ("https://h/voice-live/realtime/#top", "/voice-live/realtime"),
    ])
    func thePathIsTheServices(url: String, path: String) throws {
        #expect(try target(url).split(separator: "?").first == Substring(path))
    }

    @Test func httpBecomesAPlainSocket() throws {
        let address = try ServiceEndpoint(url: "http://127.0.0.1:8902", model: "m").address()
        #expect(!address.isSecure)
        #expect(address.destination == .tcp(host: "127.0.0.1", port: 8902))
        #expect(try ServiceEndpoint(url: "ws://[::1]", model: "m").address().destination == .tcp(host: "::1", port: 80))
    }

    @Test func aUnixSocketIsAnAddress() throws {
        let address = try ServiceEndpoint(url: "ws+unix:/run/voicelived/local.sock", model: "local").address()
        #expect(address.destination == .unix("/run/voicelived/local.sock"))
        #expect(address.target == "/voice-live/realtime?api-version=2026-07-15&model=local")
    }

    @Test func openAIHasItsOwnPathAndHeader() throws {
        #expect(try target("https://api.openai.com", .openAIGA) == "/v1/realtime?model=gpt-realtime")
        #expect(
            try target("https://r.openai.azure.com/openai/v1", .openAIGA) == "/openai/v1/realtime?model=gpt-realtime")
        let beta = try ServiceEndpoint(url: "wss://api.openai.com/v1/realtime", dialect: .openAIBeta, model: "m")
            .address()
        #expect(beta.headers == [.init(name: "OpenAI-Beta", value: "realtime=v1")])
    }

    @Test func agentsAndProfilesStandInTheQuery() throws {
        var endpoint = ServiceEndpoint(url: "wss://h")
        endpoint.agent = AgentSelection(name: "tram guide", project: "p&q", version: "2", conversationID: "c")
        endpoint.resourceOverride = "other"
        #expect(
            try endpoint.address().target
                == "/voice-live/realtime?api-version=2026-07-15&agent-name=tram%20guide&agent-project-name=p%26q"
                + "&agent-version=2&conversation-id=c&foundry-resource-override=other")
        endpoint.agent?.project = ""
        #expect(throws: AddressError.agentIncomplete) { try endpoint.address() }
        var own = ServiceEndpoint(url: "wss://h", model: "deployment")
        (own.profile, own.features) = ("byom-azure-openai-realtime", "client_ec_reference:true")
        #expect(
            try own.address().target.hasSuffix(
                "model=deployment&profile=byom-azure-openai-realtime&features=client_ec_reference:true"))
    }

    @Test func whatTheAddressSaysWins() throws {
        #expect(
            try target("wss://h/?model=mine&debug=1&api-version=2026-04-10")
                == "/voice-live/realtime?model=mine&debug=1&api-version=2026-04-10")
    }

    @Test(arguments: ["api-key=x", "Authorization=Bearer%20x", "agent-access-token=x", "API-KEY=x"])
    func aSecretInTheAddressIsRefusedUnread(query: String) {
        #expect {
            try target("wss://h/?\(query)")
        } throws: { error in
            guard case .secretInAddress(let name)? = error as? AddressError else { return false }
            return query.hasPrefix(name) && !"\(error)".contains("Bearer")
        }
        #expect(throws: AddressError.secretInAddress("user information")) { try target("wss://user:pass@h") }
    }

    @Test(arguments: [
        "", "h", "wss:", "wss:h", "wss://", "ftp://h", "wss://h:0", "wss://h:65536", "wss://h:x", "ws+unix:x",
        "wss://a b", "ws://[::1", "ws://::1", "ws://h:80:90", "ws://[]", "ws://[::1]x",
    ])
    func nonsenseIsRefused(url: String) {
        #expect(throws: AddressError.self) { try target(url) }
    }

    @Test func aModelIsNeeded() {
        #expect(throws: AddressError.modelMissing) { try target("wss://h", model: nil) }
        #expect(throws: AddressError.modelMissing) { try target("wss://h", model: "") }
    }
}
