import ControlProtocol
import ControlTestSupport
import DaemonBench
import Glibc
import TestBench
import Testing

/// Methods and topics that need neither sound nor service.
@Suite(.serialized, .timeLimit(.minutes(2))) struct SmallOrdersLiveTests {
    private let daemon: DaemonProcess
    private let client: ThinClient

    init() throws {
        daemon = try DaemonProcess("[audio]\nserver = \"unix:/nonexistent/native\"\n")
        client = try daemon.client()
    }

    private func suppression() throws -> JSONValue? {
        try client.ask("config.show", ["section": "dsp.ns", "origins": true])["values"]?.array?
            .first { $0["path"]?.string == "dsp.ns.suppress_db" }?["value"]
    }

    @Test func aCheckTellsOfAMistakeAndLoadsNothing() throws {
        let file = daemon.stateFolder + "/../voicelived.toml"
        let whole = try #require(readWholeFile(file))
        let before = try suppression()
        #expect(try client.ask("config.check")["ok"] == true)
        #expect(writeWholeFile(file, whole + Array("\n[dsp.ns]\nsuppress_db = \"much\"\n".utf8)))
        let found = try client.ask("config.check")
        #expect(found["ok"] == false)
        let problem = found["problems"]?.array?.first
        #expect(problem?["path"] == "dsp.ns.suppress_db")
        #expect(problem?["file"]?.string?.hasSuffix("voicelived.toml") == true)
        #expect(problem?["line"]?.wholeNumber ?? 0 > 1)
        #expect(writeWholeFile(file, whole + Array("\n[dsp.ns]\nsuppress_db = -31\n".utf8)))
        #expect(try client.ask("config.check")["ok"] == true)
        #expect(try suppression() == before)
    }

    @Test func aKickIsTakenWhereNobodyWaits() throws {
        #expect(try client.ask("link.kick")["state"] == "down")
    }

    @Test func aJobThatIsNotThereCannotBeGivenUp() throws {
        let refused = #expect(throws: ThinClient.Refused.self) { try client.ask("job.cancel", ["job": "j-9"]) }
        #expect(refused?.description.contains("j-9") == true)
    }

    @Test func aSessionThatIsNotThereCannotBeTouched() throws {
        let refused = #expect(throws: ThinClient.Refused.self) {
            try client.ask("session.touch", ["session": "s-9"])
        }
        #expect(refused?.description.contains("session/unknown") == true)
    }
}
