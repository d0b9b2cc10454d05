import Configuration
import DaemonBench
import Glibc
import TestBench
import Testing
import WebSocket

@testable import voicelivectl

/// The doctor's way to a service with certificates of the test's own.
@Suite(.timeLimit(.minutes(1))) struct NetworkChecksLiveTests {
    private let authority: CertificateAuthority
    private let server: WebSocketServer
    private let folder: TemporaryFolder
    private let port: UInt16

    init() throws {
        authority = try CertificateAuthority()
        folder = try TemporaryFolder("doctor")
        var options = WebSocketServerOptions()
        options.identity = authority.identity
        server = try WebSocketServer.listen(on: .tcp(host: "127.0.0.1", port: 0), options: options)
        port = try #require(server.port)
    }

    private func findings(_ change: (inout EndpointSection) -> Void = { _ in }) async throws -> [Finding] {
        var endpoint = EndpointSection()
        endpoint.name = "azure"
        endpoint.url = "wss://localhost:\(port)"
        endpoint.model = "gpt-realtime"
        endpoint.caFile = authority.file
        endpoint.authentication = .none
        change(&endpoint)
        return await NetworkChecks(endpoints: [endpoint], link: LinkSection(), timeout: 3_000).findings(endpoint)
    }

    /// What the next request shows as its key, and whether it was let in.
    private func answer(_ refusal: HTTPRefusal?) -> Task<String?, Never> {
        Task { [server] in
            for await incoming in server.requests {
                let key = incoming.request[header: "api-key"]
                if let refusal {
                    await incoming.refuse(refusal)
                } else {
                    _ = await (try? incoming.accept())?.closeReport()
                }
                return key
            }
            return nil
        }
    }

    @Test func anOptionalServiceWithoutItsKeyIsLeftOut() async throws {
        let findings = try await findings {
            $0.authentication = .apiKey
            $0.credential = "voicelived.nobody-stored-this"
            $0.optional = true
        }
        #expect(findings.map(\.status) == [.skip])
    }

    @Test func aServiceThatLetsUsInIsWellAndItsCertificatesAreCounted() async throws {
        let asked = answer(nil)
        let all = try await findings()
        _ = await asked.value
        #expect(all.map(\.id) == ["network.azure", "network.azure.tls", "network.azure.upgrade"])
        #expect(all.map(\.status) == [.ok, .ok, .ok])
        #expect(["29", "30"].contains { all[1].text == "certificates for another \($0) days" })
    }

    @Test func theKeyIsShownToTheServiceAndToNobodyElse() async throws {
        let path = folder.path + "/key"
        try writeWhole([(path, Array("s3cret\n".utf8))])
        _ = unsafe chmod(path, 0o600)
        let asked = answer(HTTPRefusal(status: 401, bodyPrefix: "s3cret is no key"))
        let all = try await findings {
            $0.authentication = .apiKey
            $0.credentialFile = path
        }
        #expect(await asked.value == "s3cret")
        #expect(all.last?.status == .fail)
        #expect(!all.contains { "\($0)".contains("s3cret") })
    }

    @Test func withoutAReadableKeyTLSIsLookedAtAndTheServiceIsNotAsked() async throws {
        let all = try await findings {
            $0.authentication = .apiKey
            $0.credentialFile = folder.path + "/missing"
        }
        #expect(all.map(\.status) == [.ok, .ok, .skip])
        #expect(all.last?.text.contains("missing") == true)
    }

    @Test func anotherAuthorityIsToldWithWhatToDo() async throws {
        let other = try CertificateAuthority()
        let all = try await findings { $0.caFile = other.file }
        #expect(all.map(\.status) == [.ok, .fail])
        #expect(all.last?.fix?.contains("ca_file") == true)
    }

    @Test func aKeyThatIsNotPinnedIsTold() async throws {
        let all = try await findings { $0.pins = ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="] }
        #expect(all.map(\.status) == [.ok, .fail])
        #expect(all.last?.fix?.contains("pins") == true)
    }

    @Test func whereNobodyListensThereIsOneFailure() async throws {
        server.stop()
        let all = try await findings()
        #expect(all.map(\.id) == ["network.azure"])
        #expect(all.first?.status == .fail)
    }
}
