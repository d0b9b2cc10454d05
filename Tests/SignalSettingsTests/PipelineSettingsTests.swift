import Configuration
import SignalPath
import Sound
import Testing

@testable import SignalSettings

@Suite struct PipelineSettingsTests {
    @Test func everyKeyOfTheSignalPathArrives() throws {
        var admin = AdminSettings()
        admin.echo.suppression = -33
        admin.noise.enabled = false
        admin.gain.enabled = true
        admin.gain.target = -20
        admin.speech.hangover = .milliseconds(700)
        admin.bargeIn.probability = 0.75
        admin.bargeIn.confirmProbability = 0.8
        admin.bargeIn.confirmAfter = .milliseconds(320)
        let settings = PipelineSettings(admin)
        #expect(settings.noise.echoDecibels == -33)
        #expect(!settings.noise.suppressesNoise)
        #expect(settings.gain.isOn && settings.gain.targetDecibels == -20)
        #expect(settings.gate.hangoverMilliseconds == 700)
        #expect(settings.bargeIn.threshold == 0.75)
        #expect(settings.bargeIn.certainty == 0.8)
        #expect(settings.bargeIn.confirmMilliseconds == 320)
        #expect(settings.cancelsEcho)
        #expect(settings.limiter == LimiterSettings())
        admin.gain.limiter = false
        admin.gain.limiterCeiling = -7
        #expect(!PipelineSettings(admin).limiter.isOn)
        #expect(PipelineSettings(admin).limiter.ceilingDecibels == -7)
        admin.echo.kind = .off
        #expect(!PipelineSettings(admin).cancelsEcho)
    }

    @Test func theDetectorIsTheAdminsChoice() {
        var admin = AdminSettings()
        #expect(PipelineSettings(admin).detector == .neural)
        admin.speech.detector = .energy
        #expect(PipelineSettings(admin).detector == .energy)
        admin.speech.detector = .speex
        #expect(PipelineSettings(admin).detector == .speex)
    }

    @Test func theFormatIsFixedByRateAndTail() throws {
        var admin = AdminSettings()
        admin.audio.rate = 24_000
        admin.echo.tail = .milliseconds(120)
        let format = try #require(PipelineFormat(admin))
        #expect(format.rate.hertz == 24_000)
        #expect(format.tailMilliseconds == 120)
        admin.audio.rate = 12
        #expect(PipelineFormat(admin) == nil)
    }
}
