import Testing

@testable import Configuration

@Suite("Examples")
struct ExampleTests {
    private static let folder = Fixtures.root + "/Config/examples"
    private static let names = (LinuxFiles().names(in: folder) ?? []).filter { $0.hasSuffix(".toml") }.sorted()

    @Test func thereAreSome() {
        #expect(Self.names.count >= 5)
    }

    @Test(arguments: names)
    func loadWithoutAWarning(name: String) throws {
        let text = try #require(Fixtures.text(Self.folder + "/" + name))
        let result = LoadResult(text)
        #expect(result.problems.map(\.text) == [])
        #expect(result.values?.endpoints.isEmpty == false)
    }

    /// The keys that scripts and packages rely on.
    @Test func fixedKeysAreTaken() {
        let result = LoadResult(
            """
            profile = "kiosk"
            [control]
            socket = "/run/voicelived/control.sock"
            [audio]
            source = "auto"
            sink = "auto"
            reference = "playback"
            rate = 16000
            [[endpoint]]
            name = "azure"
            url = "wss://example.services.ai.azure.com/voice-live/realtime"
            api_version = "2026-07-15"
            model = "gpt-realtime"
            credential = "voicelived.api_key"
            ca_file = ""
            [[endpoint]]
            name = "local"
            url = "ws+unix:/run/voicelived/local.sock"
            """)
        #expect(result.problems.map(\.text) == [])
        #expect(result.values?.endpoints.map(\.name) == ["azure", "local"])
        #expect(result.values?.endpoints.map(\.address?.isUnixSocket) == [false, true])
    }
}
