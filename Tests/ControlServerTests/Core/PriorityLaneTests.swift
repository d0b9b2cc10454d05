import ControlProtocol
import ControlServer
import ControlTestSupport
import Testing

/// What is urgent is read behind whatever else one connection has asked for.
@Suite struct PriorityLaneTests {
    private let ordinary = #"{"id":1,"method":"audio.devices"}"#
    private let ping = #"{"id":"p","method":"rpc.ping"}"#
    private let mute = #"{"id":"m","method":"audio.mute","params":{"on":true}}"#

    /// A desk with a client that does not read 80 kB.
    private func deskWithADeafClient() -> (CoreDesk, ConnectionID) {
        var desk = CoreDesk()
        let ann = desk.connect()
        desk.say(ann, #"{"id":1,"method":"events.subscribe","params":{"topics":[{"name":"session.transcript"}]}}"#)
        let text = String(repeating: "x", count: 4_000)
        for _ in 0..<20 {
            desk.publish(SessionTranscript(role: .user, item: "i", text: text, isFinal: true), session: "s-1")
        }
        return (desk, ann)
    }

    @Test func itIsAnsweredWhileEightOthersAreInProgress() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        for _ in 0..<12 { desk.say(ann, ordinary) }
        #expect(desk.core.wantsInput(ann))
        #expect(desk.asked.count == 1)
        #expect(try desk.ask(ann, ping)["id"] == "p")
        desk.say(ann, mute)
        #expect(desk.asked.count == 2)
    }

    @Test func whatWaitsKeepsItsOrder() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        for id in 1...30 { desk.say(ann, #"{"id":\#(id),"method":"audio.devices"}"#) }
        var answered: [JSONValue?] = []
        while !desk.questions.isEmpty {
            desk.refuseFirst()
            answered += try desk.lines(ann).map { $0["id"] }
        }
        #expect(answered == (1...30).map { .integer($0) })
    }

    @Test func whatWaitsCanBeCancelled() throws {
        var desk = CoreDesk()
        let ann = desk.connect()
        for id in 1...20 { desk.say(ann, #"{"id":\#(id),"method":"audio.devices"}"#) }
        let lines = try desk.lines(ann, after: #"{"id":"c","method":"rpc.cancel","params":{"id":20}}"#)
        #expect(lines.map { $0["id"] } == [20, "c"])
        #expect(lines[0]["error"]?["data"]?["code"] == "rpc/cancelled")
        for _ in 0..<20 { desk.refuseFirst() }
        #expect(desk.asked.count == 19)
    }

    /// Requests that need no order are not begun without end either.
    @Test func atMostEightAreInProgress() {
        var desk = CoreDesk()
        let ann = desk.connect()
        for _ in 0..<20 { desk.say(ann, #"{"id":1,"method":"audio.test","params":{"kind":"tone"}}"#) }
        #expect(desk.asked.count == 8)
        desk.refuseFirst()
        #expect(desk.asked.count == 9)
    }

    @Test func atMost64LinesWaitBehindThem() {
        var desk = CoreDesk()
        let ann = desk.connect()
        for count in 0..<72 {
            #expect(desk.core.wantsInput(ann), "\(count) lines")
            desk.say(ann, ordinary)
        }
        #expect(!desk.core.wantsInput(ann))
        desk.refuseFirst()
        #expect(desk.core.wantsInput(ann))
    }

    @Test func atMost64KilobytesWaitBehindThem() {
        var desk = CoreDesk()
        let ann = desk.connect()
        let long = ordinary + String(repeating: " ", count: 10_000)
        var lines = 0
        while desk.core.wantsInput(ann), lines < 100 {
            desk.say(ann, long)
            lines += 1
        }
        // One in progress, and seven that wait: more than 64 KiB already.
        #expect(lines == 8)
    }

    @Test func itIsObeyedWhileTheClientDoesNotRead() throws {
        var (desk, ann) = deskWithADeafClient()
        #expect(desk.core.wantsInput(ann))
        desk.say(ann, ordinary)
        #expect(desk.asked.isEmpty)
        desk.say(ann, mute)
        #expect(desk.asked.count == 1)
        // The ordinary one is begun as soon as the client has read.
        _ = desk.bytes(ann)
        #expect(desk.asked.count == 2)
    }

    @Test func whoeverAsksOnWithoutReadingIsNotReadWithoutEnd() {
        var (desk, ann) = deskWithADeafClient()
        var lines = 0
        while desk.core.wantsInput(ann), lines < 1_000 {
            desk.say(ann, ping)
            lines += 1
        }
        #expect(lines == 64)
        #expect(desk.closed.isEmpty)
        _ = desk.bytes(ann)
        #expect(desk.core.wantsInput(ann))
    }
}
