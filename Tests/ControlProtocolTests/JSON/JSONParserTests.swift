import ControlProtocol
import Testing

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws(JSONFault) -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> JSONFault? {
        do {
            _ = try JSONParser.parse(bytes)
            return nil
        } catch { return error }
    }

    private func fault(_ text: String) -> JSONFault? { fault(Array(text.utf8)) }

    @Test func valuesOfEveryKind() throws {
        #expect(
            try parse(#" {"a":[1,-2.5e3,true,false,null,"x\n\u00e9\ud83d\ude00"]} "#)
                == ["a": [1, -2500.0, true, false, nil, "x\né😀"]])
        #expect(try parse("-0") == .number(-0.0))
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("18446744073709551616") == .number(18_446_744_073_709_551_616))
    }

    @Test func faultsSayWhere() {
        #expect(fault("[1,]") == JSONFault(.unexpectedByte, at: 3))
        #expect(fault(#"{"a":1,}"#) == JSONFault(.unexpectedByte, at: 7))
        #expect(fault(#"{"a":1,"b":2,"a":3}"#) == JSONFault(.duplicateName, at: 13))
        #expect(fault(#"{"é":1,"é":2}"#) == nil, "canonically equal names are different names")
        #expect(fault(#""\ud800""#) == JSONFault(.loneSurrogate, at: 1))
        #expect(fault(#""\udc00x""#) == JSONFault(.loneSurrogate, at: 1))
        #expect(fault("1 2") == JSONFault(.trailing, at: 2))
        #expect(fault("\"a\u{1}\"") == JSONFault(.controlCharacter, at: 2))
        #expect(fault("") == JSONFault(.emptyText, at: 0))
        #expect(fault("[1") == JSONFault(.unfinished, at: 2))
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
    func badUTF8IsRefusedWhereItBegins(_ bytes: [UInt8]) {
        #expect(fault([0x22] + bytes + [0x22]) == JSONFault(.badUTF8, at: 1))
    }

    @Test(arguments: ["NaN", "Infinity", "01", "+1", ".5", "0x1", "1.", "1e", "-", "1e400", "--1", "1.e3"])
    func whatIsNotANumberIsRefused(_ text: String) {
        #expect(fault(text) != nil)
    }

    @Test func limitsHold() {
        #expect(fault(String(repeating: "[", count: 33))?.kind == .tooDeep)
        #expect(fault(String(repeating: "[", count: 32) + String(repeating: "]", count: 32)) == nil)
        let members = (0..<257).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(fault("{\(members)}")?.kind == .tooManyMembers)
        #expect(fault("[" + String(repeating: "0,", count: 4_096) + "0]")?.kind == .tooManyElements)
        #expect(fault("{\"" + String(repeating: "k", count: 129) + "\":0}")?.kind == .nameTooLong)
        #expect(fault(String(repeating: "1", count: 65))?.kind == .numberTooLong)
        #expect(fault("\"" + String(repeating: "k", count: 65_536) + "\"")?.kind == .tooLong)
    }

    @Test func otherEncodingsAreRefused() {
        #expect(fault([0xEF, 0xBB, 0xBF] + Array("{}".utf8))?.kind == .byteOrderMark)
        #expect(fault([0x7B, 0, 0x7D, 0])?.kind == .byteOrderMark)
        #expect(fault([0xFF, 0xFE, 0x7B, 0])?.kind == .byteOrderMark)
    }

    @Test func writingAndReadingAgree() throws {
        let value: JSONValue = ["a\"\\\u{1}\n": [1.5, -7, "\u{7F}é", nil, true, [:], []]]
        #expect(try JSONParser.parse(JSONWriter.bytes(of: value)) == value)
    }
}
