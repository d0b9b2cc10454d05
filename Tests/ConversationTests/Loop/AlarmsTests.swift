import Testing

@testable import Conversation

@Suite(.timeLimit(.minutes(1))) struct AlarmsTests {
    private let clock = TestClock()
    private let inputs = InputQueue(capacity: 16)
    private let alarms: Alarms<TestClock>

    init() { alarms = Alarms(clock: clock, inputs: inputs) }

    /// The alarms that rang so far, and `.filler`, which this sets off.
    private func rung() async -> [ConversationInput] {
        var iterator = inputs.stream.makeAsyncIterator()
        var rung: [ConversationInput] = []
        inputs.put(.timer(.filler))
        while let input = await iterator.next(), input != .timer(.filler) { rung.append(input) }
        return rung
    }

    @Test func anAlarmThatIsMovedAwayRingsAtItsNewTimeAlone() async {
        alarms.set(.idle, at: .seconds(60))
        await clock.untilSomebodySleeps(until: .seconds(60))
        alarms.set(.idle, at: .seconds(90))
        clock.advance(to: .seconds(60))
        await clock.untilSomebodySleeps(until: .seconds(90))
        #expect(await rung().isEmpty)
        clock.advance(to: .seconds(90))
        var iterator = inputs.stream.makeAsyncIterator()
        #expect(await iterator.next() == .timer(.idle))
    }

    @Test func anAlarmThatIsMovedCloserRingsThenAndNotAgain() async {
        alarms.set(.idle, at: .seconds(60))
        await clock.untilSomebodySleeps(until: .seconds(60))
        alarms.set(.idle, at: .seconds(10))
        await clock.untilSomebodySleeps(until: .seconds(10))
        clock.advance(to: .seconds(10))
        var iterator = inputs.stream.makeAsyncIterator()
        #expect(await iterator.next() == .timer(.idle))
        clock.advance(to: .seconds(60))
        #expect(await rung().isEmpty)
    }

    @Test func aCancelledAlarmDoesNotRing() async {
        alarms.set(.idle, at: .seconds(60))
        alarms.set(.verdict, at: .seconds(61))
        await clock.untilSomebodySleeps(until: .seconds(61))
        alarms.cancel(.idle)
        clock.advance(to: .seconds(61))
        var iterator = inputs.stream.makeAsyncIterator()
        #expect(await iterator.next() == .timer(.verdict))
        #expect(await rung().isEmpty)
    }

    /// Each turn moves some alarms to half an hour from now: sleepers of before must not pile up until then.
    @Test func aThousandTurnsLeaveOneSleeper() async {
        alarms.set(.idle, at: .seconds(1_800))
        await clock.untilSomebodySleeps(until: .seconds(1_800))
        for turn in 1...1_000 {
            alarms.cancel(.idle)
            alarms.set(.idle, at: .seconds(1_800 + turn))
        }
        #expect(clock.sleepers == 1)
    }
}
