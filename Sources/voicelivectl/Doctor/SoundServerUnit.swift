import Configuration

/// The package's own sound server, as its unit starts it.
enum SoundServerUnit {
    /// Where it listens; see voicelived-pulse.service.
    private static let address = "unix:/run/voicelived-audio/native"

    /// Nothing unless somebody wants other programs lowered and this server is the one that would have to.
    static func ducking(_ audio: AudioSection) -> Finding? {
        guard audio.duckOthers < 0, audio.server == address else { return nil }
        let said = OtherProgram.run(["systemctl", "show", "--property=ExecStart", "voicelived-pulse.service"])
        return ducking(audio, command: said.status == 0 ? said.output : "")
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
