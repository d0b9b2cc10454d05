import Testing
import VoiceLiveProtocol

@Suite struct JSONTests {
    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: Array(text.utf8))
    }

    @Test(arguments: [
        "null", "true", "-0", "9223372036854775807", "-9223372036854775808", "123456789012345678901234567890",
        "0.1", "1.5e-7", #""a\"b\\c\u0001\n""#, #"{"a":[1,{"b":null}],"c":""}"#, "[]", "{}", #""grüße 🚋""#,
    ])
    func valueSurvivesWritingAndReading(text: String) throws {
        let value = try parse(text)
        #expect(try parse(value.text) == value)
    }

    @Test(arguments: ["9007199254740993", "9223372036854775807", "18446744073709551616"])
    func wholeNumbersAreLossless(digits: String) throws {
        #expect(try parse(digits).text == digits)
    }

    @Test func escapesAreUnderstood() throws {
        #expect(try parse(#""\u0041\u00e9\uD83D\uDE8B\/\b\f\n\r\t""#) == .string("Aé🚋/\u{8}\u{c}\n\r\t"))
        #expect(try parse(#""\uD83Dx""#) == .string("\u{FFFD}x"))
        #expect(try parse(#""\uDE8B""#) == .string("\u{FFFD}"))
        #expect(try parse(#""\uD83D\u0041""#) == .string("\u{FFFD}A"))
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", #"{"a":1,}"#, #"{"a" 1}"#, #"{a:1}"#, "01", "1.", "1e", "-", "+1", ".5", "tru", "nul",
        #""abc"#, #""\x""#, #""\u12""#, "\"a\nb\"", "1 2", "[1 2]", "NaN", "1e999", #""\"#,
    ])
    func nonsenseIsRefused(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test func badUTF8IsRefused() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0x5C, 0x6E, 0xC3, 0x22]) }
    }

    @Test func depthAndSizeAreBounded() throws {
        #expect(try parse(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).array?.count == 1)
        #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 65)) }
        #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
        let many = "[" + String(repeating: "0,", count: 300_000) + "0]"
        #expect(throws: JSONError(offset: 399_999, problem: "more than 200000 values")) { try parse(many) }
    }

    @Test func aRepeatedNameKeepsItsLastValue() throws {
        #expect(try parse(#"{"a":1,"a":2}"#)["a"] == 2)
        let names = (0..<100).map { #""n\#($0)":0"# }.joined(separator: ",")
        #expect(try parse("{\(names),\"n5\":1,\"n99\":2}")["n5"] == 1)
    }

    @Test func everyCutOfATextIsRefusedOrRead() throws {
        let text = Array(#"{"type":"error","n":[1,-2.5e3,true,null,"\u00e9"],"o":{"k":"v"}}"#.utf8)
        for end in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text[..<end])) }
        }
    }

    @Test func printingShowsTheShapeOnly() throws {
        let value = try parse(#"{"secret":["words"]}"#)
        #expect("\(value)" == "‹object of 1›")
        #expect(String(reflecting: value) == "‹object of 1›")
        var dumped = ""
        dump(value, to: &dumped)
        #expect(!dumped.contains("words"))
    }

    @Test func mergingLaysObjectsOverOneAnother() {
        var object: JSONObject = ["a": ["x": 1, "y": 2], "b": 1]
        object.merge(["a": ["y": 3, "z": 4], "b": [1], "c": nil])
        #expect(object == ["a": ["x": 1, "y": 3, "z": 4], "b": [1], "c": nil])
    }
}
