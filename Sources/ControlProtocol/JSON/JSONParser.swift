/// A strict RFC 8259 reader: UTF-8 without BOM, no duplicate names, no lone surrogates, caps on everything.
package struct JSONParser {
    private let limits: JSONLimits
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    private init(_ bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    package static func parse(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONFault) -> JSONValue {
        guard bytes.count <= limits.bytes else { throw JSONFault(.tooLong, at: limits.bytes) }
        guard !looksLikeOtherEncoding(bytes) else { throw JSONFault(.byteOrderMark, at: 0) }
        var parser = JSONParser(bytes, limits: limits)
        parser.skipSpace()
        guard parser.place < bytes.count else { throw JSONFault(.emptyText, at: parser.place) }
        let value = try parser.value()
        parser.skipSpace()
        guard parser.place == bytes.count else { throw JSONFault(.trailing, at: parser.place) }
        return value
    }

    /// A byte order mark, or a NUL among the first four bytes as UTF-16 and UTF-32 text has.
    private static func looksLikeOtherEncoding(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
            || bytes.prefix(4).contains(0)
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        guard let byte = next else { throw JSONFault(.unfinished, at: place) }
        switch byte {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONFault) in .object(try parser.object()) }
        case UInt8(ascii: "["): return try nested { parser throws(JSONFault) in .array(try parser.array()) }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw JSONFault(byte >= 0x80 ? .badUTF8 : .unexpectedByte, at: place)
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONFault) -> JSONValue
    ) throws(JSONFault) -> JSONValue {
        depth += 1
        guard depth <= limits.depth else { throw JSONFault(.tooDeep, at: place) }
        place += 1
        skipSpace()
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let length = word.utf8CodeUnitCount
        let matches = word.withUTF8Buffer { unsafe bytes[place...].prefix(length).elementsEqual($0) }
        guard matches else {
            throw JSONFault(bytes.count - place < length ? .unfinished : .unexpectedByte, at: place)
        }
        place += length
        return value
    }

    // MARK: Containers. Each starts behind its opening bracket.

    private mutating func array() throws(JSONFault) -> [JSONValue] {
        var elements: [JSONValue] = []
        if next == UInt8(ascii: "]") {
            place += 1
            return elements
        }
        while true {
            guard elements.count < limits.elements else { throw JSONFault(.tooManyElements, at: place) }
            elements.append(try value())
            if try endsAfterItem(UInt8(ascii: "]")) { return elements }
        }
    }

    private mutating func object() throws(JSONFault) -> JSONObject {
        var object = JSONObject()
        var names = NameSet()
        if next == UInt8(ascii: "}") {
            place += 1
            return object
        }
        while true {
            let start = place
            guard object.members.count < limits.members else { throw JSONFault(.tooManyMembers, at: start) }
            let name = try memberName()
            guard names.insert(name, among: object.members) else { throw JSONFault(.duplicateName, at: start) }
            object.append(name, try value())
            if try endsAfterItem(UInt8(ascii: "}")) { return object }
        }
    }

    private mutating func memberName() throws(JSONFault) -> String {
        let start = place
        guard let byte = next else { throw JSONFault(.unfinished, at: place) }
        guard byte == UInt8(ascii: "\"") else { throw JSONFault(.unexpectedByte, at: place) }
        let name = try string()
        guard name.utf8.count <= limits.keyBytes else { throw JSONFault(.nameTooLong, at: start) }
        skipSpace()
        guard let colon = next else { throw JSONFault(.unfinished, at: place) }
        guard colon == UInt8(ascii: ":") else { throw JSONFault(.unexpectedByte, at: place) }
        place += 1
        skipSpace()
        return name
    }

    /// Reads what follows an item: true for the closing bracket, false for a comma.
    private mutating func endsAfterItem(_ closing: UInt8) throws(JSONFault) -> Bool {
        skipSpace()
        guard let byte = next else { throw JSONFault(.unfinished, at: place) }
        guard byte == closing || byte == UInt8(ascii: ",") else { throw JSONFault(.unexpectedByte, at: place) }
        place += 1
        if byte == closing { return true }
        skipSpace()
        return false
    }

    // MARK: Scalars

    private mutating func string() throws(JSONFault) -> String {
        var scanner = JSONStringScanner(bytes, from: place)
        let text = try scanner.scan()
        place = scanner.place
        return text
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        var scanner = JSONNumberScanner(bytes, from: place, longest: limits.numberBytes)
        let value = try scanner.scan()
        place = scanner.place
        return value
    }
}

/// The names of one object so far, compared byte for byte. Few names are compared in turn, many are hashed.
private struct NameSet {
    private var hashed: Set<[UInt8]> = []

    /// False when the name is there already.
    mutating func insert(_ name: String, among members: [JSONObject.Member]) -> Bool {
        if members.count < 12 {
            return !members.contains { $0.name.hasSameBytes(as: name) }
        }
        if hashed.isEmpty {
            hashed = Set(members.map { Array($0.name.utf8) })
        }
        return hashed.insert(Array(name.utf8)).inserted
    }
}
