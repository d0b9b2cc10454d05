import ControlProtocol
import Testing

@testable import voicelivectl

/// What the doctor makes of the daemon's answers.
@Suite struct DaemonChecksTests {
    private func device(_ name: String, isMonitor: Bool = false, isChosen: Bool = false) -> AudioDevice {
        AudioDevice(name: name, desc: name, state: "idle", monitor: isMonitor, chosen: isChosen)
    }

    @Test func anotherVersionIsWarnedOf() {
        #expect(DaemonChecks.version(Voicelivectl.version) == nil)
        let finding = DaemonChecks.version("0.0.9")
        #expect(finding?.status == .warn)
        #expect(finding?.text.contains("0.0.9") == true && finding?.text.contains(Voicelivectl.version) == true)
    }

    @Test func aMonitorForAMicrophoneIsWarnedOf() {
        let monitor = device("sink.monitor", isMonitor: true, isChosen: true)
        #expect(DaemonsFindings.microphone(among: [device("usb"), monitor])?.status == .warn)
        let microphone = device("usb", isChosen: true)
        #expect(DaemonsFindings.microphone(among: [microphone, device("m", isMonitor: true)]) == nil)
    }

    @Test func monitorsAloneAreNoMicrophone() {
        let finding = DaemonsFindings.microphone(among: [device("sink.monitor", isMonitor: true)])
        #expect(finding?.text == "the sound server has no microphone, only monitors of loudspeakers")
        #expect(DaemonsFindings.microphone(among: []) == nil)
    }

    @Test(arguments: [(-3, "of unknown age"), (0, "stored today"), (1, "a day old"), (400, "400 days old")])
    func aKeysAgeIsInDays(_ days: Int, _ text: String) {
        #expect(CredentialStore.age(days: days) == text)
    }
}
