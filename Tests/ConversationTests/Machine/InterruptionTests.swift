import Sound
import Testing

@testable import Conversation

@Suite struct InterruptionTests {
    private func speaking(_ settings: ConversationSettings = .script()) -> ConversationScript {
        let script = ConversationScript.talking(settings)
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        return script
    }

    @Test func theServiceHearsThePersonAndTheAnswerIsCutWhereItWasHeard() {
        let script = speaking()
        script.wait(1_240)
        #expect(
            script.service(.speechStarted("U2", position: .seconds(3))) == ["cut", "truncate A1 at 1240"])
        #expect(script.phase == .userSpeaking)
    }

    @Test func aSuspicionPausesAndAFalseAlarmGoesOnFromTheSameSample() {
        let script = speaking()
        script.wait(500)
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == ["pause"])
        script.wait(150)
        #expect(script.audio(.bargeIn(.dismissed)) == ["resume"])
        script.wait(100)
        #expect(script.loudspeaker.heard.values.first == .milliseconds(600))
        #expect(script.phase == .speaking)
    }

    @Test func aSuspicionDucksWhereTheAdminWantsThat() {
        let script = speaking(.script { $0.interruption.onSuspicion = .duck(decibels: 12) })
        script.wait(500)
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == ["duck 12"])
        #expect(script.audio(.bargeIn(.dismissed)) == ["resume"])
    }

    @Test func aSuspicionThatNobodyDecidesEndsByItself() {
        let script = speaking()
        script.wait(500)
        script.audio(.bargeIn(.suspected(from: .zero, at: script.now)))
        #expect(script.wait(1_000) == ["resume"])
    }

    @Test func lastingSpeechCutsAtOnceAndTheServiceIsLeftToCancelItself() {
        let script = speaking()
        script.wait(700)
        script.audio(.bargeIn(.suspected(from: .zero, at: script.now)))
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == ["cut"])
        #expect(script.service(.speechStarted("U2", position: .seconds(2))) == ["truncate A1 at 700"])
        #expect(script.service(.done("R1", .cancelled)) == [])
    }

    @Test func aServiceThatHeardNothingIsToldToCancel() {
        let script = speaking()
        script.wait(700)
        #expect(script.audio(.bargeIn(.confirmed(.stopWord))) == ["cut"])
        #expect(script.wait(600) == ["cancel R1", "truncate A1 at 700"])
    }

    @Test func aServiceThatDoesNotInterruptIsToldToCancelAtOnce() {
        let script = speaking(.script { $0.plan.turnDetection.interruptsResponse = false })
        script.wait(700)
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == ["cut", "cancel R1", "truncate A1 at 700"])
    }

    @Test func theTailIsCutAfterTheResponseIsDone() {
        let script = speaking()
        script.answerEnds("R1", "A1")
        script.wait(2_000)
        #expect(script.service(.speechStarted("U2", position: .seconds(3))) == ["cut", "truncate A1 at 2000"])
    }

    @Test func lateDeltasOfACutResponseAreDropped() {
        let script = speaking()
        script.wait(300)
        script.service(.speechStarted("U2", position: .seconds(2)))
        #expect(script.service(.sound("R1", "A1", 200), .text("R1", "A1", " more"), .sound("R1", "A9", 200)) == [])
    }

    @Test func nothingHeardNothingTruncated() {
        let script = speaking()
        #expect(script.service(.speechStarted("U2", position: .seconds(1))) == ["cut"])
        #expect(script.service(.done("R1", .cancelled)) == [])
    }

    @Test func anAnswerHeardToItsEndIsNotTruncated() {
        let script = speaking()
        script.answerEnds("R1", "A1")
        script.wait(4_100)
        #expect(script.service(.speechStarted("U2", position: .seconds(5))) == [])
    }

    @Test func theButtonInterruptsAndCancels() {
        let script = speaking()
        script.wait(400)
        #expect(script.order(.interrupt) == ["cut", "cancel R1", "truncate A1 at 400"])
    }

    @Test func interruptionsCanBeForbidden() {
        let script = speaking(.script { $0.interruption.mode = .nothing })
        script.wait(400)
        #expect(script.audio(.bargeIn(.suspected(from: .zero, at: script.now))) == [])
        #expect(script.audio(.bargeIn(.confirmed(.lastingSpeech))) == [])
        #expect(script.service(.speechStarted("U2", position: .seconds(1))) == [])
    }

    @Test func whereTheServiceHearsEchoItNeedsOurWordToo() {
        let script = speaking(.script { $0.interruption.serviceNeedsSecond = true })
        script.wait(400)
        #expect(script.service(.speechStarted("U2", position: .seconds(1))) == [])
        script.audio(.bargeIn(.suspected(from: .zero, at: script.now)))
        #expect(script.service(.speechStarted("U3", position: .seconds(2))).first == "cut")
    }

    @Test func aSoundCardThatSaysNothingCostsAQuarterSecond() {
        let script = speaking()
        script.wait(1_000)
        script.isLoudspeakerTelling = false
        #expect(script.service(.speechStarted("U2", position: .seconds(3))) == ["cut"])
        #expect(script.wait(250) == ["truncate A1 at 1000"])
    }

    @Test func theLineSaysWhatWasHeard() {
        let script = speaking()
        script.answerEnds("R1", "A1")
        script.wait(2_000)
        script.service(.speechStarted("U2", position: .seconds(3)))
        #expect(
            script.lines == [
                "1.0 person: question",
                "1.1 assistant: one two three four five six seven eight nine ten (heard 2000 ms: one two three four five)",
            ])
    }

    @Test(arguments: 0..<20) func truncateIsExactAtAnyInstant(seed: Int) {
        var random = SplitMix(state: UInt64(seed) &* 7_919 &+ 3)
        let script = speaking()
        var received = 4_000
        let instant = Int.random(in: 1...6_000, using: &random)
        var left = instant
        while left > 0 {
            let step = min(left, Int.random(in: 20...300, using: &random))
            script.wait(step)
            left -= step
            if received < 5_000 {
                script.service(.sound("R1", "A1", 100))
                received += 100
            }
        }
        let heard = min(instant, received)
        let expected = ["cut", "truncate A1 at \(heard)"]
        let deeds = script.service(.speechStarted("U2", position: .seconds(3)))
        #expect(script.loudspeaker.heard.values.first == .milliseconds(heard))
        #expect(deeds == expected || heard == received && deeds == ["truncate A1 at \(heard)"])
    }
}
