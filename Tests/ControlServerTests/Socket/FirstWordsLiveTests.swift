import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

@Suite struct FirstWordsLiveTests {
    @Test func aPingIsAnsweredWithoutCeremony() throws {
        let live = try LiveServer()
        let reply = try live.client().ask(#"{"id":1,"method":"rpc.ping","params":{"echo":[1,null]}}"#)
        #expect(reply["id"] == 1)
        #expect(reply["result"]?["echo"] == [1, nil])
        #expect(reply["result"]?["mono_us"]?.wholeNumber ?? 0 > 0)
    }

    @Test func helloTellsVersionRoleAndLimits() throws {
        let live = try LiveServer()
        let reply = try live.client().ask(
            #"{"jsonrpc":"2.0","id":0,"method":"rpc.hello","params":{"protocol":1,"client":{"name":"kiosk-ui"}}}"#)
        #expect(reply["result"]?["role"] == "admin")
        #expect(reply["result"]?["limits"]?["request_bytes"] == 65_536)
        #expect(reply["result"]?["schema_sha256"]?.string?.utf8.count == 64)
    }

    @Test func theDaemonAnswersItsStatus() throws {
        let live = try LiveServer()
        let reply = try live.client().ask(#"{"id":"a","method":"daemon.status"}"#)
        #expect(reply["id"] == "a")
        #expect(reply["result"]?["state"] == "idle")
        #expect(live.daemon.asked == 1)
    }

    @Test func whatTheDaemonCannotDoIsSaid() throws {
        let live = try LiveServer()
        #expect(try live.client().fault(#"{"id":1,"method":"daemon.doctor"}"#) == "rpc/not_available")
    }
}
