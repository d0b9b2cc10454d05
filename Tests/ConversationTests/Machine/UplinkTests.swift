import Sound
import Testing

@testable import Conversation

@Suite struct UplinkTests {
    private func sent(_ script: ConversationScript) -> [Int] { script.appended[ConnectionNumber(1)] ?? [] }

    @Test func allSoundLeavesAtOnceByDefault() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(1_000)
        #expect(sent(script) == Array(stride(from: 0, to: 16_000, by: 320)))
    }

    @Test func aGatedUplinkSendsSpeechWithItsPrerollAndTrail() {
        let script = ConversationScript.talking(.script { $0.uplink.isGated = true })
        script.isMicrophoneOn = true
        script.wait(3_000)
        #expect(sent(script) == [])
        script.audio(.nearEnd(.started(from: .zero, at: .milliseconds(2_900), confidence: 0.9)))
        script.wait(1_100)
        script.audio(.nearEnd(.ended(until: .zero, at: .milliseconds(4_000))))
        script.wait(5_000)
        // 400 ms before the first sample of speech, and 500 + 1,000 ms after the last one.
        #expect(sent(script).first == 2_500 * 16)
        #expect(sent(script).last == (5_500 - 20) * 16)
        #expect(sent(script) == Array(stride(from: 2_500 * 16, to: 5_500 * 16, by: 320)))
    }

    @Test func speechInTheTrailKeepsTheGateOpen() {
        let script = ConversationScript.talking(.script { $0.uplink.isGated = true })
        script.isMicrophoneOn = true
        script.audio(.nearEnd(.started(from: .zero, at: .zero, confidence: 0.9)))
        script.wait(1_000)
        script.audio(.nearEnd(.ended(until: .zero, at: script.now)))
        script.wait(500)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 0.9)))
        script.wait(3_000)
        #expect(sent(script).count == 4_500 / 20)
    }

    @Test func textModeSendsNothing() {
        let script = ConversationScript.talking(.script(.text))
        script.isMicrophoneOn = true
        script.wait(1_000)
        #expect(sent(script) == [])
        #expect(!script.actions.contains(.audio(.startListening(preroll: .milliseconds(400)))))
    }

    @Test func pushToTalkSendsWhatIsPressedWithItsPrerollAndLastSyllable() {
        let script = ConversationScript.talking(.script(.pushToTalk))
        script.isMicrophoneOn = true
        script.wait(2_000)
        #expect(script.order(.pushToTalk(pressed: true)) == [])
        #expect(script.phase == .userSpeaking)
        script.wait(1_010)
        #expect(script.order(.pushToTalk(pressed: false)) == [])
        #expect(script.wait(60) == ["commit", "ask"])
        #expect(sent(script) == Array(stride(from: 1_600 * 16, to: 3_020 * 16, by: 320)))
    }

    @Test func pushToTalkInterrupts() {
        let script = ConversationScript.talking(.script(.pushToTalk))
        script.service(.responseCreated("R1"), .sound("R1", "A1", 1_000))
        script.wait(300)
        #expect(script.order(.pushToTalk(pressed: true)) == ["cut", "cancel R1", "truncate A1 at 300"])
    }

    @Test func thereIsNoButtonInOtherModes() {
        let script = ConversationScript.talking()
        #expect(script.order(.pushToTalk(pressed: true)) == ["refused notInThisMode"])
    }

    @Test func aCommitWaitsForAllSoundOfItsTurn() {
        let script = ConversationScript.talking(.script(.pushToTalk))
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.order(.pushToTalk(pressed: true))
        script.wait(500)
        script.closed(1)
        script.wait(1_500)
        script.order(.pushToTalk(pressed: false))
        script.wait(100)
        #expect(script.ready(2) == [])
        let deeds = script.wait(1_500)
        #expect(deeds == ["commit (2)", "ask (2)"])
        let sent = script.appended[ConnectionNumber(2)] ?? []
        #expect(sent.first == 600 * 16)
        #expect(sent == Array(stride(from: 600 * 16, to: 3_000 * 16, by: 320)))
    }

    @Test func aPlaceInTheSoundIsAnInstantAtTheMicrophone() {
        var position = UplinkPosition()
        for number in 0..<10 {
            let packet = MicrophonePacket.silence(
                from: SampleTime(Int64(number * 320)), captured: .milliseconds(100 + number * 20))
            position.append(
                packet, arrived: packet.captured + .milliseconds(5), sent: packet.captured + .milliseconds(6))
        }
        #expect(position.sent(at: .milliseconds(50))?.spoken == .milliseconds(130))
        #expect(position.sent(at: .milliseconds(50))?.sent == .milliseconds(146))
        #expect(position.sent(spoken: .milliseconds(150))?.arrived == .milliseconds(165))
    }

    @Test func whenTheMicrophoneIsGoneTheRestIsSentAtOnce() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(500)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 1)))
        script.closed(1)
        script.wait(2_000)
        script.ready(2)
        script.isMicrophoneOn = false
        script.audio(.health(.noMicrophone))
        #expect((script.appended[ConnectionNumber(2)] ?? []).count > 100)
    }
}

