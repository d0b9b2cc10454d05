import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// What reaches the log about bad input. Times are milliseconds of virtual time.
@Suite struct FaultsToldTests {
    @Test func aUsersFaultsAreToldOfOnceAMinute() throws {
        var desk = CoreDesk { $0.access.users = [7: .controller, 8: .controller] }
        let clients = [desk.connect(uid: 7), desk.connect(uid: 7), desk.connect(uid: 8)]
        func told() -> [ControlObservation] {
            desk.observations.filter { if case .badInput = $0 { true } else { false } }
        }
        for second in 0..<60 {
            desk.time = Int64(second) * 1_000_000
            for client in clients { desk.say(client, "{oops") }
        }
        #expect(told() == [.badInput(uid: 7, .parse), .badInput(uid: 8, .parse)])
        // Another fault is news.
        desk.say(clients[0], "[]")
        #expect(told().last == .badInput(uid: 7, .batch))
        desk.time = 60_000_000
        desk.say(clients[1], "{oops")
        #expect(told().count == 4 && told().last == .badInput(uid: 7, .parse))
    }

    /// Neither what a client passes through nor what it calls itself.
    @Test func nothingThatAClientSaysIsTold() throws {
        var desk = CoreDesk { $0.access.users = [7: .controller] }
        let client = desk.connect(uid: 7)
        desk.say(client, #"{"id":1,"method":"session.start","params":{"meta":{"note":"sesame"},"ext":{"a":"sesame"}}}"#)
        desk.say(client, #"{"id":1,"method":"session.start","params":{"sesame":1}}"#)
        desk.say(client, #"{"id":1,"method":"sesame"}"#)
        desk.say(client, #"{"sesame":"#)
        #expect(!"\(desk.observations)".contains("sesame"))
        #expect(!desk.observations.isEmpty)
    }
}
