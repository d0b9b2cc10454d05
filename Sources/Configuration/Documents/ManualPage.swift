/// The manual page voicelived.toml(5), in man's own language.
package enum ManualPage {
    package static func text() -> String {
        var page = head
        for section in SettingTable.sections {
            let plain = section.keys.filter { !$0.isRecords }
            if !plain.isEmpty {
                page +=
                    ".SH \(section.path.isEmpty ? "GENERAL" : section.path.uppercased())\n\(escape(section.about))\n"
                page += plain.map { entry($0, Configuration()) }.joined()
            }
            for key in section.keys where key.isRecords {
                page += records(key.name)
            }
        }
        return page + profiles + tail
    }

    private static func records(_ path: String) -> String {
        switch path {
        case EndpointSection.path: records(EndpointSection())
        case MCPServerSection.path: records(MCPServerSection())
        default: records(PriceSection())
        }
    }

    private static func records<Record: SettingSection>(_ record: Record) -> String {
        ".SH \(Record.path.uppercased())\n\(escape(Record.about)) Written as [[\(Record.path)]] tables.\n"
            + Record.keys.map { entry($0, record) }.joined()
    }

    private static func entry<Root>(_ key: SettingKey<Root>, _ usual: Root) -> String {
        let limits = [key.type, key.range].compactMap { $0 }.joined(separator: "; ")
        return """
            .TP
            .B \(escape(key.name))
            \(escape(key.about))
            .br
            Type: \(escape(limits)). Default: \(escape(key.text(usual) ?? "unset")). Applies \(escape(key.applies.words)).

            """
    }

    private static var profiles: String {
        ".SH PROFILES\nThese profiles come with the daemon. A file's own values win over them; a [profiles.NAME.section] "
            + "table lies over the main file and over drop-ins below 50.\n"
            + BuiltInProfile.all.map { profile in
                ".TP\n.B \(escape(profile.name))\n.nf\n\(escape(profile.text))\n.fi\n"
            }.joined()
    }

    /// Backslashes, hyphens, and lines that would be taken for commands.
    private static func escape(_ text: String) -> String {
        let plain = text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            // man's formatter reads ASCII everywhere.
            case "…": result += "..."
            default: result.append(character)
            }
        }
        return plain.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : $0 }.joined(separator: "\n")
    }

    private static let head = """
        .TH VOICELIVED.TOML 5 "" voicelived "File formats"
        .SH NAME
        voicelived.toml \\- settings of voicelived
        .SH SYNOPSIS
        .nf
        /etc/voicelived/voicelived.toml
        /run/voicelived/voicelived.toml
        /usr/lib/voicelived/voicelived.toml
        /etc/voicelived/voicelived.toml.d/*.toml
        /run/voicelived/voicelived.toml.d/*.toml
        /usr/lib/voicelived/voicelived.toml.d/*.toml
        .fi
        .SH DESCRIPTION
        TOML 1.0 without dates. Of the main files the first that exists is read, and replaces those below it. Drop\\-ins of
        all three directories are read in the order of their file names; of equal names the one in /etc wins over the one
        in /run, and that over the one in /usr/lib. An empty file, or a link to /dev/null, switches a file of the same name
        off. A later value replaces an earlier one; lists and tables of free names are replaced as a whole.
        .PP
        The order, the last one wins: defaults, the profile that comes with the daemon, the main file, drop\\-ins with a
        number below 50, [profiles.NAME] tables of the chosen profile, drop\\-ins from 50 on, values set while running.
        .PP
        Unknown keys are errors. Files that others than their owner may write to are refused, and so are files larger than
        256 KiB. All errors are told in one run.

        """

    private static let tail = """
        .SH CREDENTIALS
        No key, token or password belongs in these files; a key with such a name is refused. Store one with
        .B voicelivectl credential set
        and name it with the key credential of an endpoint, or of an MCP server.
        .SH SEE ALSO
        voicelived(8), voicelivectl(1), voicelived\\-protocol(7)

        """
}
