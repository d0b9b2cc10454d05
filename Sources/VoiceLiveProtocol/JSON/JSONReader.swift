/// Why bytes are not the JSON that was expected.
package struct JSONError: Error, Equatable {
    /// The byte at which reading stopped.
    package var offset: Int
    package var problem: String

    package init(offset: Int, problem: String) {
        self.offset = offset
        self.problem = problem
    }
}

/// Reads one JSON text into a `JSONValue`, with bounds on depth and size.
///
/// Strict in grammar; lenient where servers are: a repeated name keeps its last value, half a surrogate pair becomes U+FFFD.
struct JSONReader {
    /// Containers inside one another. The deepest protocol object needs 8; tool schemas need more.
    static let greatestDepth = 64
    /// Values in one text: a cap on what a hostile peer can make us allocate.
    static let greatestCount = 200_000

    let bytes: [UInt8]
    var position = 0
    private var depth = 0
    private var count = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads all of `bytes` as one value.
    static func value(of bytes: [UInt8]) throws(JSONError) -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.readValue()
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.error("something follows the value") }
        return value
    }

    mutating func readValue() throws(JSONError) -> JSONValue {
        skipSpace()
        count += 1
        guard count <= Self.greatestCount else { throw error("more than \(Self.greatestCount) values") }
        switch peek {
        case UInt8(ascii: "{"): return .object(try readObject())
        case UInt8(ascii: "["): return .array(try readArray())
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        case nil: throw error("the text ends where a value should be")
        default: return try readNumber()
        }
    }

    private mutating func readObject() throws(JSONError) -> JSONObject {
        var object = JSONObject()
        try enter()
        if accept("}") { return leave(object) }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw error("expected a name in quotes") }
            let name = try readString()
            guard accept(":") else { throw error("expected ':' after a name") }
            let value = try readValue()
            // Past 64 members a search for each name would let a hostile object cost quadratic time.
            if object.count < 64 { object[name] = value } else { object.append(name, value) }
            if accept(",") { continue }
            guard accept("}") else { throw error("expected ',' or '}'") }
            return leave(object)
        }
    }

    private mutating func readArray() throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        try enter()
        if accept("]") { return leave(elements) }
        while true {
            elements.append(try readValue())
            if accept(",") { continue }
            guard accept("]") else { throw error("expected ',' or ']'") }
            return leave(elements)
        }
    }

    private mutating func readWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for scalar in word.description.utf8 {
            guard peek == scalar else { throw error("not a JSON value") }
            position += 1
        }
        return value
    }

    private mutating func enter() throws(JSONError) {
        position += 1
        depth += 1
        guard depth <= Self.greatestDepth else { throw error("deeper than \(Self.greatestDepth) levels") }
    }

    private mutating func leave<Value>(_ value: Value) -> Value {
        depth -= 1
        return value
    }

    // MARK: Bytes

    var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// Steps over `character`, with white space before it, if it comes next.
    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    func error(_ problem: String) -> JSONError {
        JSONError(offset: position, problem: problem)
    }
}
