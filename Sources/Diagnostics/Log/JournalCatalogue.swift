/// The catalogue that `journalctl -x` shows beside entries; installed as a file of systemd's catalogue directory.
package enum JournalCatalogue {
    package static func text() -> String {
        let entries = LogEvent.all.compactMap { event in
            event.messageID.map { id in
                """
                -- \(id)
                Subject: \(event.name)
                Defined-By: voicelived
                Documentation: man:voicelived-errors(7)

                \(event.explanation)

                """
            }
        }
        return "# Explanations of voicelived's log entries.\n\n" + entries.joined(separator: "\n")
    }
}
