import Configuration
import Testing
import WebSocket

@testable import voicelivectl

/// What the doctor makes of a try to connect.
@Suite struct ServiceAnswersTests {
    private static let day = 86_400

    private func findings(
        _ failure: WebSocketError?, isSecured: Bool = true, days: Int = 90, unreadable: String? = nil
    ) throws -> [Finding] {
        var endpoint = EndpointSection()
        endpoint.name = "azure"
        endpoint.url = "wss://voice.example.com"
        endpoint.model = "gpt-realtime"
        endpoint.credential = "voicelived.api_key"
        var answers = ServiceAnswers(endpoint: endpoint, address: try #require(endpoint.address))
        answers.unreadableKey = unreadable
        let probe = ConnectProbe(
            failure: failure, certificatesEnd: isSecured ? 1_000_000 + days * Self.day : nil, isSecured: isSecured)
        return answers.findings(probe, now: 1_000_000)
    }

    private func upgrade(_ refusal: HTTPRefusal) throws -> Finding {
        let all = try findings(.http(refusal))
        #expect(all.map(\.id) == ["network.azure", "network.azure.tls", "network.azure.upgrade"])
        #expect(all.dropLast().allSatisfy { $0.status == .ok })
        return try #require(all.last)
    }

    @Test func aServiceThatUpgradesIsWell() throws {
        #expect(try findings(nil).map(\.status) == [.ok, .ok, .ok])
    }

    @Test(arguments: [(13, Finding.Status.warn), (14, .ok), (-1, .warn)])
    func aCertificateThatEndsSoonIsWarnedOf(_ days: Int, _ status: Finding.Status) throws {
        let tls = try findings(nil, days: days)[1]
        #expect(tls.status == status)
        #expect(tls.text.contains("\(days) days"))
    }

    @Test(arguments: [401, 403])
    func aKeyThatIsNotTakenNamesTheCommandForAnother(_ status: Int) throws {
        let finding = try upgrade(HTTPRefusal(status: status, bodyPrefix: "the key s3cret is wrong"))
        #expect(finding.status == .fail)
        #expect(finding.text.contains("(\(status))"))
        #expect(finding.fix?.contains("voicelivectl credential set voicelived.api_key") == true)
        #expect(!finding.text.contains("s3cret"))
    }

    @Test func aServiceWithoutTheModelNamesVersionAndModel() throws {
        let finding = try upgrade(HTTPRefusal(status: 404))
        #expect(finding.fix == "check url, api_version (2026-07-15), and that gpt-realtime is deployed there")
    }

    @Test func tooMuchIsAWarningWithTheWait() throws {
        let finding = try upgrade(HTTPRefusal(status: 429, retryAfter: .seconds(17)))
        #expect(finding.status == .warn)
        #expect(finding.text.contains("again in 17 s"))
    }

    @Test func aProxyThatWantsAUserSaysHowToStoreOne() throws {
        let all = try findings(.proxy(status: 407, reason: "who?"), isSecured: false)
        #expect(all.map(\.id) == ["network.azure"])
        #expect(all.first?.fix?.contains("voicelivectl credential set voicelived.proxy") == true)
    }

    @Test func whatIsNotReachedIsOneFailure() throws {
        let all = try findings(.dns(host: "voice.example.com", reason: "no such name"), isSecured: false)
        #expect(all.map(\.id) == ["network.azure"] && all.first?.status == .fail)
    }

    @Test func withoutTLSTheServiceIsNotJudged() throws {
        let all = try findings(.tls(TLSFailure(reason: .expired, host: "voice.example.com")), isSecured: false)
        #expect(all.map(\.id) == ["network.azure", "network.azure.tls"])
        #expect(all.map(\.status) == [.ok, .fail])
    }

    @Test func aKeyThatCannotBeReadIsNoFault() throws {
        let last = try #require(try findings(nil, unreadable: "run doctor as root").last)
        #expect(last.status == .skip)
        #expect(last.text.contains("run doctor as root"))
    }
}
