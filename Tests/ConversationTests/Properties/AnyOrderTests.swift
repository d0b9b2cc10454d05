import Sound
import Testing

@testable import Conversation

/// Whatever happens in whatever order: the invariants hold, and stop ends it.
@Suite struct AnyOrderTests {
    /// Drives a machine with anything at all, and watches it.
    private struct Storm {
        var machine: ConversationMachine
        var watch = Invariants()
        var chance: EventShuffler
        var speaker = Loudspeaker()
        var timers: [ConversationTimer: Duration] = [:]
        var now = Duration.zero
        var packet = SampleTime.zero
        var cancelled: Set<CallNumber> = []
        var deepest = Duration.zero

        mutating func happens(_ input: ConversationInput) {
            if case .service(let report) = input { watch.says(report.event, on: report.connection) }
            if case .timer(.responseNeverBegan) = input { watch.timeForAResponseRanOut() }
            var replies: [DuplexAudioEvent] = []
            for action in machine.handle(input, at: now) {
                watch.does(action)
                switch action {
                case .setTimer(let timer, let instant): timers[timer] = instant
                case .cancelTimer(let timer): timers[timer] = nil
                case .audio(let order): replies += speaker.perform(order)
                case .tell(.interruption(.confirmed)):
                    if let serving = machine.link.serving { watch.everythingOpenIsCut(on: serving.number) }
                case .tool(.cancel(let number, _)): cancelled.insert(number)
                default: break
                }
            }
            for reply in replies { happens(.audio(reply)) }
            deepest = max(deepest, machine.uplink.queuedDuration)
        }

        mutating func step() {
            switch chance.pick(20) {
            case 0: happens(.order(chance.order()))
            case 1, 2: happens(.audio(chance.audioEvent(at: now)))
            case 3: changeTheLine()
            case 4, 5, 6, 7, 8: passTime()
            default:
                let last = machine.link.serving?.number.value ?? 1
                let number = chance.pick(8) == 0 ? max(1, last - chance.pick(3)) : last
                happens(.service(ServiceReport(ConnectionNumber(number), received: now, chance.serviceEvent())))
            }
        }

        private mutating func changeTheLine() {
            let number = machine.link.attempt?.number ?? machine.link.serving?.number ?? ConnectionNumber(1)
            let isAttempt = machine.link.attempt != nil
            let event: ServiceEvent =
                isAttempt && chance.pick(4) > 0
                ? .ready(ServiceSession(name: "s", lifetime: .seconds(30 + chance.pick(100))))
                : .closed(ServiceClosure(chance.pick(3) == 0 ? .serverTrouble : .network))
            if !isAttempt, chance.pick(3) > 0 { return }
            happens(.service(ServiceReport(number, received: now, event)))
        }

        private mutating func passTime() {
            now += .milliseconds(20)
            if chance.pick(30) == 0 { now += .milliseconds(chance.pick(8_000)) }
            for event in speaker.advance(to: now) { happens(.audio(event)) }
            happens(.audio(.microphone(.silence(from: packet, captured: now))))
            packet = packet + 320
            ring()
        }

        mutating func ring() {
            while let due = timers.filter({ $0.value <= now }).min(by: { $0.value < $1.value }) {
                timers[due.key] = nil
                happens(.timer(due.key))
            }
        }
    }

    private func storm(_ seed: UInt64, mode: TurnMode, steps: Int = 1_500) -> Storm {
        let settings = ConversationSettings.script(mode, endpoints: ["cloud", "local"]) { settings in
            settings.plan.tools = [ToolDescription(name: "tool0"), ToolDescription(name: "tool1", onBargeIn: .cancel)]
            settings.uplink.retained = .seconds(3)
        }
        var storm = Storm(machine: ConversationMachine(settings), chance: EventShuffler(seed: seed))
        storm.happens(.began)
        for _ in 0..<steps where storm.machine.ending == nil { storm.step() }
        return storm
    }

    @Test(arguments: 0..<36) func invariantsHold(seed: UInt64) {
        var storm = storm(seed &* 977 &+ 1, mode: TurnMode.allCases[Int(seed) % TurnMode.allCases.count])
        storm.happens(.order(.stop(.now)))
        storm.watch.atTheEnd()
        #expect(storm.watch.unansweredCalls.isSubset(of: storm.cancelled))
        #expect(storm.machine.ending == .stopped)
        #expect(storm.machine.phase == .ended)
    }

    @Test(arguments: 0..<5) func capsHold(seed: UInt64) {
        let storm = storm(seed &+ 500, mode: .serverVAD, steps: 4_000)
        // What is retained, and the pre-roll of a turn that has just begun.
        #expect(storm.deepest <= .milliseconds(3_820))
        #expect(storm.machine.answers.parts.count <= AnswerBook.mostParts)
        #expect(storm.machine.answers.ahead <= .seconds(600))
        #expect(storm.machine.tools.openCalls <= 16)
        #expect(storm.machine.approvals.count <= 16)
    }

    @Test(arguments: 0..<10) func calmComesBackAfterTheStorm(seed: UInt64) {
        var storm = storm(seed &+ 900, mode: .serverVAD)
        storm.happens(.order(.holdFloor(false)))
        storm.happens(.order(.mode(.serverVAD)))
        storm.now += .seconds(700)
        for event in storm.speaker.advance(to: storm.now) { storm.happens(.audio(event)) }
        for _ in 0..<60 {
            if let attempt = storm.machine.link.attempt, attempt.session == nil {
                storm.happens(
                    .service(ServiceReport(attempt.number, received: storm.now, .ready(ServiceSession(name: "s")))))
            }
            storm.now += .seconds(70)
            for event in storm.speaker.advance(to: storm.now) { storm.happens(.audio(event)) }
            storm.ring()
        }
        #expect(storm.machine.link.serving != nil)
        #expect(storm.machine.phase == .listening)
    }
}
