import Configuration
import Glibc

/// What can be read without the daemon: configuration, credentials, sound server's door, room on the disk, the clock.
struct FileChecks {
    let files: ConfigurationLoader.Outcome

    func findings() -> [Finding] {
        let settings: Configuration
        switch files {
        case .refused(let problems, _, _):
            return [
                .fail(
                    "config.files", problems.first.map { $0.headline } ?? "the configuration has errors",
                    fix: "voicelivectl config check says all")
            ] + machine(Configuration())
        case .loaded(let effective):
            settings = effective.values
            return [configuration(effective)] + DaemonsEyes.findings(effective.files) + credentials(settings)
                + machine(settings)
        }
    }

    private func configuration(_ effective: EffectiveConfiguration) -> Finding {
        let masked = effective.masked.isEmpty ? "" : ", masked: " + effective.masked.joined(separator: ", ")
        guard let first = effective.warnings.first else {
            return .ok("config.files", "\(effective.files.count) files, no problem" + masked)
        }
        return .warn("config.files", first.headline + masked, fix: "voicelivectl config check says all")
    }

    private func credentials(_ settings: Configuration) -> [Finding] {
        if settings.endpoints.isEmpty {
            return [
                .fail(
                    "config.endpoint", "no endpoint is configured: nobody to talk with",
                    fix: "write an [[endpoint]] into /etc/voicelived/voicelived.toml; see voicelived.toml(5)")
            ]
        }
        // Several endpoints may share one.
        let names = settings.endpoints.filter { !$0.optional || CredentialStore.isStored($0.credential) }
            .map(\.credential).filter { !$0.isEmpty }
        return Set(names).sorted().map(CredentialStore.finding) + proxy(settings)
    }

    /// Not every proxy asks who is there.
    private func proxy(_ settings: Configuration) -> [Finding] {
        guard settings.endpoints.contains(where: { settings.link.proxy(for: $0) != nil }) else { return [] }
        let name = "voicelived.proxy"
        guard CredentialStore.isStored(name) else {
            return [.skip("credential." + name, "no user for the proxy is stored; only one that answers 407 needs it")]
        }
        return [CredentialStore.finding(name)]
    }

    private func machine(_ settings: Configuration) -> [Finding] {
        [door(settings)] + SoundServerUnit.findings(settings.audio) + [room(settings), clock()]
    }

    private func door(_ settings: Configuration) -> Finding {
        let id = "audio.server"
        guard settings.audio.server.hasPrefix("unix:") else {
            return .skip(id, "libpulse finds the sound server by itself")
        }
        let path = String(settings.audio.server.dropFirst(5))
        if unsafe access(path, F_OK) == 0 { return .ok(id, "its socket \(path) is there") }
        if errno == EACCES { return .skip(id, "you may not look at \(path); run doctor as root") }
        return .fail(
            id, "there is no sound server at \(path)",
            fix: "apt install pulseaudio, then systemctl restart voicelived-pulse; or set audio.server")
    }

    private func room(_ settings: Configuration) -> Finding {
        let id = "storage.room"
        var status = statvfs()
        guard unsafe statvfs(settings.general.stateDirectory, &status) == 0 else {
            return .skip(id, "\(settings.general.stateDirectory) is not there yet")
        }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize) / 1_048_576
        return free >= 64
            ? .ok(id, "\(free) MiB free for state and recordings")
            : .warn(id, "only \(free) MiB free in \(settings.general.stateDirectory)", fix: "free space")
    }

    /// Certificates cannot be checked while the clock is wrong.
    private func clock() -> Finding {
        if time(nil) < 1_767_225_600 {
            return .fail(
                "system.clock", "the clock is not set: no certificate can be checked",
                fix: "timedatectl set-ntp true, or set the clock")
        }
        return unsafe access("/run/systemd/timesync/synchronized", F_OK) == 0
            ? .ok("system.clock", "set and synchronised") : .ok("system.clock", "set")
    }
}