@Suite struct TurnTests {
    @Test func localTurnsBridgeShortPauses() {
        let script = ConversationScript.talking(.script(.localVAD))
        script.isMicrophoneOn = true
        script.audio(.nearEnd(.started(from: .zero, at: .zero, confidence: 0.9)))
        script.wait(1_000)
        script.audio(.nearEnd(.ended(until: .zero, at: script.now)))
        script.wait(400)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 0.9)))
        #expect(script.wait(1_000) == [])
        script.audio(.nearEnd(.ended(until: .zero, at: script.now)))
        #expect(script.wait(500) == ["commit", "ask"])
    }

    @Test func patienceChangesInTheMiddle() {
        let script = ConversationScript.talking(.script(.semantic))
        #expect(script.order(.patience(.exam)) == ["change turns semantic 3000"])
        let local = ConversationScript.talking(.script(.localVAD))
        local.isMicrophoneOn = true
        #expect(local.order(.patience(.exam)) == [])
        local.audio(.nearEnd(.started(from: .zero, at: .zero, confidence: 0.9)))
        local.wait(1_000)
        local.audio(.nearEnd(.ended(until: .zero, at: local.now)))
        #expect(local.wait(2_900) == [])
        #expect(local.wait(100) == ["commit", "ask"])
    }

    @Test func overOurOwnVoiceALocalTurnBeginsOnlyWhenConfirmed() {
        let script = ConversationScript.talking(.script(.localVAD))
        script.isMicrophoneOn = true
        script.service(.responseCreated("R1"), .sound("R1", "A1", 3_000), .done("R1"))
        script.wait(1_000)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 0.9)))
        script.audio(.bargeIn(.suspected(from: .zero, at: script.now)))
        script.wait(100)
        #expect(script.phase == .speaking)
        script.audio(.bargeIn(.confirmed(.lastingSpeech)))
        #expect(script.phase == .userSpeaking)
        script.wait(500)
        let sent = script.appended[ConnectionNumber(1)] ?? []
        #expect(sent.first == 600 * 16)
    }

    @Test func aHeldFloorEndsNoTurn() {
        let script = ConversationScript.talking()
        #expect(script.order(.holdFloor(true)) == ["change turns energy 500 held"])
        script.personAsks("U1", "let me think")
        #expect(script.phase == .listening)
        #expect(script.order(.holdFloor(false)) == ["change turns energy 500", "ask"])
    }

    @Test func aHeldFloorEndsNoLocalTurn() {
        let script = ConversationScript.talking(.script(.localVAD))
        script.isMicrophoneOn = true
        script.order(.holdFloor(true))
        script.audio(.nearEnd(.started(from: .zero, at: .zero, confidence: 0.9)))
        script.wait(1_000)
        script.audio(.nearEnd(.ended(until: .zero, at: script.now)))
        #expect(script.wait(10_000) == [])
        script.order(.holdFloor(false))
        #expect(script.wait(500) == ["commit", "ask"])
    }

    @Test func aTurnIsTimedOnOneClockFromMouthToEar() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(2_000)
        script.audio(.nearEnd(.started(from: .zero, at: .milliseconds(1_000), confidence: 0.9)))
        script.audio(.nearEnd(.ended(until: .zero, at: .milliseconds(1_790))))
        script.service(.speechStarted("U1", position: .milliseconds(1_000)))
        script.service(.speechStopped("U1", position: .milliseconds(1_900)), .inputCommitted("U1", after: nil))
        script.wait(300)
        script.service(.responseCreated("R1"), .sound("R1", "A1", 200))
        script.wait(10)
        let timing = script.timings.first
        #expect(timing?.turn == 1)
        #expect(timing?.lastSpeech == .milliseconds(1_790))
        #expect(timing?.capture == .milliseconds(10))
        #expect(timing?.uplink == .zero)
        #expect(timing?.service == .milliseconds(500))
        #expect(timing?.heard == .milliseconds(2_300))
        #expect(timing?.mouthToEar == .milliseconds(510))
        #expect(script.timings.count == 1)
    }

    @Test func newTextInterruptsAndAsksWhenTheOldAnswerIsDone() {
        let script = ConversationScript.talking()
        script.order(.say("first", as: .person))
        script.answerBegins("R1", "A1")
        script.wait(500)
        #expect(
            script.order(.say("second", as: .person)) == [
                "cut", "cancel R1", "write person: second", "truncate A1 at 500",
            ])
        #expect(script.service(.done("R1", .cancelled)) == ["ask"])
    }

    @Test func anAnnouncementWaitsForItsTurn() {
        let script = ConversationScript.talking()
        script.order(.say("first", as: .person))
        #expect(script.order(.announce("Mind the gap")) == [])
        script.answerBegins("R1", "A1", milliseconds: 100)
        #expect(script.answerEnds("R1", "A1").last == "ask for: Mind the gap")
    }

    @Test func textSaidWithoutALineIsHistoryOfTheNextOne() {
        let script = ConversationScript.talking()
        script.closed(1)
        #expect(script.order(.say("Are you there?", as: .person)) == [])
        #expect(script.ready(2) == ["write person: Are you there? (2)", "ask (2)"])
    }

    @Test(arguments: [(20, 40), (40, 20), (40, 40), (20, 20)])
    func aBacklogMeltsAtTwiceRealTimeHoweverLongItsPackets(waiting: Int, coming: Int) {
        var uplink = UplinkMachine(UplinkSettings(), isOpen: true)
        var (end, sent) = (0, 0)
        func take(_ milliseconds: Int) -> Int {
            let packet = MicrophonePacket(
                start: SampleTime(Int64(end) * 16), rate: StreamRate(hertz: 16_000)!,
                samples: [Int16](repeating: 1, count: milliseconds * 16), captured: .milliseconds(end + milliseconds))
            end += milliseconds
            return uplink.take(packet, at: .milliseconds(end)).sound
        }
        for _ in 0..<800 / waiting { #expect(take(waiting) == 0) }
        uplink.connectionReady(at: .milliseconds(end))
        while uplink.backlog > 0 {
            sent += take(coming)
            #expect(sent <= 2 * (end - 800))
        }
        // As much came meanwhile as had waited.
        #expect(sent == end && (1_600...1_680).contains(end))
    }
}

extension [UplinkMachine.Step] {
    /// Milliseconds of it.
    fileprivate var sound: Int {
        reduce(0) { sum, step in
            if case .append(let packet) = step { sum + packet.length.wholeMilliseconds } else { sum }
        }
    }
}
