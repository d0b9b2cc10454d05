/// Cuts the bytes of one connection into lines, without ever holding more than one line's limit and one read.
package struct LineBuffer {
    package enum Piece: Equatable {
        case line([UInt8])
        /// Longer than the limit; nothing of it is parsed, and the connection ends.
        case tooLong
        /// Not finished in time; the connection ends.
        case tooSlow
        /// HTTP, TLS or the like; the connection ends.
        case otherProtocol
    }

    private var bytes: [UInt8] = []
    /// Where the first line not yet taken begins, and how far it was searched for its end.
    private var start = 0
    private var searched = 0
    private var isFirstLine = true
    package var limit: Int

    package init(limit: Int) {
        self.limit = limit
    }

    package var isEmpty: Bool { start == bytes.count }

    package mutating func append(_ more: UnsafeRawBufferPointer) {
        if start > 0 {
            bytes.removeFirst(start)
            searched -= start
            start = 0
        }
        unsafe bytes.append(contentsOf: more)
    }

    /// The next whole line without its end, or why there will be none; nil when more bytes are needed.
    package mutating func next() -> Piece? {
        if isFirstLine, looksLikeOtherProtocol { return .otherProtocol }
        guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
            searched = bytes.count
            return bytes.count - start > limit ? .tooLong : nil
        }
        guard end - start <= limit else { return .tooLong }
        defer {
            start = end + 1
            searched = start
            isFirstLine = false
        }
        return .line(Self.withoutReturn(bytes[start..<end]))
    }

    /// The rest after the end of input counts as a line.
    package mutating func last() -> Piece? {
        guard !isEmpty else { return nil }
        defer { start = bytes.count }
        return .line(Self.withoutReturn(bytes[start...]))
    }

    private static func withoutReturn(_ line: ArraySlice<UInt8>) -> [UInt8] {
        Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }

    private static let strangers = [
        "GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH ", "TRACE ", "PRI * ",
        "\u{16}\u{3}",
    ].map { Array($0.utf8) }

    private var looksLikeOtherProtocol: Bool {
        Self.strangers.contains { bytes[start...].starts(with: $0) }
    }
}
