import Sound
import Testing

@testable import Conversation

@Suite struct ResponseDeskTests {
    private func key(_ response: ResponseID) -> ResponseKey { ResponseKey(ConnectionNumber(1), response) }
    private let verbatim = ResponseWish(request: ResponseRequest(verbatim: "attention"))

    @Test func onePlainAnswerGrantsAllPlainWishes() {
        var desk = ResponseDesk()
        desk.want(.plain)
        desk.want(.plain)
        let asked = desk.ask(numbered: CommandNumber(1))
        #expect(asked?.wish == .plain)
        #expect(desk.created(key("R1")) == false)
        let isNews = desk.done(key("R1"))
        #expect(isNews)
        #expect(!desk.hasWishes)
    }

    @Test func whatIsToBeSaidWordForWordSurvivesAnAnswer() {
        var desk = ResponseDesk()
        desk.want(.plain)
        desk.want(verbatim)
        desk.willBeAnswered(ItemKey(ConnectionNumber(1), "U1"))
        #expect(desk.mayAsk == false)
        _ = desk.created(key("R1"))
        _ = desk.done(key("R1"))
        let asked = desk.ask(numbered: CommandNumber(1))
        #expect(asked?.wish.request == verbatim.request)
    }

    @Test func wishesAreBounded() {
        var desk = ResponseDesk()
        for _ in 0..<100 { desk.want(verbatim) }
        var asked = 0
        while desk.ask(numbered: CommandNumber(asked)) != nil {
            asked += 1
            _ = desk.giveUpWaiting()
        }
        #expect(asked == ResponseDesk.mostWishes)
    }

    @Test func aRefusalOfAnotherCommandIsNotOurs() {
        var desk = ResponseDesk()
        desk.want(.plain)
        _ = desk.ask(numbered: CommandNumber(7))
        let isOther = desk.refused(CommandNumber(6))
        #expect(!isOther && desk.isBusy)
        let isOurs = desk.refused(CommandNumber(7))
        #expect(isOurs && !desk.isBusy)
    }

    @Test func aNewConnectionIsAskedAgain() {
        var desk = ResponseDesk()
        desk.want(.plain)
        _ = desk.ask(numbered: CommandNumber(1))
        desk.connectionChanged(from: ConnectionNumber(1))
        #expect(desk.mayAsk)
    }
}

@Suite struct TruncationDeskTests {
    private func part(heard: Int, of received: Int, isComplete: Bool = true) -> AnswerPart {
        let connection = ConnectionNumber(1)
        var part = AnswerPart(
            response: ResponseKey(connection, "R1"), part: PlayoutPart(ItemKey(connection, "A1")))
        _ = part.add(received * 24, rate: 24_000)
        part.heard(.milliseconds(heard))
        part.isSoundComplete = isComplete
        return part
    }

    @Test func truncationsWaitUntilTheServiceStopped() {
        var desk = TruncationDesk()
        let response = ResponseKey(ConnectionNumber(1), "R1")
        desk.cutBegan(running: [response], awaitsReport: true)
        #expect(desk.reported([part(heard: 400, of: 1_000)]) == [])
        let truncations = desk.stopped(response)
        #expect(truncations.map(\.milliseconds) == [400])
        #expect(desk.stopped(response) == [])
    }

    @Test func onlyWhatWasPartlyHeardIsTruncated() {
        var desk = TruncationDesk()
        #expect(desk.reported([part(heard: 0, of: 1_000), part(heard: 1_000, of: 1_000)]) == [])
        let growing = desk.reported([part(heard: 1_000, of: 1_000, isComplete: false)])
        #expect(growing.map(\.milliseconds) == [1_000])
    }
}

@Suite struct UplinkGateTests {
    private func packet(_ number: Int) -> MicrophonePacket {
        .silence(from: SampleTime(Int64(number * 320)), captured: .milliseconds((number + 1) * 20))
    }

    @Test func aClosedGateKeepsNoMoreThanItsPreroll() {
        var gate = UplinkGate(isOpen: false, preroll: .milliseconds(400))
        for number in 0..<1_000 {
            let isTaken = gate.take(packet(number))
            #expect(!isTaken)
        }
        let preroll = gate.open(from: .milliseconds(20_000))
        #expect(preroll.count == 20)
        let again = gate.open(from: .milliseconds(20_000))
        #expect(again.isEmpty)
    }

