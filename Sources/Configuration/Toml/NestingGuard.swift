/// Refuses text that would nest deeper than any configuration does, before the parser recurses into it. Dotted keys and
/// headers are counted here; brackets are capped in the parser.
struct NestingGuard {
    /// Parts of a dotted key at most.
    static let deepest = 8

    private var line = 1
    private var column = 0
    private var parts = 1

    static func check(_ bytes: [UInt8], file: String) throws(TomlSyntaxError) {
        var guardian = NestingGuard()
        var index = 0
        while index < bytes.count {
            if let reason = guardian.step(bytes, &index) {
                let place = Place(file: file, line: guardian.line, column: max(1, guardian.column))
                throw TomlSyntaxError(place: place, reason: reason)
            }
        }
    }

    private mutating func step(_ bytes: [UInt8], _ index: inout Int) -> String? {
        let byte = bytes[index]
        advance(over: byte)
        index += 1
        switch byte {
        case 0: return "a zero byte; is this a text file?"
        case UInt8(ascii: "#"):
            while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
                if bytes[index] == 0 { return "a zero byte; is this a text file?" }
                skip(bytes, &index)
            }
        case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString(bytes, &index, quote: byte)
        case UInt8(ascii: "."): parts += 1
        case UInt8(ascii: "="), UInt8(ascii: "\n"), UInt8(ascii: ","), UInt8(ascii: "{"), UInt8(ascii: "["): parts = 1
        default: break
        }
        return parts > Self.deepest ? "nested deeper than \(Self.deepest) levels" : nil
    }

    private mutating func skipString(_ bytes: [UInt8], _ index: inout Int, quote: UInt8) {
        let isLong = index + 1 < bytes.count && bytes[index] == quote && bytes[index + 1] == quote
        let needed = isLong ? 3 : 1
        if isLong {
            skip(bytes, &index)
            skip(bytes, &index)
        }
        var found = 0
        while index < bytes.count, found < needed {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") && !isLong { return }
            if byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") { skip(bytes, &index) }
            guard index < bytes.count else { return }
            found = byte == quote ? found + 1 : 0
            skip(bytes, &index)
        }
    }

    private mutating func skip(_ bytes: [UInt8], _ index: inout Int) {
        advance(over: bytes[index])
        index += 1
    }

    private mutating func advance(over byte: UInt8) {
        if byte == UInt8(ascii: "\n") {
            line += 1
            column = 0
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }
}
