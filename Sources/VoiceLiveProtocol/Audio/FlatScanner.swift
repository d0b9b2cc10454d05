/// Walks the members of a flat JSON object once, without building a tree.
///
/// It knows only what an audio event holds: names and strings without escapes, small whole numbers, one long base64 text.
/// At anything else it gives up, and the full reader takes over: giving up is never an error.
struct FlatScanner {
    let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var peek: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Whether nothing but white space is left.
    mutating func isAtEnd() -> Bool {
        skipSpace()
        return position == bytes.count
    }

    /// The bytes between two quotes.
    mutating func string() -> ArraySlice<UInt8>? {
        guard accept("\"") else { return nil }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") || bytes[position] < 0x20 { return nil }
            position += 1
        }
        guard position < bytes.count else { return nil }
        position += 1
        return bytes[start..<position - 1]
    }

    mutating func text() -> String? {
        string().flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// A whole number of at most nine digits.
    mutating func number() -> Int? {
        skipSpace()
        let start = position
        var value = 0
        while position < bytes.count, position - start < 9, case 0x30...0x39 = bytes[position] {
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        let digits = position - start
        return digits == 0 || digits > 1 && bytes[start] == 0x30 ? nil : value
    }

    mutating func base64() -> [UInt8]? {
        guard accept("\""), let (audio, end) = Base64.decode(bytes, from: position) else { return nil }
        position = end
        return accept("\"") && bytes[position - 1] == bytes[end] ? audio : nil
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 {
            guard case 0x20 | 0x0A | 0x0D | 0x09 = bytes[position] else { return }
            position += 1
        }
    }
}
