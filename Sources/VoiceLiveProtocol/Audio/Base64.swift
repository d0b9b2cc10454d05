/// Base64 as the protocol uses it: the standard alphabet, padded, without line breaks.
package enum Base64 {
    private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Two characters for each 12 bits, so that three bytes cost two look-ups. Little end first.
    private static let pairs: [UInt16] = (0..<4096).map { value in
        UInt16(alphabet[value >> 6]) | UInt16(alphabet[value & 63]) << 8
    }

    /// The six bits of each character; 255 for what is not in the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// How many characters `count` bytes become.
    package static func encodedCount(_ count: Int) -> Int {
        (count + 2) / 3 * 4
    }

    package static func text(of bytes: [UInt8]) -> String {
        var characters: [UInt8] = []
        append(bytes.span, to: &characters)
        return String(decoding: characters, as: UTF8.self)
    }

    /// Appends the characters for `bytes` to a line under construction.
    package static func append(_ bytes: Span<UInt8>, to line: inout [UInt8]) {
        let pairs = pairs
        let whole = bytes.count / 3 * 3
        var target = line.count
        line.append(contentsOf: repeatElement(0, count: encodedCount(bytes.count)))
        var characters = line.mutableSpan
        var place = 0
        while place < whole {
            let group = UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2])
            let (first, second) = (pairs[Int(group >> 12)], pairs[Int(group & 4095)])
            characters[target] = UInt8(truncatingIfNeeded: first)
            characters[target + 1] = UInt8(truncatingIfNeeded: first >> 8)
            characters[target + 2] = UInt8(truncatingIfNeeded: second)
            characters[target + 3] = UInt8(truncatingIfNeeded: second >> 8)
            place += 3
            target += 4
        }
        if place < bytes.count { putRest(bytes.extracting(place..<bytes.count), into: &characters, at: target) }
    }

    /// The last one or two bytes.
    private static func putRest(_ bytes: Span<UInt8>, into characters: inout MutableSpan<UInt8>, at target: Int) {
        let group = UInt32(bytes[0]) << 16 | (bytes.count == 2 ? UInt32(bytes[1]) << 8 : 0)
        characters[target] = alphabet[Int(group >> 18)]
        characters[target + 1] = alphabet[Int(group >> 12 & 63)]
        characters[target + 2] = bytes.count == 2 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "=")
        characters[target + 3] = UInt8(ascii: "=")
    }

    /// Nil unless the whole text is base64.
    package static func bytes(of text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard let (bytes, end) = decode(characters, from: 0), end == characters.count else { return nil }
        return bytes
    }

    /// Decodes from `start` up to the first character that is neither in the alphabet nor padding, and says where that is.
    /// Nil when the characters before it are not whole groups.
    package static func decode(_ characters: [UInt8], from start: Int) -> (bytes: [UInt8], end: Int)? {
        let values = values
        var bytes: [UInt8] = []
        bytes.reserveCapacity((characters.count - start) / 4 * 3)
        var place = start
        while place + 4 <= characters.count {
            let (a, b) = (values[Int(characters[place])], values[Int(characters[place + 1])])
            let (c, d) = (values[Int(characters[place + 2])], values[Int(characters[place + 3])])
            if (a | b | c | d) > 63 { break }
            let group = UInt32(a) << 18 | UInt32(b) << 12 | UInt32(c) << 6 | UInt32(d)
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            bytes.append(UInt8(truncatingIfNeeded: group >> 8))
            bytes.append(UInt8(truncatingIfNeeded: group))
            place += 4
        }
        return decodeRest(characters, from: place, into: bytes)
    }

    /// The last group, if it is padded; otherwise there must be no character of the alphabet left.
    private static func decodeRest(
        _ characters: [UInt8], from place: Int, into bytes: [UInt8]
    )
        -> (bytes: [UInt8], end: Int)?
    {
        func value(_ offset: Int) -> UInt8 {
            place + offset < characters.count ? values[Int(characters[place + offset])] : 255
        }
        func isPadding(_ offset: Int) -> Bool {
            place + offset < characters.count && characters[place + offset] == UInt8(ascii: "=")
        }
        if value(0) > 63 { return isPadding(0) ? nil : (bytes, place) }
        guard value(1) < 64, isPadding(3) else { return nil }
        var bytes = bytes
        bytes.append(value(0) << 2 | value(1) >> 4)
        if isPadding(2) { return (bytes, place + 4) }
        guard value(2) < 64 else { return nil }
        bytes.append(value(1) << 4 | value(2) >> 2)
        return (bytes, place + 4)
    }
}
