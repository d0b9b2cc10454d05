import ControlProtocol

/// What only the daemon can find out: the sound card in use, its state directory, what was set while it runs.
struct DaemonsFindings {
    /// The areas of its checks that are told here; see `voicelived`'s answer to `daemon.doctor`.
    static let areas = "config audio storage"
    /// Says that the daemon was not asked, whatever was asked for.
    static let id = "daemon.doctor"

    let session: Session

    /// - Parameter isDown: it was found not to answer, and is not waited for again.
    func findings(isDown: Bool) -> [Finding] {
        guard !isDown else { return [Self.unasked("the daemon does not answer")] }
        do throws(Failure) {
            let connection = try session.connect()
            let microphone = [microphone(connection)].compactMap(\.self)
            do throws(Failure) {
                let answer = try connection.call(DaemonDoctor.self, DaemonDoctor.Params())
                return answer.checks.compactMap(Self.finding) + microphone
            } catch { return [Self.unasked(error.message)] + microphone }
        } catch {
            return [Self.unasked(error.message)]
        }
    }

    /// Nothing where the sound server does not tell: then `audio.server` says so.
    private func microphone(_ connection: Connection) -> Finding? {
        (try? connection.call(AudioDevices.self, Nothing())).flatMap { Self.microphone(among: $0.sources) }
    }

    static func microphone(among sources: [AudioDevice]) -> Finding? {
        let id = "audio.microphone"
        guard let chosen = sources.first(where: \.chosen) else {
            guard !sources.isEmpty, sources.allSatisfy(\.monitor) else { return nil }
            return .warn(
                id, "the sound server has no microphone, only monitors of loudspeakers", fix: "plug a microphone in")
        }
        guard chosen.monitor else { return nil }
        return .warn(
            id, "the microphone in use is a loudspeaker's monitor: it hears what is played, and nobody's voice",
            fix: "voicelivectl devices lists the others; set audio.source")
    }

    private static func unasked(_ reason: String) -> Finding {
        .skip(id, "what only the daemon can see was not looked at: \(reason)")
    }

    /// Troubles and loops are in `DaemonChecks`, with what daemon.status says of them.
    static func finding(_ check: CheckReport) -> Finding? {
        guard !["health", "loop"].contains(check.id.prefix { $0 != "." }) else { return nil }
        let status: Finding.Status =
            switch check.status {
            case .ok: .ok
            case .warn: .warn
            case .fail: .fail
            case .skip: .skip
            }
        return Finding(
            id: check.id, status: status, text: check.text, fix: check.fix.map(Failure.inWordsOfCommands))
    }
}

extension [Finding] {
    /// One finding for each check, in the order of ours. Of two the graver counts; the daemon's where they are alike,
    /// for it sees the running thing and we the files.
    func joined(with daemons: [Finding]) -> [Finding] {
        var all = self
        for other in daemons {
            guard let place = all.firstIndex(where: { $0.id == other.id }) else {
                all.append(other)
                continue
            }
            if other.status.gravity >= all[place].status.gravity { all[place] = other }
        }
        return all
    }
}

extension Finding.Status {
    /// Not to have looked says less than to have found all well.
    fileprivate var gravity: Int {
        switch self {
        case .skip: 0
        case .ok: 1
        case .warn: 2
        case .fail: 3
        }
    }
}
