import ControlProtocol

extension CommandTable {
    static let manual = Command(
        name: "manual", arguments: "", about: "Prints this program's manual page, in man's own language."
    ) { (session) throws(Failure) in session.terminal.result(Manual.text) }
}

/// voicelivectl(1), made from the command table.
enum Manual {
    static var text: String {
        var page = Roff()
        page.raw(".TH VOICELIVECTL 1 \"\" voicelived \"User commands\"")
        page.section("NAME")
        page.line("voicelivectl - see, steer, tune and repair voicelived(8)")
        page.section("SYNOPSIS")
        page.line("voicelivectl [--socket PATH] [--timeout MS] [--json] COMMAND ...")
        introduction(&page)
        for group in CommandTable.groups {
            page.section(group.title.uppercased())
            for command in group.commands { write(command, &page) }
        }
        options(&page)
        exitStatus(&page)
        page.section("SEE ALSO")
        page.line("voicelived(8), voicelived.toml(5), voicelived-errors(7), voicelived-protocol(7)")
        return page.text
    }

    private static func introduction(_ page: inout Roff) {
        page.section("DESCRIPTION")
        page.line(
            "Speaks to the daemon over its control socket. Results go to standard output, talk to standard error.")
        page.line("With --json a result is one line of JSON whose names do not change.")
    }

    private static func write(_ command: Command, _ page: inout Roff) {
        let head = command.name + (command.arguments.isEmpty ? "" : " " + command.arguments)
        page.item(head, command.about)
    }

    private static func options(_ page: inout Roff) {
        page.section("OPTIONS")
        page.item("--socket PATH", "The daemon's socket, instead of $VOICELIVED_SOCKET or the usual places.")
        page.item("--timeout MS", "How long to wait for the daemon. 10000 is usual.")
        page.item("--json", "The result as JSON.")
        page.item("--help", "More about a command.")
        page.item("--", "What follows are words, even if they begin with a hyphen.")
    }

    private static func exitStatus(_ page: inout Roff) {
        page.section("EXIT STATUS")
        for (code, meaning) in ExitCode.meanings { page.item(String(code.rawValue), meaning) }
    }
}
