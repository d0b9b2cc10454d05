import Testing
import VoiceLiveProtocol

@Suite struct DialectTests {
    @Test func configurationNamesDialects() {
        #expect(Dialect(name: "voice-live") == .voiceLive(.v2026July))
        #expect(Dialect(name: "voice-live", version: "2026-04-10") == .voiceLive(.v2026April))
        #expect(Dialect(name: "voice-live", version: "v1") == nil)
        #expect(Dialect(name: "openai") == .openAIGA)
        #expect(Dialect(name: "openai-beta") == .openAIBeta)
        #expect(Dialect(name: "klingon") == nil)
        #expect("\(Dialect.standard)" == "voice-live 2026-07-15")
    }

    @Test(arguments: ["", "2026", "2026-7-15", "2026-07-15x", "abcd-ef-gh", "2026/07/15", "２０２６-07-15"])
    func noVersionWithoutADate(text: String) {
        #expect(APIVersion(text) == nil)
    }

    @Test func versionsAreOrderedByDate() {
        #expect(APIVersion.known == APIVersion.known.sorted())
        #expect(APIVersion("2027-01-01").map { $0 > .standard } == true)
        #expect(APIVersion("2026-06-01-preview") == .v2026June)
    }

    @Test func featuresGrowWithTheVersions() {
        for (older, newer) in zip(APIVersion.known, APIVersion.known.dropFirst()) {
            #expect(Dialect.voiceLive(older).features.isSubset(of: Dialect.voiceLive(newer).features))
        }
        #expect(!Dialect.voiceLive(.v2026April).features.contains(.clientEchoReference))
        #expect(Dialect.standard.features.contains([.clientEchoReference, .mcp, .wordTimestamps, .interimResponse]))
        #expect(Dialect.openAIGA.features.isDisjoint(with: [.wordTimestamps, .avatar, .azureVoices]))
        #expect(!Dialect.openAIBeta.features.contains(.mcp))
        #expect(Dialect(name: "voice-live", version: "2030-01-01")?.features == Dialect.standard.features)
    }
}
