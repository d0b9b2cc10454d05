import Testing
import VoiceLiveFixtures
import VoiceLiveProtocol

/// Late events of a cancelled response are told from those of the next by the response they name.
@Suite struct ResponseFilterTests {
    @Test func lateDeltasNameTheirResponse() throws {
        let messages = try Recording("barge-in-late-deltas").serverMessages()
        let types = messages.map(\.event.type)
        let end = try #require(types.firstIndex(of: "response.done"))
        let late = try #require(types[end...].firstIndex(of: "response.audio.delta"))
        #expect(messages[late].event.responseID == messages[end].event.responseID)
        let next = try #require(types[late...].firstIndex(of: "response.created"))
        #expect(messages[next].event.responseID == "resp_2")
    }

    @Test(arguments: RecordingTests.dialects) func everyEventOfAResponseNamesIt(dialect: Dialect) throws {
        for name in try Recording.names(in: dialect) {
            for line in try Recording(name, in: dialect).lines where line.side == .server {
                let written = try JSONValue(parsing: line.event)
                let id = written["response_id"].string ?? written["response"]["id"].string
                #expect(try ServerMessage(parsing: line.event, in: dialect).event.responseID == id)
            }
        }
    }
}
