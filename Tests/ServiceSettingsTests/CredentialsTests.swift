import Configuration
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

    @Test func noAuthenticationNeedsNoKey() throws {
        let section = section {
            $0.authentication = .none
            $0.credential = "voicelived.api_key"
        }
        #expect(try Credentials(directory: nil).source(for: section) == .none)
    }
}
