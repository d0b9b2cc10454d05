import ControlProtocol
import ControlTestSupport
import Testing

/// Lines that are not the JSON they should be. The connection stays, and the next request is served.
@Suite struct BadJSONLiveTests {
    private func fault(_ bytes: [UInt8]) throws -> (code: Int64?, byte: Int64?) {
        let client = try LiveServer().client()
        let reply = try client.ask(bytes: bytes + [0x0A])
        #expect(try client.ask(#"{"id":1,"method":"rpc.ping"}"#)["id"] == 1)
        #expect(reply["id"] == .null)
        return (reply["error"]?["code"]?.wholeNumber, reply["error"]?["data"]?["byte"]?.wholeNumber)
    }

    private func fault(_ text: String) throws -> (code: Int64?, byte: Int64?) { try fault(Array(text.utf8)) }

    @Test func deepNestingStays1002WithTheByte() throws {
        #expect(try fault(String(repeating: "[", count: 60_000)) == (1_002, 32))
        let nested = String(repeating: #"{"a":"#, count: 10_000)
        #expect(try fault(nested).code == 1_002)
    }

    @Test func threeHundredMembersStayInvalidParams() throws {
        let members = (0..<300).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(try fault("{\(members)}").code == -32_602)
    }

    @Test func aDuplicateKeyStaysParseFaultAtTheSecond() throws {
        #expect(try fault(#"{"id":1,"method":"rpc.ping","id":2}"#) == (-32_700, 28))
    }

    @Test(arguments: ["[1,]", #"{"a":1,}"#, #"{"id":1,"method":"rpc.ping",}"#])
    func aTrailingCommaStaysParseFault(_ text: String) throws {
        #expect(try fault(text).code == -32_700)
    }

    @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] as [[UInt8]])
    func invalidUTF8StaysParseFault(_ bytes: [UInt8]) throws {
        #expect(try fault(Array(#"{"id":""#.utf8) + bytes + Array(#""}"#.utf8)).code == -32_700)
    }

    @Test func aLoneSurrogateStaysParseFault() throws {
        #expect(try fault(#"{"id":"\ud800","method":"rpc.ping"}"#).code == -32_700)
    }

    @Test(arguments: [0x00, 0x01, 0x1F] as [UInt8])
    func aRawControlByteStaysParseFault(_ byte: UInt8) throws {
        #expect(try fault(Array(#"{"id":"abc"#.utf8) + [byte] + Array(#""}"#.utf8)).code == -32_700)
    }

    @Test(arguments: ["NaN", "Infinity", "1e400", "01", "+1", ".5", "0x1", String(repeating: "9", count: 4_096)])
    func whatIsNotANumberStaysParseFault(_ number: String) throws {
        #expect(try fault(#"{"id":\#(number),"method":"rpc.ping"}"#).code == -32_700)
    }

    @Test(arguments: [#"{"id":1,"method":"rpc.ping"}{"id":2}"#, #"{"id":1} x"#, "{} {}"])
    func aSecondDocumentInTheLineStaysParseFault(_ text: String) throws {
        #expect(try fault(text).code == -32_700)
    }

    @Test func anEscapedNulInANameOrIDStaysInvalidParams() throws {
        #expect(try fault(#"{"id":"a\u0000","method":"rpc.ping"}"#).code == -32_602)
        let client = try LiveServer().client()
        #expect(try client.fault(#"{"id":1,"method":"rpc.\u0000ping"}"#) == "rpc/invalid_params")
        #expect(
            try client.fault(#"{"id":1,"method":"session.status","params":{"session":"a\u0000"}}"#)
                == "rpc/invalid_params")
        #expect(try client.fault(#"{"id":1,"method":"rpc.ping","params":{"a\u0000b":1}}"#) == "rpc/invalid_params")
    }

    @Test func aHundredSixtyThousandMembersAreTooLongALine() throws {
        let client = try LiveServer().client()
        let members = (0..<160_000).map { "\"k\($0)\":0" }.joined(separator: ",")
        client.send(line: "{\(members)}")
        #expect(try client.read()?["error"]?["code"] == 1_001)
        #expect(try client.isAtEnd())
    }
}
