/// Writes JSON text without white space and without line breaks, so that one value is one line.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: write(raw: "null")
        case .bool(let value): write(raw: value ? "true" : "false")
        case .integer(let value): write(raw: String(value))
        case .wideInteger(let digits): write(raw: digits)
        // JSON has no infinities; they cannot be read from JSON either.
        case .number(let value): write(raw: value.isFinite ? "\(value)" : "null")
        case .string(let text): write(string: text)
        case .array(let elements): write(elements)
        case .object(let members): write(members)
        }
    }

    package mutating func write(_ object: JSONObject) {
        var first = true
        bytes.append(UInt8(ascii: "{"))
        for member in object.members {
            if !first { bytes.append(UInt8(ascii: ",")) }
            first = false
            write(string: member.name)
            bytes.append(UInt8(ascii: ":"))
            write(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ elements: [JSONValue]) {
        var first = true
        bytes.append(UInt8(ascii: "["))
        for element in elements {
            if !first { bytes.append(UInt8(ascii: ",")) }
            first = false
            write(element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func write(raw text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(string text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            for byte in text.utf8 { write(escaping: byte) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func write(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0A: write(raw: "\\n")
        case 0x0D: write(raw: "\\r")
        case 0x09: write(raw: "\\t")
        case 0..<0x20:
            write(raw: byte < 16 ? "\\u000" : "\\u00")
            write(raw: String(byte, radix: 16))
        default: bytes.append(byte)
        }
    }
}

extension JSONValue {
    /// Reads one JSON text.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try JSONReader.value(of: bytes)
    }

    /// The value as JSON text.
    package var encoded: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }

    /// The value as JSON text. It may hold what was said: for the wire and for tests, never for a log.
    package var text: String {
        String(decoding: encoded, as: UTF8.self)
    }
}
