import Configuration
import ControlTestSupport
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

    @Test func aModuleThatLowersOurVoiceIsWarnedOf() {
        let script = """
            # a comment
            load-module module-udev-detect
            load-module module-role-ducking trigger_roles=phone ducking_roles=music,no_role volume=-15dB
            load-module module-role-cork
            """
        let findings = SoundServerUnit.lowering(audio(0), script: script)
        #expect(findings.map(\.id) == ["audio.role"])
        #expect(findings.first?.text.contains("module-role-ducking lowers our stream without a role") == true)
        var withRole = audio(0)
        withRole.role = "assistant"
        #expect(SoundServerUnit.lowering(withRole, script: script).isEmpty)
        withRole.role = "video"
        #expect(SoundServerUnit.lowering(withRole, script: script).first?.text.contains("silences") == true)
    }

    /// The package's own script leaves us alone, whatever role is set but its target's.
    @Test(arguments: ["", "phone", "assistant"]) func theUnitsScriptIsFound(role: String) throws {
        #expect(
            SoundServerUnit.script(of: "argv[]=/usr/bin/pulseaudio -n -F /usr/lib/voicelived/pulse.pa ;")
                == "/usr/lib/voicelived/pulse.pa")
        #expect(SoundServerUnit.script(of: "") == nil)
        var own = audio(0)
        own.role = role
        let script = try Program.read(Repository.path("systemd/pulse/pulse.pa"))
        #expect(script.contains("module-role-ducking"))
        #expect(SoundServerUnit.lowering(own, script: script).isEmpty)
    }

    @Test func whereItWorksOrNobodyWantsItNothingIsSaid() {
        #expect(SoundServerUnit.ducking(audio(0), command: Self.unit) == nil)
        #expect(SoundServerUnit.ducking(audio(-15), command: "{ argv[]=/usr/bin/pulseaudio -n }") == nil)
        #expect(SoundServerUnit.ducking(audio(-15, server: "unix:/run/pulse/native"), command: Self.unit) == nil)
    }
}
