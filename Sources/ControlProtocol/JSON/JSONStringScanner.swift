/// Reads one JSON string from its opening quote to behind its closing one.
struct JSONStringScanner {
    private let bytes: [UInt8]
    private(set) var place: Int

    init(_ bytes: [UInt8], from place: Int) {
        self.bytes = bytes
        self.place = place
    }

    mutating func scan() throws(JSONFault) -> String {
        place += 1
        let start = place
        try skipPlain()
        if bytes[place] == UInt8(ascii: "\"") {
            defer { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }
        var text = Array(bytes[start..<place])
        while bytes[place] != UInt8(ascii: "\"") {
            try appendEscape(to: &text)
            let run = place
            try skipPlain()
            text += bytes[run..<place]
        }
        place += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Moves to the next quote or backslash; what lies before is checked UTF-8.
    private mutating func skipPlain() throws(JSONFault) {
        while true {
            guard place < bytes.count else { throw JSONFault(.unfinished, at: place) }
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte < 0x20 { throw JSONFault(.controlCharacter, at: place) }
            if byte < 0x80 {
                place += 1
            } else {
                place += try lengthOfSequence()
            }
        }
    }

    /// Bytes of the well-formed UTF-8 sequence here (RFC 3629, table of section 4).
    private func lengthOfSequence() throws(JSONFault) -> Int {
        let lead = bytes[place]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: throw JSONFault(.badUTF8, at: place)
            }
        guard place + length <= bytes.count, second.contains(bytes[place + 1]),
            bytes[(place + 2)..<(place + length)].allSatisfy({ 0x80...0xBF ~= $0 })
        else { throw JSONFault(.badUTF8, at: place) }
        return length
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONFault) {
        let start = place
        guard place + 1 < bytes.count else { throw JSONFault(.unfinished, at: bytes.count) }
        place += 2
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): text.append(0x22)
        case UInt8(ascii: "\\"): text.append(0x5C)
        case UInt8(ascii: "/"): text.append(0x2F)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += Array(String(try scalar(escapedAt: start)).utf8)
        default: throw JSONFault(.badEscape, at: start)
        }
    }

    private mutating func scalar(escapedAt start: Int) throws(JSONFault) -> Unicode.Scalar {
        let first = try fourDigits(of: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
            throw JSONFault(.loneSurrogate, at: start)
        }
        place += 2
        let second = try fourDigits(of: start)
        guard 0xDC00...0xDFFF ~= second,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw JSONFault(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func fourDigits(of start: Int) throws(JSONFault) -> UInt32 {
        guard place + 4 <= bytes.count else { throw JSONFault(.unfinished, at: bytes.count) }
        var value: UInt32 = 0
        for byte in bytes[place..<(place + 4)] {
            guard let digit = hexadecimalDigit(byte) else { throw JSONFault(.badEscape, at: start) }
            value = value << 4 | digit
        }
        place += 4
        return value
    }
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
}
