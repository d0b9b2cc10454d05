import Configuration
import Testing

@testable import voicelivectl

/// A key that the package's sound server makes useless.
@Suite struct SoundServerUnitTests {
    private static let unit = "{ argv[]=/usr/bin/pulseaudio --disallow-exit --disallow-module-loading -n }"

    private func audio(_ decibels: Double, server: String = "unix:/run/voicelived-audio/native") -> AudioSection {
        var audio = AudioSection()
        audio.duckOthers = decibels
        audio.server = server
        return audio
    }

    @Test func loweringOthersWhereNobodyMayIsWarnedOf() {
        let finding = SoundServerUnit.ducking(audio(-15), command: Self.unit)
        #expect(finding?.id == "audio.duck_others_db")
        #expect(finding?.status == .warn)
    }

    @Test func whereItWorksOrNobodyWantsItNothingIsSaid() {
        #expect(SoundServerUnit.ducking(audio(0), command: Self.unit) == nil)
        #expect(SoundServerUnit.ducking(audio(-15), command: "{ argv[]=/usr/bin/pulseaudio -n }") == nil)
        #expect(SoundServerUnit.ducking(audio(-15, server: "unix:/run/pulse/native"), command: Self.unit) == nil)
    }
}
