import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// What turns a knob: that the daemon is told the right thing, and its answer printed.
@Suite struct ControlsLiveTests {
    private func run(_ live: LiveServer, _ words: String...) throws -> String {
        let result = try Program.run(
            [try Programs.folder() + "/voicelivectl", "--socket", live.path] + words, seconds: 20)
        #expect(result.status == 0 && result.errors == "", "\(words): \(result)")
        return result.output
    }

    @Test func aDeviceIsChosen() throws {
        let live = try LiveServer()
        #expect(try run(live, "select", "output", "alsa_output.hdmi") == "alsa_output.hdmi\n")
        guard case .audioSelect(let call)? = live.daemon.requests.last else {
            Issue.record("\(live.daemon.requests)")
            return
        }
        #expect(call.params == AudioSelect.Params(direction: .output, device: "alsa_output.hdmi"))
    }

    @Test func aMuteIsSetAndLifted() throws {
        let live = try LiveServer()
        #expect(try run(live, "mute") == "muted\n")
        #expect(try run(live, "mute", "output", "--hard") == "muted\n")
        #expect(try run(live, "unmute", "input") == "open\n")
        let told = live.daemon.requests.compactMap { request in
            if case .audioMute(let call) = request { call.params } else { nil }
        }
        #expect(
            told == [
                AudioMute.Params(direction: .input, isOn: true, hard: false),
                AudioMute.Params(direction: .output, isOn: true, hard: true),
                AudioMute.Params(direction: .input, isOn: false, hard: false),
            ])
    }

    @Test func theVolumeIsSetInDecibels() throws {
        let live = try LiveServer()
        #expect(try run(live, "volume", "-20.5").hasPrefix("-20.5 dB "))
        #expect(try run(live, "volume").hasPrefix("-12.0 dB "))
        let told = live.daemon.requests.compactMap { request in
            if case .audioVolume(let call) = request { call.params } else { nil }
        }
        #expect(told == [AudioVolume.Params(decibels: -20.5), AudioVolume.Params()])
    }

    @Test func theButtonIsPressedAndReleased() throws {
        let live = try LiveServer()
        _ = try run(live, "session", "start", "--mode", "ptt")
        #expect(try run(live, "session", "ptt", "on") == "")
        #expect(try run(live, "session", "ptt", "off", "s-1") == "")
        let told = live.daemon.requests.compactMap { request in
            if case .sessionPtt(let call) = request { call.params } else { nil }
        }
        #expect(told.map(\.pressed) == [true, false])
        #expect(told.map(\.session) == ["s-1", "s-1"])
    }

    @Test func whatIsBeingSpokenIsStopped() throws {
        let live = try LiveServer()
        _ = try run(live, "session", "start")
        #expect(try run(live, "session", "interrupt") == "")
        guard case .sessionInterrupt(let call)? = live.daemon.requests.last else {
            Issue.record("\(live.daemon.requests)")
            return
        }
        #expect(call.params.session == "s-1")
    }

    @Test func theLinkIsKicked() throws {
        let live = try LiveServer()
        #expect(try run(live, "link", "kick") == "backoff\n")
        guard case .linkKick? = live.daemon.requests.last else {
            Issue.record("\(live.daemon.requests)")
            return
        }
    }
}
