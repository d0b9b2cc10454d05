/// The start line and header fields of an HTTP/1.1 message.
struct HTTPHead: Equatable, Sendable {
    /// Longest head that is read, and longest that is sent.
    static let longest = 16 << 10

    var startLine: String
    /// Names in lower case, in order of arrival.
    var fields: [(name: String, value: String)]

    static func == (one: HTTPHead, other: HTTPHead) -> Bool {
        one.startLine == other.startLine && one.fields.elementsEqual(other.fields, by: ==)
    }

    /// The value of a field; several of one name are joined with commas.
    subscript(name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The members of a comma-separated field.
    func list(_ name: String) -> [String] {
        (self[name] ?? "").split(separator: ",").map { String($0).trimmingBlanks() }.filter { !$0.isEmpty }
    }

    /// Whether a comma-separated field has this member, whatever its case.
    func list(_ name: String, has member: String) -> Bool {
        list(name).contains { $0.lowercased() == member }
    }

    /// Parses a head without its empty last line.
    init(parsing bytes: [UInt8]) throws(HTTPHeadError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed("head is not UTF-8") }
        var lines = text.splitLines()
        guard let first = lines.popFirst(), Self.isFieldValue(first.utf8), !first.isEmpty else {
            throw .malformed("no start line")
        }
        startLine = String(first)
        fields = []
        for line in lines {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else {
                throw .malformed("header line without colon")
            }
            let name = line[..<colon]
            let value = String(line[line.utf8.index(after: colon)...]).trimmingBlanks()
            guard Self.isToken(name.utf8) else { throw .malformed("bad header name") }
            guard Self.isFieldValue(value.utf8) else { throw .malformed("bad value of \(name)") }
            fields.append((name.lowercased(), value))
        }
    }

    /// RFC 9110 token.
    static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
        !bytes.isEmpty
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// No control characters but the tab.
    static func isFieldValue(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}

/// Why bytes are not an HTTP head.
enum HTTPHeadError: Error, Equatable, Sendable {
    case tooLong
    case malformed(String)

    var text: String {
        switch self {
        case .tooLong: "HTTP head over \(HTTPHead.longest) bytes"
        case .malformed(let why): "HTTP: " + why
        }
    }
}

extension String {
    fileprivate func trimmingBlanks() -> String {
        let blanks: Set<UInt8> = [0x20, 0x09]
        guard let first = utf8.firstIndex(where: { !blanks.contains($0) }),
            let last = utf8.lastIndex(where: { !blanks.contains($0) })
        else { return "" }
        return String(self[first...last])
    }

    /// Cut at CR LF. Swift takes the two as one character.
    fileprivate func splitLines() -> ArraySlice<Substring> {
        split(separator: "\r\n" as Character, omittingEmptySubsequences: true)[...]
    }
}