    @Test func aStartThatIsReportedLateLosesNothingOfAShortPreroll() {
        var gate = UplinkGate(isOpen: false, preroll: .milliseconds(20))
        for number in 0..<100 {
            let isTaken = gate.take(packet(number))
            #expect(!isTaken)
        }
        // Detectors ask for half a second of doubt.
        let preroll = gate.open(from: .milliseconds(1_500))
        #expect(preroll.first?.packet.captured == .milliseconds(1_500))
        #expect(preroll.count == 26)
    }

    @Test func itClosesBehindTheSoundOfAnInstant() {
        var gate = UplinkGate(isOpen: true, preroll: .zero)
        gate.close(at: .milliseconds(100))
        var taken = 0
        for number in 0..<10 where gate.take(packet(number)) { taken += 1 }
        #expect(taken == 5)
    }
}

@Suite struct TurnHoldsTests {
    private func item(_ name: ItemID) -> ItemKey { ItemKey(ConnectionNumber(1), name) }

    @Test func speechThatNoServiceTakesUpIsForgotten() {
        var holds = TurnHolds()
        holds.begin(at: 10, speech: 30)
        holds.localEnded(at: .seconds(1))
        holds.expire(at: .seconds(3))
        #expect(holds.earliest == 10)
        holds.expire(at: .milliseconds(4_001))
        #expect(holds.earliest == nil)
    }

    @Test func aNameTakesTheHoldOver() {
        var holds = TurnHolds()
        holds.begin(at: 10, speech: 30)
        holds.started(item("U1"), at: 12)
        #expect(holds.earliest == 10)
        holds.stopped(item("U1"), at: 45)
        holds.committed(item("U1"))
        holds.begin(at: 50, speech: 70)
        holds.release(item("U1"))
        #expect(holds.earliest == 50)
    }

    @Test func speechThatTheServiceHeardBeforeUsIsOneTurn() {
        var holds = TurnHolds()
        holds.started(item("U1"), at: 12)
        holds.begin(at: 10, speech: 30)
        #expect(holds.earliest == 10)
        holds.release(item("U1"))
        #expect(holds.earliest == nil)
        // Nobody said that the first one ended.
        holds.begin(at: 80, speech: 90)
        #expect(holds.earliest == 80)
    }

    @Test func speechThatTheServiceHeardToItsEndBeforeUsIsNoOther() {
        var holds = TurnHolds()
        holds.started(item("U1"), at: 12)
        holds.stopped(item("U1"), at: 60)
        holds.committed(item("U1"))
        holds.begin(at: 10, speech: 30)
        holds.release(item("U1"))
        #expect(holds.earliest == nil)
        holds.begin(at: 50, speech: 60)
        #expect(holds.earliest == 50)
    }

    @Test func namesAreBounded() {
        var holds = TurnHolds()
        for number in 0..<100 { holds.started(item(ItemID("U\(number)")), at: number) }
        #expect(holds.earliest == 100 - TurnHolds.most)
    }
}

@Suite struct SmallThingsTests {
    @Test func recentMembersAreFew() {
        var recent = RecentSet<Int>(capacity: 3)
        for number in 0..<10 { _ = recent.insert(number) }
        let isNew = recent.insert(9)
        #expect(!isNew)
        #expect(recent.contains(7) && !recent.contains(6))
    }

    @Test func millisecondsAreRoundedDownAndClamped() {
        #expect(Duration.microseconds(1_999).wholeMilliseconds == 1)
        #expect(Duration.seconds(Int64.max / 2).wholeMilliseconds == .max)
        #expect(Duration.lasting(samples: 24, at: 24_000) == .milliseconds(1))
        #expect(Duration.lasting(samples: 24, at: 0) == .zero)
    }

    @Test func captionsAreBoundedAndForgottenWithTheirPart() {
        var board = CaptionBoard()
        let part = PlayoutPart(ItemKey(ConnectionNumber(1), "A1"))
        for _ in 0..<(CaptionBoard.most + 10) { _ = board.post(.viseme(1), part: part, offset: .zero) }
        #expect(board.post(.viseme(1), part: part, offset: .zero) == nil)
        board.clear(part)
        let mark = board.post(.viseme(1), part: part, offset: .seconds(-1))
        #expect(mark?.offset == .zero)
    }

    @Test func theStopwatchTrustsOurDetectorWhenBothMeanTheSameSpeech() {
        var watch = TurnStopwatch()
        watch.localSpeechEnded(at: .seconds(10))
        #expect(watch.lastSpeech(serviceSays: .milliseconds(10_400)) == .seconds(10))
        #expect(watch.lastSpeech(serviceSays: .seconds(12)) == .seconds(12))
        #expect(watch.lastSpeech(serviceSays: .seconds(9)) == .seconds(9))
    }
}
