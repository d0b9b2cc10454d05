import ControlProtocol
import Diagnostics

/// voicelived-errors(7), made from the catalogues that the code itself speaks from: whatever a person may see, looked up by
/// its code.
enum ErrorManual {
    static var text: String {
        var page = Roff()
        page.raw(".TH VOICELIVED-ERRORS 7 \"\" voicelived")
        page.section("NAME")
        page.line(
            "voicelived-errors - errors, lasting troubles and log entries of voicelived(8), and what to do about them")
        page.section("DESCRIPTION")
        page.line(
            "A code has the form area/name, a log entry's name area.event. They do not change from release to release; "
                + "the words beside them may.")
        errors(&page)
        troubles(&page)
        entries(&page)
        exits(&page)
        page.section("SEE ALSO")
        page.line("voicelived(8), voicelivectl(1), voicelived.toml(5), voicelived-protocol(7), journalctl(1)")
        return page.text
    }

    private static func errors(_ page: inout Roff) {
        page.section("ERRORS OF REQUESTS")
        page.line(
            "What a request on the control socket is refused with, as data.code. The number is for JSON-RPC tools.")
        for name in ErrorName.allCases {
            page.item(name.rawValue + " (\(name.number))", name.meaning.sentence)
            page.continued("What to do: \(name.hint).")
            if name.isRetryable { page.continued("The same request may succeed later.") }
        }
    }

    private static func troubles(_ page: inout Roff) {
        page.section("LASTING TROUBLES")
        page.line(
            "What daemon.status lists as degraded, and the log as health.raised and health.cleared. A trouble is hidden "
                + "while another one explains it.")
        for trouble in HealthWarning.all {
            page.item("\(trouble.code) (\(trouble.severity.rawValue))", trouble.title.sentence)
            page.continued("What to do: \(trouble.hint).")
            if !trouble.followsFrom.isEmpty {
                page.continued("Explained by: \(trouble.followsFrom.joined(separator: ", ")).")
            }
        }
    }

    private static func entries(_ page: inout Roff) {
        page.section("LOG ENTRIES")
        page.line(
            "As VOICELIVED_EVENT in the journal. journalctl -x shows the same words beside the entry, and journalctl "
                + "MESSAGE_ID=... finds all of a kind.")
        for event in LogEvent.all {
            guard let id = event.messageID else { continue }
            // The journal fills fields in between at signs.
            page.item("\(event.name) (\(event.level.name))", event.explanation.filter { $0 != "@" })
            page.continued("MESSAGE_ID=\(id)")
        }
        page.paragraph()
        let plain = LogEvent.all.filter { $0.messageID == nil }.map { "\($0.name) (\($0.level.name))" }
        page.line("These are for whoever looks closely, and ask for nothing: \(plain.joined(separator: ", ")).")
    }

    private static func exits(_ page: inout Roff) {
        page.section("EXIT STATUS")
        page.line("What the daemon ends with, as systemctl status shows it.")
        for (code, meaning) in ExitStatus.meanings where code != ExitStatus.ok { page.item(String(code), meaning) }
    }
}

extension Roff {
    /// Goes on with an item, on a line of its own.
    fileprivate mutating func continued(_ text: String) {
        raw(".br")
        line(text)
    }
}

extension String {
    /// Titles and meanings begin in lower case, since messages are put before them.
    fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
