import ControlProtocol
import ControlTestSupport
import Testing

/// A client that was written for the protocol as it was promised last: the golden copy is all it knows.
@Suite struct OlderClientTests {
    /// What a request is refused with that the daemon does not understand.
    private static let misunderstood: Set<String> = [
        "rpc/parse", "rpc/invalid", "rpc/unknown_method", "rpc/invalid_params", "rpc/version", "rpc/internal",
    ]

    /// Their examples name what this desk does not have, which is a parameter's fault.
    private static let aboutNothing: Set<String> = ["events.unsubscribe", "tap.close"]

    private func promised() throws -> [JSONValue] {
        let text = try Program.read(Repository.path("Tests/ControlProtocolTests/Golden/openrpc.json"))
        var limits = JSONLimits.reply
        limits.bytes = 8 << 20
        return try JSONParser.parse(Array(text.utf8), limits: limits)["methods"]?.array ?? []
    }

    private func request(_ method: JSONValue) throws -> RequestEnvelope {
        var params = JSONObject()
        for param in method["examples"]?.array?.first?["params"]?.array ?? [] {
            let name = try #require(param["name"]?.string)
            params[name] = param["value"]
        }
        return RequestEnvelope(id: .integer(1), method: try #require(method["name"]?.string), params: params)
    }

    @Test func everyPromisedRequestIsUnderstood() throws {
        let methods = try promised()
        #expect(methods.count > 50)
        for method in methods {
            var desk = CoreDesk()
            let request = try request(method)
            let client = desk.connect()
            let reply = try desk.ask(client, String(decoding: request.line, as: UTF8.self))
            let code = reply["error"]?["data"]?["code"]?.string ?? ""
            let isAnswered = Self.aboutNothing.contains(request.method) || !Self.misunderstood.contains(code)
            #expect(isAnswered, "\(request.method): \(code)")
        }
    }

    @Test func itsMajorVersionIsSpokenAndAnotherIsRefusedWithThoseThatAre() throws {
        var desk = CoreDesk()
        let client = desk.connect()
        let known = try desk.ask(client, #"{"id":1,"method":"rpc.hello","params":{"protocol":1}}"#)
        #expect(known["result"]?["protocol"]?["major"]?.wholeNumber == 1)
        let unknown = try desk.ask(client, #"{"id":2,"method":"rpc.hello","params":{"protocol":0}}"#)
        #expect(unknown["error"]?["data"]?["code"] == "rpc/version")
        #expect(unknown["error"]?["data"]?["supported"]?.array?.first?["major"]?.wholeNumber == 1)
    }
}
