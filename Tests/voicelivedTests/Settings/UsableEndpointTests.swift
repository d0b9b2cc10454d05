import Configuration
import ControlTestSupport
import ServiceSettings
import Testing

@testable import voicelived

/// Which endpoints serve, by the keys that are stored.
@Suite struct UsableEndpointTests {
    private func usable(_ settings: Settings, stored key: String? = nil) throws -> UsableEndpoints {
        let folder = try PrivateFolder()
        if let key { try folder.write(key, to: "voicelived.api_key") }
        return withExtendedLifetime(folder) {
            UsableEndpoints(settings, credentials: Credentials(directory: folder.path))
        }
    }

    /// Without an account the box speaks, and nobody complains.
    @Test func thePackagesSettingsNeedNoKey() throws {
        let settings = try Written.settings(file("Config/package.toml"))
        #expect(settings.endpoints.map(\.name) == ["azure", "local"])
        let usable = try usable(settings)
        #expect(usable.sections.map(\.name) == ["local"])
        #expect(usable.faults.isEmpty)
    }

    /// The key goes nowhere before somebody wrote where to.
    @Test func aKeyAloneIsShownToNobody() throws {
        let usable = try usable(try Written.settings(file("Config/package.toml")), stored: "4711")
        #expect(usable.sections.map(\.name) == ["local"])
        #expect(usable.faults.map(\.fault) == [.placeholder(endpoint: "azure")])
    }

    @Test func withItsKeyTheCloudComesFirst() throws {
        let settings = try Written.settings(file("Config/examples/azure-with-fallback.toml"))
        #expect(try usable(settings).sections.map(\.name) == ["local"])
        let both = try usable(settings, stored: "4711")
        #expect(both.sections.map(\.name) == ["azure", "local"])
        #expect(both.faults.isEmpty)
    }

    @Test func aKeyThatMustBeThereIsMissed() throws {
        let usable = try usable(try Written.endpoint("credential = \"voicelived.api_key\""))
        #expect(usable.faults.map(\.fault) == [.credentialMissing(endpoint: "a", name: "voicelived.api_key")])
    }

    private func file(_ path: String) throws -> String { try Program.read(Repository.path(path)) }
}
