import Testing
import WebSocket

@Suite struct WebSocketMachineTests {
    private let start = Moment.now

    private func at(_ seconds: Double) -> Moment { start.advanced(by: .seconds(seconds)) }

    private func client(pingEvery: Duration? = nil, limit: Int = 1 << 20) -> WebSocketMachine {
        let limits = WebSocketMachine.Limits(messageBytes: limit, pingEvery: pingEvery, closeWithin: .seconds(2))
        return WebSocketMachine(role: .client, limits: limits, masks: .fixed, at: start)
    }

    private func masked(_ opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
        Frames.frame(opcode, payload, mask: MaskSource.fixedBytes)
    }

    private func maskedClose(_ code: UInt16, _ reason: String = "") -> [UInt8] {
        masked(8, Frames.bigEndian(Int(code), 2) + Array(reason.utf8))
    }

    private func ping(_ number: UInt8) -> [UInt8] { [0, 0, 0, 0, 0, 0, 0, number] }

    // MARK: Sending

    @Test func aClientMasksAndAServerDoesNot() {
        var client = client()
        #expect(client.send(.text(Array("hi".utf8))) == masked(1, Array("hi".utf8)))
        var server = WebSocketMachine(role: .server, limits: .init(), masks: .fixed, at: start)
        #expect(server.send(.binary([1, 2, 3])) == Frames.frame(2, [1, 2, 3]))
    }

    @Test(arguments: [0, 1, 7, 8, 9, 125, 126, 65535, 65536])
    func aServerReadsWhatAClientSends(_ size: Int) {
        let message = WebSocketMessage.binary((0..<size).map { UInt8(truncatingIfNeeded: $0) })
        var client = client()
        var server = WebSocketMachine(role: .server, limits: .init(), masks: .fixed, at: start)
        let bytes = client.send(message) ?? []
        #expect(server.receive(bytes, at: start) == [.deliver(message)])
    }

    // MARK: Control frames

    @Test func aPingIsAnsweredWithItsPayload() {
        var machine = client()
        #expect(machine.receive(Frames.frame(9, [5, 6]), at: start) == [.send(masked(10, [5, 6]))])
    }

    @Test func aPongNobodyAskedForIsIgnored() {
        var machine = client()
        #expect(machine.receive(Frames.frame(10, [5]), at: start) == [])
    }

    // MARK: Keeping alive

