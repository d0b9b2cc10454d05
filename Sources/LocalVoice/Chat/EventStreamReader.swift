/// Server-sent events: takes the texts behind `data:` out of bytes cut anywhere. Pure.
///
/// Names, ids and comments are read past: chat endpoints do not use them.
struct EventStreamReader: Sendable {
    /// An answer comes in small pieces; a line longer than this is no answer.
    static let longestLine = 256 << 10

    struct LineTooLong: Error, Equatable {}

    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false

    /// The events that `bytes` complete.
    mutating func take(_ bytes: [UInt8]) throws(LineTooLong) -> [[UInt8]] {
        var events: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0x0A)
            line += rest[..<(end ?? rest.endIndex)]
            rest = end.map { rest[($0 + 1)...] } ?? []
            guard line.count + data.count <= Self.longestLine else { throw LineTooLong() }
            guard end != nil else { break }
            if line.last == 0x0D { line.removeLast() }
            if let event = endLine() { events.append(event) }
            line.removeAll(keepingCapacity: true)
        }
        return events
    }

    /// What stands before the end of the stream; some servers leave the last empty line out.
    mutating func finish() -> [UInt8]? {
        if !line.isEmpty { _ = endLine() }
        line = []
        return endEvent()
    }

    private mutating func endLine() -> [UInt8]? {
        if line.isEmpty { return endEvent() }
        let name = Array("data:".utf8)
        guard line.starts(with: name) else { return nil }
        let value = line.dropFirst(name.count)
        if hasData { data.append(0x0A) }
        hasData = true
        data += value.first == 0x20 ? value.dropFirst() : value
        return nil
    }

    private mutating func endEvent() -> [UInt8]? {
        guard hasData else { return nil }
        defer { (data, hasData) = ([], false) }
        return data
    }
}
