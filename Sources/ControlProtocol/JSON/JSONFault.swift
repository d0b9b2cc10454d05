/// Why a text is not JSON that the socket accepts, and where.
package struct JSONFault: Error, Equatable, Sendable {
    package enum Kind: String, Sendable {
        case emptyText, unexpectedByte, unfinished, trailing, duplicateName, badUTF8, byteOrderMark, controlCharacter
        case badEscape, loneSurrogate, badNumber, numberTooLarge, numberTooLong
        case tooLong, tooDeep, tooManyMembers, tooManyElements, nameTooLong
    }

    package var kind: Kind
    /// Bytes from the start of the text.
    package var byte: Int

    package init(_ kind: Kind, at byte: Int) {
        self.kind = kind
        self.byte = byte
    }

    /// For people; ends without a full stop.
    package var text: String {
        switch kind {
        case .emptyText: "nothing where a value should be"
        case .unexpectedByte: "unexpected character"
        case .unfinished: "the text ends in the middle of a value"
        case .trailing: "more text after the value"
        case .duplicateName: "the same name twice in one object"
        case .badUTF8: "not UTF-8"
        case .byteOrderMark: "must be UTF-8 without BOM"
        case .controlCharacter: "raw control character in a string"
        case .badEscape: "unknown escape in a string"
        case .loneSurrogate: "half of a surrogate pair"
        case .badNumber: "not a JSON number"
        case .numberTooLarge: "number out of range"
        case .numberTooLong: "number longer than the limit"
        case .tooLong: "text longer than the limit"
        case .tooDeep: "nested deeper than the limit"
        case .tooManyMembers: "more members in an object than the limit"
        case .tooManyElements: "more elements in an array than the limit"
        case .nameTooLong: "name longer than the limit"
        }
    }
}
