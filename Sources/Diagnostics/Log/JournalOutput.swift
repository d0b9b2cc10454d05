import CSystemd
import Glibc

/// Entries with fields, in the journal's own protocol.
struct JournalOutput: LogOutput {
    func write(_ record: LogRecord, revealingText: Bool) {
        let fields = Self.fields(of: record, revealingText: revealingText)
        if !Self.send(fields) {
            LineOutput(format: .marked).write(record, revealingText: revealingText)
        }
    }

    /// `NAME=value` strings. Values may hold anything, line breaks too: the protocol carries their length.
    static func fields(of record: LogRecord, revealingText: Bool) -> [String] {
        var fields = [
            "MESSAGE=\(record.message)", "PRIORITY=\(record.event.level.rawValue)",
            "SYSLOG_IDENTIFIER=voicelived", "VOICELIVED_EVENT=\(record.event.name)",
        ]
        if let id = record.event.messageID { fields.append("MESSAGE_ID=\(id)") }
        for field in record.fields {
            fields.append("VOICELIVED_\(field.name.uppercased())=\(field.text(revealingText: revealingText))")
        }
        return fields
    }

    private static func send(_ fields: [String]) -> Bool {
        let bytes = fields.flatMap(\.utf8)
        return unsafe bytes.withUnsafeBytes { all in
            guard let start = all.baseAddress else { return true }
            var offset = 0
            var parts: [iovec] = unsafe []
            for field in fields {
                let part = unsafe UnsafeMutableRawPointer(mutating: start + offset)
                unsafe parts.append(iovec(iov_base: part, iov_len: field.utf8.count))
                offset += field.utf8.count
            }
            return unsafe sd_journal_sendv(parts, Int32(parts.count)) == 0
        }
    }
}
