import ControlProtocol

extension CommandTable {
    static let devices = Command(
        name: "devices", arguments: "", about: "The microphones and loudspeakers."
    ) { (session) throws(Failure) in
        let found = try session.connect().call(AudioDevices.self, AudioDevices.Params())
        session.show(found.wire) { _ in
            found.sources.map { line("in ", $0) } + found.sinks.map { line("out", $0) }
        }
        if found.sources.isEmpty, found.sinks.isEmpty {
            session.terminal.talk("the sound server has none: plug one in, or see voicelivectl doctor")
        }
    }

    private static func line(_ direction: String, _ device: AudioDevice) -> String {
        let mark = device.chosen ? "*" : " "
        return "\(mark) \(direction)\t\(visible(device.name))\t\(visible(device.state))\t\(visible(device.desc))"
    }

    static let select = Command(
        name: "select", arguments: "input|output DEVICE|auto", about: "Chooses a microphone or loudspeaker."
    ) { (session) throws(Failure) in
        let text = try session.arguments.word(0, called: "input or output")
        guard let direction = try word(text, AudioDirection.self, "the direction") else { return }
        let device = try session.arguments.word(1, called: "the device")
        let chosen = try session.connect().call(
            AudioSelect.self, AudioSelect.Params(direction: direction, device: device))
        session.show(chosen.wire) { _ in [visible(chosen.device)] }
    }

    static let mute = Command(
        name: "mute", arguments: "[input|output] [--hard]",
        about: "Mutes the microphone, or the loudspeaker; --hard: only you or an admin lift it.", flags: ["hard"]
    ) { (session) throws(Failure) in try setMute(true, session) }

    static let unmute = Command(
        name: "unmute", arguments: "[input|output] [--hard]", about: "Lifts a mute.", flags: ["hard"]
    ) { (session) throws(Failure) in try setMute(false, session) }

    private static func setMute(_ isOn: Bool, _ session: Session) throws(Failure) {
        let direction = try word(session.arguments.words.first, AudioDirection.self, "the direction") ?? .input
        let now = try session.connect().call(
            AudioMute.self,
            AudioMute.Params(direction: direction, isOn: isOn, hard: session.arguments.has("hard")))
        session.show(now.wire) { _ in [now.isOn ? "muted" : "open"] }
    }

    static let volume = Command(
        name: "volume", arguments: "[DB]", about: "Prints or sets the loudspeaker's volume; 0 dB is full scale."
    ) { (session) throws(Failure) in
        let text = session.arguments.words.first
        let level = text.flatMap(Double.init)
        if let text, level == nil { throw .usage("\"\(visible(text))\" is not a number of decibels") }
        let now = try session.connect().call(AudioVolume.self, AudioVolume.Params(decibels: level))
        session.show(now.wire) { _ in ["\(now.decibels) dB (peaks are held below \(now.limitDecibels) dB)"] }
    }

    static let meter = Command(
        name: "meter", arguments: "", about: "Microphone level and speech probability, live."
    ) { (session) throws(Failure) in
        let connection = try session.connect()
        _ = try follow(["audio.level"], every: 100, connection)
        if try connection.call(DaemonStatus.self, DaemonStatus.Params()).session == nil {
            session.terminal.talk("no session is active: levels come when one begins")
        }
        while true {
            guard let event = try connection.notification(timeout: nil), event["method"] == "audio.level",
                let data = event["params"]?["data"], let level = try? AudioLevel(wire: data)
            else { continue }
            let line =
                "\(LevelBar.text(level.rmsDecibels))  speech \(Int(level.vad * 100)) %  far \(Int(level.farDecibels)) dB"
            if session.terminal.isPlain || session.wantsJSON {
                session.show(data) { _ in [line] }
            } else {
                session.terminal.live(line)
            }
        }
    }
}
