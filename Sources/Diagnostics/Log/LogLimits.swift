/// What waits in the queue is bounded in number by the queue and in size here: texts of services and clients may be long.
extension LogRecord {
    /// Bytes of a message at most.
    static let longestMessage = 4096
    /// Bytes of a field at most.
    static let longestField = 1024
}

extension String {
    /// At most `limit` bytes, cut between characters, with a mark where something is missing.
    func cut(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return String(unicodeScalars[..<end]) + "…"
    }
}

extension LogField {
    /// The same field with its text cut.
    var cut: LogField {
        let limit = LogRecord.longestField
        return switch self {
        case .session(let text): .session(text.cut(to: limit))
        case .connection(let text): .connection(text.cut(to: limit))
        case .client(let text): .client(text.cut(to: limit))
        case .error(let text): .error(text.cut(to: limit))
        case .serviceID(let text): .serviceID(text.cut(to: limit))
        case .endpoint(let text): .endpoint(text.cut(to: limit))
        case .device(let text): .device(text.cut(to: limit))
        case .profile(let text): .profile(text.cut(to: limit))
        case .state(let text): .state(text.cut(to: limit))
        case .reason(let text): .reason(text.cut(to: limit))
        case .loop(let text): .loop(text.cut(to: limit))
        case .path(let text): .path(text.cut(to: limit))
        case .version(let text): .version(text.cut(to: limit))
        case .spoken(let text): .spoken(SpokenText(text.reveal().cut(to: limit)))
        case .uid, .line, .count, .duration: self
        }
    }
}
