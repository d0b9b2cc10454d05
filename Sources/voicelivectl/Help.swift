/// The help texts, made from the command table.
enum Help {
    static func overview(_ terminal: Terminal) -> [String] {
        var lines = ["usage: voicelivectl [--socket PATH] [--timeout MS] [--json] COMMAND …", ""]
        for group in CommandTable.groups {
            lines.append(terminal.bold(group.title))
            for command in group.commands {
                let head = command.name + (command.arguments.isEmpty ? "" : " " + command.arguments)
                if head.count < 34 {
                    lines.append("  " + head + String(repeating: " ", count: 34 - head.count) + command.about)
                } else {
                    lines += ["  " + head, String(repeating: " ", count: 36) + command.about]
                }
            }
            lines.append("")
        }
        return lines + ["voicelivectl COMMAND --help says more. Results go to stdout, talk to stderr."]
    }

    static func page(of command: Command) -> [String] {
        let options =
            command.values.map { command.flags.contains($0) ? "--\($0) [VALUE]" : "--\($0) VALUE" }
            + command.flags.filter { !command.values.contains($0) }.map { "--\($0)" }
        return ["usage: " + command.usage, "", command.about]
            + (options.isEmpty ? [] : ["", "options: " + options.joined(separator: ", ")])
    }
}
