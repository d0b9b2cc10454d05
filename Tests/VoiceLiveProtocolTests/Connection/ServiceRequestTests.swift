import Testing
import VoiceLiveProtocol

@Suite struct ServiceRequestTests {
    @Test func aServerUnderstandsWhatAClientAsks() throws {
        var endpoint = ServiceEndpoint(url: "wss://h", dialect: .voiceLive(.v2026April), model: "gpt realtime/ü")
        endpoint.agent = AgentSelection(name: "guide", project: "p")
        endpoint.profile = "byom-azure-openai-realtime"
        let request = ServiceRequest(target: try endpoint.address().target)
        #expect(request.dialect == .voiceLive(.v2026April))
        #expect(request.model == "gpt realtime/ü")
        #expect(request.agentName == "guide" && request.agentProject == "p")
        #expect(request.profile == "byom-azure-openai-realtime")
        #expect(request.credential == nil)
    }

    @Test func pathAndHeaderDecideTheDialect() {
        #expect(ServiceRequest(target: "/voice-live/realtime").dialect == .standard)
        #expect(
            ServiceRequest(target: "/x/voice-live/realtime/?api-version=2030-01-01-preview").dialect?.isVoiceLive
                == true)
        #expect(ServiceRequest(target: "/voice-live/realtime?api-version=v1").dialect == nil)
        #expect(ServiceRequest(target: "/v1/realtime?model=m").dialect == .openAIGA)
        #expect(ServiceRequest(target: "/v1/realtime", openAIBeta: "realtime=v1").dialect == .openAIBeta)
        #expect(ServiceRequest(target: "/metrics").dialect == nil)
        #expect(ServiceRequest(target: "").dialect == nil)
    }

    @Test func aBrowsersCredentialIsTakenAndNeverPrinted() {
        let request = ServiceRequest(target: "/voice-live/realtime?api-key=topsecret&x-ms-client-sdk=py&model=m")
        #expect(request.credential?.value == "topsecret")
        #expect(request.others == [QueryParameter(name: "x-ms-client-sdk", value: "py")])
        #expect(!"\(request)".contains("topsecret"))
        #expect(!String(reflecting: request).contains("topsecret"))
    }

    @Test func hostileQueriesAreBounded() {
        let many = (0..<1000).map { "a\($0)=%" }.joined(separator: "&")
        #expect(ServiceRequest(target: "/voice-live/realtime?" + many).others.count == 64)
        #expect(ServiceRequest(target: "/voice-live/realtime?model=%E4%zz+%").model == "\u{FFFD}%zz %")
    }
}
