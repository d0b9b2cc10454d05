/// Reads one JSON number.
struct JSONNumberScanner {
    private let bytes: [UInt8]
    private let longest: Int
    private(set) var place: Int
    private var isWhole = true

    init(_ bytes: [UInt8], from place: Int, longest: Int) {
        self.bytes = bytes
        self.place = place
        self.longest = longest
    }

    mutating func scan() throws(JSONFault) -> JSONValue {
        let start = place
        try skipGrammar()
        guard place - start <= longest else { throw JSONFault(.numberTooLong, at: start) }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, text != "-0", let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { throw JSONFault(.numberTooLarge, at: start) }
        return .number(value)
    }

    private mutating func skipGrammar() throws(JSONFault) {
        if next == UInt8(ascii: "-") { place += 1 }
        if next == UInt8(ascii: "0") {
            place += 1
            if isDigit(next) { throw JSONFault(.badNumber, at: place) }
        } else {
            try skipDigits()
        }
        if next == UInt8(ascii: ".") {
            isWhole = false
            place += 1
            try skipDigits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isWhole = false
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            try skipDigits()
        }
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private func isDigit(_ byte: UInt8?) -> Bool {
        byte.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
    }

    private mutating func skipDigits() throws(JSONFault) {
        guard isDigit(next) else { throw JSONFault(next == nil ? .unfinished : .badNumber, at: place) }
        while isDigit(next) { place += 1 }
    }
}
