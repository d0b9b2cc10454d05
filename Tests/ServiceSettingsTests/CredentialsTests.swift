import Configuration
import Glibc
import Testing
import VoiceLiveClient

@testable import ServiceSettings

/// Where an endpoint's key comes from.
@Suite struct CredentialsTests {
    private func section(_ change: (inout EndpointSection) -> Void) -> EndpointSection {
        var section = EndpointSection()
        section.name = "azure"
        change(&section)
        return section
    }

    @Test func aKeyThatNobodyStoredIsToldWithItsCommand() {
        let section = section { $0.credential = "voicelived.api_key" }
        #expect(throws: EndpointFault.credentialMissing(endpoint: "azure", name: "voicelived.api_key")) {
            try Credentials(directory: nil).source(for: section)
        }
    }

    @Test func aFileIsShownTheWayTheEndpointWantsIt() throws {
        let section = section {
            $0.authentication = .bearer
            $0.credentialFile = "/run/token"
        }
        #expect(try Credentials(directory: nil).source(for: section) == .file(path: "/run/token", .bearer))
    }

    @Test func aKeyThatOthersCanReadIsToldBeforeAnybodyTalks() throws {
        let path = "/tmp/voicelived-credentials-\(getpid())"
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(file >= 0)
        defer {
            close(file)
            _ = unsafe unlink(path)
        }
        let section = section { $0.credentialFile = path }
        #expect(try Credentials(directory: nil).source(for: section) == .file(path: path, .apiKey))
        fchmod(file, 0o604)
        let fault = EndpointFault.credentialUnsafe(endpoint: "azure", .exposed(path: path, mode: 0o604))
        #expect(throws: fault) { try Credentials(directory: nil).source(for: section) }
        #expect(fault.description.contains("azure") && fault.description.contains("chmod 600"))
    }

    @Test func noAuthenticationNeedsNoKey() throws {
        let section = section {
            $0.authentication = .none
            $0.credential = "voicelived.api_key"
        }
        #expect(try Credentials(directory: nil).source(for: section) == .none)
    }
}
