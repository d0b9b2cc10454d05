/// Collects an HTTP head from bytes cut anywhere, and keeps what follows it.
struct HTTPHeadReader: Sendable {
    private var bytes: [UInt8] = []

    /// The head and the bytes behind it once the empty line is there.
    mutating func take(_ more: [UInt8]) throws(HTTPHeadError) -> (head: HTTPHead, rest: [UInt8])? {
        let searchFrom = max(0, bytes.count - 3)
        bytes += more
        // TLS or another protocol would let us wait for an empty line that never comes.
        guard HTTPHead.isToken(bytes.prefix(1)) || bytes.isEmpty else { throw .malformed("this is not HTTP") }
        guard let end = endOfHead(from: searchFrom) else {
            guard bytes.count < HTTPHead.longest else { throw .tooLong }
            return nil
        }
        guard end <= HTTPHead.longest else { throw .tooLong }
        let head = try HTTPHead(parsing: Array(bytes[..<(end - 4)]))
        return (head, Array(bytes[end...]))
    }

    /// The index behind the first CR LF CR LF.
    private func endOfHead(from start: Int) -> Int? {
        guard bytes.count >= 4, start <= bytes.count - 4 else { return nil }
        for index in start...(bytes.count - 4)
        where bytes[index] == 0x0D && bytes[index + 1] == 0x0A && bytes[index + 2] == 0x0D && bytes[index + 3] == 0x0A {
            return index + 4
        }
        return nil
    }
}
