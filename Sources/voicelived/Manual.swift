import ControlProtocol
import Diagnostics

/// voicelived(8), in man's own language.
enum Manual {
    static var text: String {
        var page = Roff()
        page.raw(".TH VOICELIVED 8 \"\" voicelived \"System administration\"")
        page.section("NAME")
        page.line("voicelived - gives a box a voice: holds spoken conversations on behalf of local clients")
        page.section("SYNOPSIS")
        let usage = Arguments.usage.split(separator: "\n", omittingEmptySubsequences: false)
        page.example(usage.prefix { !$0.isEmpty }.joined(separator: "\n"))
        page.section("DESCRIPTION")
        for paragraph in description {
            page.paragraph()
            page.line(paragraph)
        }
        page.section("OPTIONS")
        page.example(usage.drop { !$0.hasPrefix("  --") }.filter { !$0.isEmpty }.joined(separator: "\n"))
        for (title, entries) in chapters {
            page.section(title)
            for (name, words) in entries { page.item(name, words) }
        }
        exitStatus(&page)
        page.section("TROUBLES")
        page.line("What daemon.status, the log and voicelivectl doctor may name:")
        for warning in HealthWarning.all { page.item("\(warning.code): \(warning.title)", warning.hint) }
        page.section("SEE ALSO")
        page.line("voicelivectl(1), voicelived.toml(5), voicelived-errors(7), voicelived-protocol(7)")
        return page.text
    }

    private static func exitStatus(_ page: inout Roff) {
        page.section("EXIT STATUS")
        page.line("After 64, 66, 77 and 78 the unit is not started again: trying again cannot help.")
        for (code, meaning) in ExitStatus.meanings { page.item(String(code), meaning) }
    }

    private static let description = [
        "Owns the sound card, cleans what the microphone hears, and holds sessions with a Voice Live service: in the cloud, "
            + "or voicelive-local on this box. Local clients start and follow them over the control socket; see "
            + "voicelived-protocol(7).",
        "It starts without a network, a sound card or a key, and says what is missing: in systemctl status, in "
            + "voicelivectl status, and in voicelivectl doctor with what to do about it. A session outlives a crash, a "
            + "restart and an upgrade of the daemon. After five crashes in a minute it starts with plain settings and "
            + "begins nothing by itself, until it is restarted.",
    ]

    private static let chapters: [(String, [(String, String)])] = [
        (
            "SIGNALS",
            [
                ("SIGHUP", "Reads the configuration again: all of it or, with errors, nothing."),
                ("SIGTERM, SIGINT", "Ends the session politely and the daemon."),
            ]
        ),
        (
            "ENVIRONMENT",
            [
                (
                    "CREDENTIALS_DIRECTORY",
                    "Where systemd put the keys; see LoadCredentialEncrypted= in systemd.exec(5)."
                ),
                ("VOICELIVED_SOCKET", "The control socket, instead of the configured one."),
                ("STATE_DIRECTORY", "Where the daemon keeps what it must remember."),
                ("PULSE_SERVER", "The sound server, unless audio.server names one."),
            ]
        ),
        (
            "FILES",
            [
                ("/etc/voicelived/voicelived.toml", "The administrator's settings; see voicelived.toml(5)."),
                (
                    "/usr/lib/voicelived/voicelived.toml",
                    "The package's settings, in force while there are none in /etc."
                ),
                ("/etc/credstore.encrypted/voicelived.api_key", "The key, as voicelivectl credential set stores it."),
                ("/etc/credstore.encrypted/voicelived.proxy", "user:password for link.proxy, stored in the same way."),
                ("/run/voicelived/control.sock", "The control socket, for members of voicelived-clients."),
                ("/run/voicelived/observe.sock", "The observers' socket; enable voicelived-observe.socket."),
                ("/var/lib/voicelived", "State and recordings."),
                (
                    "/var/lib/voicelived/conversation",
                    "What was said in the present session, for session.resume; gone when the session ends."
                ),
                (
                    "/var/lib/voicelived/maintenance",
                    "There while voicelivectl maintenance is on: new sessions are refused, also after a restart."
                ),
                ("/var/lib/voicelived/spending", "What the day has cost so far, for budget.per_day."),
                (
                    "/var/lib/voicelived/last-good.toml",
                    "The last configuration that worked, where fallback_last_good is set."
                ),
                ("/var/lib/voicelived/recordings", "Recordings, unless record.directory names another place."),
                (
                    "/var/lib/voicelived/calibration.json",
                    "What voicelivectl audio test found, for each pair of devices."
                ),
                ("/var/lib/voicelived/echo-paths", "What was learnt of the room's echo, for each pair of devices."),
                (
                    "/etc/voicelived/keep-on-purge",
                    "While this file exists, purging the package keeps state and credentials."
                ),
            ]
        ),
        (
            "UNITS",
            [
                ("voicelived.socket, voicelived.service", "The daemon; its first client starts it."),
                ("voicelived-pulse.service", "Its own sound server. It starts anew with the daemon."),
                ("voicelive-local.socket", "The service on this box; whoever connects starts it."),
                ("voicelived-observe.socket", "The observers' socket; off unless enabled."),
                ("voicelived-metrics.timer", "Figures for node_exporter; off unless enabled."),
                (
                    "systemctl --user enable --now voicelived.socket",
                    "A daemon of one person's own, with files in ~/.config/voicelived; before the login with "
                        + "loginctl enable-linger."
                ),
                (
                    "systemctl edit voicelived",
                    "For a credential of another name: [Service] LoadCredentialEncrypted=NAME."
                ),
            ]
        ),
        (
            "GROUPS",
            [
                ("voicelived-clients", "May use the control socket: hold sessions."),
                ("voicelived-observe", "May use the observers' socket: look, not touch."),
                ("voicelived-admin", "May change settings; also needs a door, so be in voicelived-clients too."),
                ("voicelived-audio", "The daemon and its private sound server. Not for people."),
            ]
        ),
    ]
}
