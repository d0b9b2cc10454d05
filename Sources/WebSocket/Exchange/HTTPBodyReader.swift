/// Takes the body out of an HTTP/1.1 answer: by its length, in chunks, or up to the end of the stream. Pure.
struct HTTPBodyReader: Sendable {
    private enum State: Equatable {
        case counted(left: Int)
        case untilEnd
        /// The line with a chunk's size.
        case chunkSize
        case chunk(left: Int)
        /// The line end behind a chunk.
        case chunkEnd
        /// Fields behind the last chunk, up to an empty line.
        case trailer
        case over
    }

    /// Longest line of the framing itself: sizes, extensions, trailer fields.
    private static let longestLine = 1_024
    /// Trailer fields that are read past.
    private static let mostTrailers = 64

    private var state: State
    private var line: [UInt8] = []
    private var trailers = 0

    init(_ head: HTTPHead) throws(HTTPHeadError) {
        if head.list("transfer-encoding", has: "chunked") {
            state = .chunkSize
        } else if let text = head["content-length"] {
            guard let length = Int(text), length >= 0 else { throw .malformed("bad Content-Length") }
            state = length == 0 ? .over : .counted(left: length)
        } else {
            state = .untilEnd
        }
    }

    var isOver: Bool { state == .over }

    /// The stream ended. Whether the body is whole.
    var mayEndHere: Bool { state == .over || state == .untilEnd }

    /// The body's part of `bytes`.
    mutating func take(_ bytes: [UInt8]) throws(HTTPHeadError) -> [UInt8] {
        var body: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty, state != .over {
            switch state {
            case .untilEnd:
                body += rest
                rest = []
            case .counted(let left):
                let taken = Self.move(&rest, to: &body, atMost: left)
                state = taken == left ? .over : .counted(left: left - taken)
            case .chunk(let left):
                let taken = Self.move(&rest, to: &body, atMost: left)
                state = taken == left ? .chunkEnd : .chunk(left: left - taken)
            case .chunkSize, .chunkEnd, .trailer:
                if let line = try takeLine(&rest) { try read(line) }
            case .over: break
            }
        }
        return body
    }

    private static func move(_ rest: inout ArraySlice<UInt8>, to body: inout [UInt8], atMost limit: Int) -> Int {
        let part = rest.prefix(limit)
        body += part
        rest = rest.dropFirst(part.count)
        return part.count
    }

    /// A whole line without its end.
    private mutating func takeLine(_ rest: inout ArraySlice<UInt8>) throws(HTTPHeadError) -> [UInt8]? {
        let end = rest.firstIndex(of: 0x0A)
        line += rest[..<(end ?? rest.endIndex)]
        rest = end.map { rest[($0 + 1)...] } ?? []
        guard line.count <= Self.longestLine else {
            throw .malformed("a chunk's head is over \(Self.longestLine) bytes")
        }
        guard end != nil else { return nil }
        defer { line = [] }
        return line.last == 0x0D ? line.dropLast() : line
    }

    private mutating func read(_ line: [UInt8]) throws(HTTPHeadError) {
        switch state {
        case .chunkEnd:
            guard line.isEmpty else { throw .malformed("a chunk is longer than it says") }
            state = .chunkSize
        case .trailer:
            trailers += 1
            guard trailers <= Self.mostTrailers else { throw .malformed("too many trailer fields") }
            if line.isEmpty { state = .over }
        default:
            let digits = String(decoding: line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }, as: UTF8.self)
            guard digits.utf8.count <= 8, !digits.hasPrefix("+"), !digits.hasPrefix("-"),
                let size = Int(digits, radix: 16)
            else { throw .malformed("a chunk's size cannot be read") }
            state = size == 0 ? .trailer : .chunk(left: size)
        }
    }
}
