import Testing
import VoiceLiveProtocol

@testable import LocalVoice

@Suite struct ToolSchemaTests {
    @Test func parametersThatCanBeSaidAreFound() throws {
        let schema = try JSONValue(
            parsing: Array(
                """
                {"type":"object","required":["level"],"properties":{
                "level":{"type":"integer","minimum":1,"maximum":5},"zone":{"enum":["front","rear"],"default":"front"},
                "on":{"type":"boolean"},"note":{"type":"string"},"far":{"type":"number","minimum":5000}}}
                """.utf8))
        let tool = ToolSchema.description(of: FunctionTool(name: "fan", parameters: schema))
        let kinds = tool.parameters.map(\.kind)
        #expect(kinds == [.number(1...5), .choice(["front", "rear"]), .truth, .text, .unsayable])
        #expect(tool.parameters.map(\.isRequired) == [true, false, false, false, false])
        #expect(tool.parameters[1].standard == .text("front"))
    }

    @Test(
        arguments: [
            ("Set to sixty.", "Set to sixty.", false), (#"{"message":"All done","ok":true}"#, "All done", false),
            (#"{"error":"no power"}"#, nil, true), (#"{"ok":false}"#, nil, true), ("21.5", "21.5", false),
            ("", nil, false),
        ] as [(String, String?, Bool)])
    func outputsAreSpokenOrFailures(text: String, spoken: String?, isFailure: Bool) {
        let output = ToolSchema.output(text)
        #expect(output.spoken == spoken && output.isFailure == isFailure)
    }

    @Test func membersAreKeptForReplies() {
        #expect(ToolSchema.output(#"{"value":21.0,"unit":"celsius"}"#).members == ["value": "21", "unit": "celsius"])
        #expect(ToolSchema.output(#"{"big":1e300}"#).members == ["big": "1e+300"])
    }

    @Test func keysAreComparedWhole() {
        #expect(Admission.isSame("secret", "secret"))
        for other in ["", "secre", "secrets", "Secret", "\u{0}"] { #expect(!Admission.isSame(other, "secret")) }
    }
}
