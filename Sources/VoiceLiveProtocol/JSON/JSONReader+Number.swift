extension JSONReader {
    /// Whole numbers stay whole: 64 bits where they fit, their digits where they do not.
    mutating func readNumber() throws(JSONError) -> JSONValue {
        let start = position
        var whole = true
        _ = step(over: "-")
        let digitsStart = position
        guard skipDigits() > 0 else { throw error("not a JSON value") }
        if bytes[digitsStart] == UInt8(ascii: "0"), position - digitsStart > 1 {
            throw error("a number must not begin with 0")
        }
        if step(over: ".") {
            whole = false
            guard skipDigits() > 0 else { throw error("a digit must follow the decimal point") }
        }
        if step(over: "e") || step(over: "E") {
            whole = false
            if !step(over: "+") { _ = step(over: "-") }
            guard skipDigits() > 0 else { throw error("a digit must follow the exponent") }
        }
        guard position - start <= 400 else { throw error("a number of more than 400 characters") }
        return try number(String(decoding: bytes[start..<position], as: UTF8.self), whole: whole)
    }

    private func number(_ text: String, whole: Bool) throws(JSONError) -> JSONValue {
        if whole {
            return Int64(text).map { .integer($0) } ?? .wideInteger(text)
        }
        guard let value = Double(text), value.isFinite else { throw error("a number out of range") }
        return .number(value)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }

    private mutating func step(over character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}
