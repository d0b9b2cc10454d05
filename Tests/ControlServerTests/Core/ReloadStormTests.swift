import ControlProtocol
import ControlTestSupport
import Testing

@Suite struct ReloadStormTests {
    @Test func reloadsAreLetThroughTwiceASecondWhoeverAsks() throws {
        var desk = CoreDesk()
        let clients = [desk.connect(), desk.connect()]
        let lines = [
            #"{"id":1,"method":"config.reload"}"#, #"{"id":1,"method":"profile.use","params":{"name":"kiosk"}}"#,
        ]
        var refused = 0
        for millisecond in 0..<1_000 {
            desk.time = Int64(millisecond) * 1_000
            let error = try desk.ask(clients[millisecond % 2], lines[millisecond / 3 % 2])["error"]
            if error?["data"]?["code"] == "limit/rate" { refused += 1 }
        }
        #expect(refused == 998)
    }
}