    @Test func aPingGoesOutEveryIntervalAndItsPongIsMeasured() {
        var machine = client(pingEvery: .seconds(30))
        #expect(machine.nextDeadline == at(30))
        #expect(machine.timePassed(at(29)) == [])
        #expect(machine.timePassed(at(30)) == [.send(masked(9, ping(1)))])
        #expect(machine.nextDeadline == at(45))
        #expect(
            machine.receive(Frames.frame(10, ping(1)), at: at(30.5)) == [.measured(roundTrip: .milliseconds(500))])
        #expect(machine.nextDeadline == at(60))
        #expect(machine.timePassed(at(60)) == [.send(masked(9, ping(2)))])
    }

    @Test func aMissingPongEndsTheConnectionAfterHalfTheInterval() {
        var machine = client(pingEvery: .seconds(30))
        _ = machine.timePassed(at(30))
        #expect(machine.timePassed(at(44)) == [])
        let report = CloseReport(
            code: .abnormal, initiator: .transport, isClean: false, transportError: "no pong within 15.0 seconds")
        #expect(machine.timePassed(at(45)) == [.send(maskedClose(1011, "no pong")), .finish(report)])
        #expect(machine.nextDeadline == nil)
    }

    @Test func aPongMayBeWaitedForAsLongAsWritten() {
        var machine = WebSocketMachine(
            role: .client, limits: .init(pingEvery: .seconds(30), pongWithin: .seconds(4)), masks: .fixed, at: at(0))
        _ = machine.timePassed(at(30))
        #expect(machine.nextDeadline == at(34))
        #expect(machine.timePassed(at(33)).isEmpty && machine.timePassed(at(34)).count == 2)
    }

    @Test func aPongOfAnotherPingDoesNotCount() {
        var machine = client(pingEvery: .seconds(30))
        _ = machine.timePassed(at(30))
        #expect(machine.receive(Frames.frame(10, ping(9)), at: at(31)) == [])
        #expect(machine.nextDeadline == at(45))
    }

    @Test func aPongMayWaitBehindAFrameThatIsStillComing() {
        var machine = client(pingEvery: .seconds(30))
        _ = machine.timePassed(at(30))
        #expect(machine.receive([0x82, 126, 1, 0, 0xAA], at: at(40)) == [])
        #expect(machine.nextDeadline == at(55))
    }

    @Test func noPongIsMissedWhileNobodyReads() {
        var machine = client(pingEvery: .seconds(30))
        _ = machine.timePassed(at(30))
        machine.reading(isPaused: true, at: at(31))
        #expect(machine.timePassed(at(59)) == [])
        #expect(machine.timePassed(at(90)) == [])
        machine.reading(isPaused: false, at: at(100))
        #expect(machine.nextDeadline == at(115))
    }

    // MARK: Closing

    @Test func thePeersCloseIsAnsweredWhenWhatCameBeforeIsHandled() {
        var machine = client()
        let bytes = Frames.text("last") + Frames.close(1001, "going")
        #expect(machine.receive(bytes, at: start) == [.deliver(.text(Array("last".utf8))), .peerClosing])
        #expect(machine.send(.text([0x61])) == masked(1, [0x61]))
        let report = CloseReport(code: .goingAway, reason: "going", initiator: .peer, isClean: true)
        #expect(machine.answerClose() == [.send(maskedClose(1001)), .finish(report)])
        #expect(machine.answerClose() == [])
        #expect(machine.send(.text([0x61])) == nil)
    }

    @Test func thePeersCloseIsAnsweredInTimeEvenIfNobodyReads() {
        var machine = client()
        _ = machine.receive((Frames.text("last") + Frames.frame(8)), at: start)
        #expect(machine.nextDeadline == at(0.2))
        let report = CloseReport(code: .none, initiator: .peer, isClean: true)
        #expect(machine.timePassed(at(0.2)) == [.send(masked(8, [])), .finish(report)])
    }

    @Test func ourCloseEndsWithThePeersAnswer() {
        var machine = client()
        #expect(
            machine.close(CloseFrame(code: .normal, reason: "done"), at: start) == [.send(maskedClose(1000, "done"))])
        #expect(machine.close(CloseFrame(code: .normal), at: start) == [])
        #expect(machine.send(.text([])) == nil)
        #expect(machine.receive(Frames.text("late"), at: start) == [.deliver(.text(Array("late".utf8)))])
        #expect(machine.receive(Frames.frame(9), at: start) == [])
        let report = CloseReport(code: .normal, reason: "done", initiator: .us, isClean: true)
        #expect(machine.receive(Frames.close(1000, "done"), at: start) == [.finish(report)])
    }

    @Test func ourCloseEndsWithoutAnAnswerAfterTheDeadline() {
        var machine = client()
        _ = machine.close(CloseFrame(code: .normal), at: start)
        #expect(machine.nextDeadline == at(2))
        #expect(machine.timePassed(at(1)) == [])
        let report = CloseReport(
            code: .abnormal, initiator: .transport, isClean: false, transportError: "no answer to our close")
        #expect(machine.timePassed(at(2)) == [.finish(report)])
    }

    @Test func theEndOfTheStreamWithoutACloseIs1006() {
        var machine = client()
        let report = CloseReport(
            code: .abnormal, initiator: .transport, isClean: false, transportError: "Connection reset by peer")
        #expect(machine.transportEnded("Connection reset by peer") == [.finish(report)])
        #expect(machine.transportEnded(nil) == [])
        #expect(machine.receive(Frames.text("a"), at: start) == [])
    }

    @Test func aPeerThatClosesAndGoesKeepsItsCode() {
        var machine = client()
        _ = machine.receive(Frames.close(4001, "quota"), at: start)
        let report = CloseReport(code: CloseCode(rawValue: 4001), reason: "quota", initiator: .peer, isClean: false)
        #expect(machine.transportEnded(nil) == [.finish(report)])
    }

    @Test func aReasonIsCutAtACharacter() {
        var machine = client()
        let long = String(repeating: "€", count: 50)
        #expect(
            machine.close(CloseFrame(code: .normal, reason: long), at: start)
                == [.send(maskedClose(1000, String(repeating: "€", count: 41)))])
    }

    // MARK: Violations

    @Test func aViolationIsToldToThePeerAndEndsTheConnection() {
        var machine = client()
        let report = CloseReport(
            code: .protocolError, reason: "continuation of nothing", initiator: .us, isClean: false)
        #expect(
            machine.receive((Frames.frame(0) + Frames.text("unread")), at: start)
                == [.send(maskedClose(1002, "continuation of nothing")), .finish(report)])
    }

    @Test func whatCameBeforeAViolationIsDelivered() {
        var machine = client(limit: 4)
        let actions = machine.receive((Frames.text("four") + Frames.text("fives")), at: start)
        #expect(actions.first == .deliver(.text(Array("four".utf8))))
        #expect(actions.dropFirst().first == .send(maskedClose(1009, "message is over 4 bytes")))
        #expect(actions.count == 3)
    }
}
