import ControlProtocol
import Glibc

extension CommandTable {
    static let status = Command(
        name: "status", arguments: "[--watch]", about: "The daemon on one screen.", flags: ["watch"]
    ) { (session) throws(Failure) in
        let connection = try session.connect()
        repeat {
            let status = try connection.call("daemon.status")
            if session.arguments.has("watch"), !session.wantsJSON { session.terminal.clearScreen() }
            session.show(status) { StatusScreen.lines(of: $0, session.terminal) }
            if session.arguments.has("watch") { _ = try connection.notification(timeout: 1_000) }
        } while session.arguments.has("watch")
    }

    static let version = Command(
        name: "version", arguments: "", about: "The versions of this program and of the daemon."
    ) { (session) throws(Failure) in
        let daemon = try? session.connect().call(DaemonStatus.self, DaemonStatus.Params()).version
        let wire: JSONValue = [
            "voicelivectl": .string(Voicelivectl.version), "voicelived": daemon.map(JSONValue.string) ?? .null,
        ]
        session.show(wire) { _ in
            ["voicelivectl \(Voicelivectl.version)", "voicelived \(daemon.map { visible($0) } ?? "does not answer")"]
        }
    }

    static let clients = Command(
        name: "clients", arguments: "", about: "Who is connected."
    ) { (session) throws(Failure) in
        let result = try session.connect().call(DaemonClients.self, DaemonClients.Params())
        session.show(result.wire) { _ in
            result.clients.map { client in
                "\(client.conn)\t\(client.role.rawValue)\tuid \(client.uid)\tpid \(client.pid)\t"
                    + "\(client.queueBytes) B waiting\t\(visible(client.name ?? "-"))"
            }
        }
    }
}

/// `daemon.status` for people.
enum StatusScreen {
    static func lines(of wire: JSONValue, _ terminal: Terminal) -> [String] {
        guard let status = try? DaemonStatus.Result(wire: wire) else { return [JSONWriter.text(of: wire)] }
        var lines = [
            row(
                "voicelived",
                "\(status.version), up \(duration(status.uptimeMilliseconds))"
                    + (status.profile.isEmpty ? "" : ", profile \(visible(status.profile))")),
            row("state", status.state.rawValue),
            row("session", session(status.session)),
            row("audio", audio(status.audio, isIdle: status.session == nil)),
            row("link", link(status.link, isIdle: status.session == nil)),
        ]
        if status.degraded.isEmpty {
            lines.append(row("trouble", terminal.green("none")))
        }
        for trouble in status.degraded {
            lines.append(
                row("trouble", terminal.red(visible(trouble.text)) + " (\(duration(trouble.sinceMilliseconds)))"))
            lines.append(row("", visible(trouble.hint)))
        }
        return lines
    }

    private static func row(_ name: String, _ text: String) -> String {
        name + String(repeating: " ", count: 12 - name.count) + text
    }

    private static func session(_ session: SessionSummary?) -> String {
        guard let session else { return "none" }
        let owner = session.owner.map { ", owner " + visible($0.name) } ?? ""
        return "\(visible(session.session)) \(session.state.rawValue)\(owner), \(duration(session.ageMilliseconds))"
    }

    /// Without a session neither is in use, and nothing is wrong with that.
    private static let idle = "not in use until a session starts"

    private static func audio(_ audio: AudioSummary, isIdle: Bool) -> String {
        let mute = audio.hardMuted ? ", muted by hand" : audio.muted ? ", muted" : ""
        if isIdle, audio.source == nil, audio.sink == nil {
            return idle + mute + (audio.sinkMuted ? ", loudspeaker muted" : "")
        }
        return
            "\(audio.state.rawValue)\(mute), in \(visible(audio.source ?? "none")), out \(visible(audio.sink ?? "none"))"
            + (audio.sinkMuted ? ", loudspeaker muted" : "")
    }

    private static func link(_ link: LinkSummary, isIdle: Bool) -> String {
        if isIdle, link.state == .down { return idle }
        return
            "\(link.state.rawValue) for \(duration(link.sinceMilliseconds)), endpoint \(visible(link.endpoint ?? "none"))"
    }

    static func duration(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1_000
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3_600: "\(seconds / 60) min \(seconds % 60) s"
        case ..<86_400: "\(seconds / 3_600) h \(seconds / 60 % 60) min"
        default: "\(seconds / 86_400) d \(seconds / 3_600 % 24) h"
        }
    }
}
