import Sound
import Testing

@testable import PulseSound

@Suite struct DeviceSelectionTests {
    private func microphone(
        _ name: String, index: UInt32 = 1, isMonitor: Bool = false, isDefault: Bool = false,
        properties: [String: String] = [:]
    ) -> ListedDevice {
        ListedDevice(
            device: SoundDevice(
                name: name, description: name, direction: .capture, isMonitor: isMonitor, isDefault: isDefault,
                rate: 48_000, properties: properties),
            index: index, isSuspended: false)
    }

    private func selection(
        _ preferences: [DeviceMatch] = [], acceptsDefault: Bool = true, onLost: OnDeviceLost = .reselect,
        allowsMonitor: Bool = false
    ) -> DeviceSelection {
        DeviceSelection(
            direction: .capture, choice: DeviceChoice(preferences: preferences, acceptsDefault: acceptsDefault),
            onLost: onLost, allowsMonitor: allowsMonitor)
    }

    @Test func autoTakesTheServersDefault() {
        let list = [microphone("usb"), microphone("built-in", isDefault: true)]
        #expect(selection().device(among: list, last: nil)?.name == "built-in")
        #expect(selection().device(among: list, last: "usb")?.name == "built-in")
    }

    @Test func aMonitorIsNeverTakenEvenAsTheDefault() {
        let monitor = microphone("spk.monitor", isMonitor: true, isDefault: true)
        #expect(selection().device(among: [monitor], last: nil) == nil)
        #expect(selection([.name("spk.monitor")]).device(among: [monitor], last: nil) == nil)
        let list = [monitor, microphone("usb"), microphone("other")]
        #expect(selection().device(among: list, last: nil)?.name == "usb")
        #expect(selection().device(among: list, last: "other")?.name == "other")
    }

    @Test func anAllowedMonitorMustBeNamed() {
        let list = [microphone("spk.monitor", isMonitor: true, isDefault: true)]
        #expect(selection(allowsMonitor: true).device(among: list, last: nil) == nil)
        let named = selection([.name("spk.monitor")], allowsMonitor: true)
        #expect(named.device(among: list, last: nil)?.name == "spk.monitor")
    }

    @Test(arguments: ["auto_null.monitor", "auto_null"]) func dummiesAreRefused(_ name: String) {
        let dummy = microphone(name, isMonitor: name.hasSuffix("monitor"), isDefault: true)
        #expect(selection().device(among: [dummy], last: nil) == nil)
        #expect(selection([.name("auto_null.monitor")], allowsMonitor: true).device(among: [dummy], last: nil) == nil)
    }

    @Test func theFirstPreferenceThatIsThereIsTaken() {
        let choice = selection([.name("array"), .properties(["device.bus": "usb", "device.serial": "7"])])
        let usb = microphone("alsa.usb", properties: ["device.bus": "usb", "device.serial": "7", "x": "y"])
        let other = microphone("alsa.pci", isDefault: true, properties: ["device.bus": "pci"])
        #expect(choice.device(among: [other, usb], last: nil)?.name == "alsa.usb")
        #expect(choice.device(among: [other, usb, microphone("array")], last: "alsa.usb")?.name == "array")
        #expect(choice.device(among: [other], last: "alsa.usb")?.name == "alsa.pci")
    }

    @Test func noDefaultWhereTheAdminWantsNone() {
        let choice = selection([.name("array")], acceptsDefault: false)
        #expect(choice.device(among: [microphone("usb", isDefault: true)], last: nil) == nil)
    }

    @Test func emptyPropertiesMatchNothing() {
        let choice = selection([.properties([:])], acceptsDefault: false)
        #expect(choice.device(among: [microphone("usb")], last: nil) == nil)
    }

    @Test func waitingForALostDeviceTakesNoOther() {
        let choice = selection([.name("array"), .name("usb")], onLost: .wait)
        let both = [microphone("usb"), microphone("array")]
        #expect(choice.device(among: both, last: nil)?.name == "array")
        #expect(choice.device(among: [microphone("usb")], last: "array") == nil)
        #expect(choice.device(among: both, last: "array")?.name == "array")
        // Never yet used: the next best will do until the better one comes.
        #expect(choice.device(among: [microphone("usb")], last: nil)?.name == "usb")
        #expect(choice.device(among: both, last: "usb")?.name == "array")
    }

    @Test func aLoudspeakerIsNoMicrophone() {
        var loudspeaker = microphone("spk", isDefault: true)
        loudspeaker.device.direction = .playback
        #expect(selection().device(among: [loudspeaker], last: nil) == nil)
    }

    @Test(arguments: [(48_000, 48_000), (44_100, 44_100), (16_000, 16_000), (96_000, 48_000), (22_050, 48_000)])
    func streamsRunAtTheDevicesRateWhereTenMillisecondsAreABlock(_ device: Int, _ stream: Int) {
        #expect(StreamRate.native(of: device).hertz == Int32(stream))
    }

    @Test func aRePluggedDeviceIsAnotherTarget() {
        #expect(StreamTarget(microphone("usb", index: 3)) != StreamTarget(microphone("usb", index: 9)))
        #expect(StreamTarget(microphone("usb", index: 3)) == StreamTarget(microphone("usb", index: 3)))
    }
}
