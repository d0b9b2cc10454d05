import Synchronization
import Testing

@testable import Conversation

@Suite struct AlarmsTests {
    private let clock = TestClock()
    private let inputs = Inbox<ConversationInput>(capacity: 16)
    private let alarms: Alarms<TestClock>

    init() { alarms = Alarms(clock: clock, inputs: inputs) }

    /// The alarms that rang so far, and `.filler`, which this sets off.
    private func rung() async -> [ConversationInput] {
        var rung: [ConversationInput] = []
        inputs.put(.timer(.filler))
        while rung.last != .timer(.filler) {
            var batch: [ConversationInput] = []
            guard await inputs.take(into: &batch) != nil else { break }
            rung += batch
        }
        return rung.dropLast()
    }

    @Test func anAlarmThatIsMovedAwayRingsAtItsNewTimeAlone() async {
        alarms.set(.idle, at: .seconds(60))
        alarms.set(.idle, at: .seconds(90))
        clock.advance(to: .seconds(60))
        #expect(await rung().isEmpty)
        clock.advance(to: .seconds(90))
        #expect(await rung() == [.timer(.idle)])
    }

    @Test func anAlarmThatIsMovedCloserRingsThenAndNotAgain() async {
        alarms.set(.idle, at: .seconds(60))
        alarms.set(.idle, at: .seconds(10))
        clock.advance(to: .seconds(10))
        #expect(await rung() == [.timer(.idle)])
        clock.advance(to: .seconds(60))
        #expect(await rung().isEmpty)
    }

    @Test func aCancelledAlarmDoesNotRing() async {
        alarms.set(.idle, at: .seconds(60))
        alarms.set(.verdict, at: .seconds(61))
        alarms.cancel(.idle)
        clock.advance(to: .seconds(61))
        #expect(await rung() == [.timer(.verdict)])
    }

    @Test func oneThatIsOnItsWayWhenItIsMovedDoesNotRing() async {
        let late = LateClock()
        let alarms = Alarms(clock: late, inputs: inputs)
        alarms.set(.idle, at: .seconds(60))
        alarms.set(.idle, at: .seconds(90))
        late.ringAll()
        #expect(await rung() == [.timer(.idle)], "the second alone")
    }

    @Test func allOfThemAreTakenBackAtTheEnd() async {
        alarms.set(.idle, at: .seconds(60))
        alarms.set(.verdict, at: .seconds(61))
        alarms.cancelAll()
        #expect(clock.alarms.isEmpty)
    }

    /// Each turn moves some alarms to half an hour from now: those of before must not pile up until then.
    @Test func aThousandTurnsLeaveOneAlarm() async {
        for turn in 1...1_000 {
            alarms.cancel(.idle)
            alarms.set(.idle, at: .seconds(1_800 + turn))
        }
        #expect(clock.alarms == [.seconds(2_800)])
    }
}

/// Cancels too late, always.
private final class LateClock: ConversationClock {
    private let rings = Mutex<[@Sendable () -> Void]>([])

    func now() -> Duration { .zero }

    func alarm(at instant: Duration, _ ring: @escaping @Sendable () -> Void) -> PendingAlarm {
        rings.withLock { $0.append(ring) }
        return PendingAlarm {}
    }

    func ringAll() {
        for ring in rings.withLock({ $0 }) { ring() }
    }
}
