import Configuration
import Sound

/// The package's own sound server, as its unit starts it.
enum SoundServerUnit {
    /// Where it listens; see voicelived-pulse.service.
    private static let address = "unix:/run/voicelived-audio/native"

    /// What it is asked in vain, and what it does to our own voice. Nothing where another server is in use.
    static func findings(_ audio: AudioSection) -> [Finding] {
        guard audio.server == address else { return [] }
        let said = OtherProgram.run(["systemctl", "show", "--property=ExecStart", "voicelived-pulse.service"])
        let command = said.status == 0 ? said.output : ""
        let script = script(of: command).flatMap { try? readWhole($0, largest: 65_536) } ?? []
        return [ducking(audio, command: command)].compactMap(\.self)
            + lowering(audio, script: String(decoding: script, as: UTF8.self))
    }

    /// The file of modules that it is started with.
    static func script(of command: String) -> String? {
        let words = command.split(separator: " ")
        guard let place = words.firstIndex(where: { $0 == "-F" || $0 == "-nF" }), place + 1 < words.count else {
            return nil
        }
        return String(words[place + 1])
    }

    /// Modules of the script that make our stream quiet while others play. The daemon tells the same of a server that runs.
    static func lowering(_ audio: AudioSection, script: String) -> [Finding] {
        var settings = SoundSettings()
        settings.role = audio.role
        settings.duckOthersDecibels = audio.duckOthers
        let effects = script.split(whereSeparator: \.isNewline).compactMap { line -> String? in
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count > 1, words[0] == "load-module" else { return nil }
            return RolePolicy(module: String(words[1]), arguments: words.count > 2 ? String(words[2]) : "")?
                .effect(on: settings.playbackRole)
        }
        return effects.map {
            .warn(
                "audio.role", $0, fix: "set audio.role to a role that it leaves alone, or change the module's arguments"
            )
        }
    }

    /// - Parameter command: what the unit starts; empty when nobody tells.
    static func ducking(_ audio: AudioSection, command: String) -> Finding? {
        guard audio.duckOthers < 0, audio.server == address else { return nil }
        guard command.contains("--disallow-module-loading") else { return nil }
        return .warn(
            "audio.duck_others_db",
            "audio.duck_others_db has no effect: the package's sound server lets no client load modules",
            fix: "take the key out, or name a sound server that lets clients load modules with audio.server")
    }
}
