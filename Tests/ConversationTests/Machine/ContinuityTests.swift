import Sound
import Testing

@testable import Conversation

@Suite struct ContinuityTests {
    @Test func aLostLineIsTakenUpAtOnceAndToldWhatWasSaid() {
        let script = ConversationScript.talking()
        script.personAsks("U1", "My name is Ada.")
        script.answerBegins("R1", "A1", "Hello Ada.", milliseconds: 500)
        script.answerEnds("R1", "A1", "Hello Ada.")
        script.wait(600)
        #expect(script.closed(1) == ["open 2 at cloud"])
        #expect(script.phase == .reconnecting)
        #expect(script.ready(2) == ["write person: My name is Ada. (2)", "write assistant: Hello Ada. (2)"])
        #expect(script.phase == .listening)
    }

    @Test func unheardWordsAreNotHistory() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.answerEnds("R1", "A1")
        script.wait(2_000)
        script.order(.interrupt)
        script.closed(1)
        #expect(script.ready(2) == ["write person: question (2)", "write assistant: one two three four five (2)"])
    }

    @Test func historyFitsItsBudgetAndKeepsTheNewest() {
        let lines = (1...10).map { number in
            TranscriptLine(
                place: TranscriptPlace(turn: number, position: 0), speaker: .person,
                text: PrivateText(String(repeating: "x", count: 40)), state: .final)
        }
        // 40 bytes are 10 tokens, and 8 for the frame of an item.
        #expect(HistorySeed.items(lines, tokens: 18 * 4 + 17, connection: ConnectionNumber(1)).count == 4)
        #expect(HistorySeed.items(lines, tokens: 0, connection: ConnectionNumber(1)).isEmpty)
    }

    @Test func echoesOfTheHistoryAreNotNewLines() {
        let script = ConversationScript.talking()
        script.order(.say("Hello", as: .person))
        script.closed(1)
        script.ready(2)
        script.service(.itemCreated(ServiceItem("seed_2_0", .message(.person)), after: nil), on: 2)
        #expect(script.lines == ["1.0 person: Hello"])
    }

    // MARK: Nothing of the person's question is lost

    @Test func aQuestionCutInTheMiddleIsSentAgainFromItsStart() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(2_000)
        script.audio(.nearEnd(.started(from: .zero, at: .milliseconds(1_950), confidence: 0.9)))
        script.wait(100)
        script.service(.speechStarted("U1", position: .milliseconds(1_900)))
        script.wait(900)
        script.closed(1)
        script.wait(3_000)
        script.ready(2)
        script.wait(6_000)
        let sent = script.appended[ConnectionNumber(2)] ?? []
        // The turn began at 1,950 ms; its pre-roll of 400 ms before that.
        #expect((sent.first ?? .max) <= 1_550 * 16)
        #expect(sent == Array(stride(from: sent.first ?? 0, through: sent.last ?? 0, by: 320)))
        #expect((sent.last ?? 0) >= (12_000 - 100) * 16)
        #expect(!script.actions.contains { if case .tell(.soundLost) = $0 { true } else { false } })
    }

    @Test func theGapIsSentAtTwiceRealTime() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 0.9)))
        script.closed(1)
        script.wait(2_000)
        script.ready(2)
        let before = script.appendedAt.count
        script.wait(1_000)
        #expect(script.appendedAt.count - before == 100)
        script.wait(2_000)
        let calm = script.appendedAt.count
        script.wait(1_000)
        #expect(script.appendedAt.count - calm == 50)
    }

    @Test func silenceOfAGapIsNotSent() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.closed(1)
        script.wait(500)
        script.ready(2)
        script.wait(1_000)
        let sent = script.appended[ConnectionNumber(2)] ?? []
        #expect((sent.last ?? 0) >= 2_400 * 16)
    }

    @Test func aTurnThatIsWrittenDownIsNotSentAgainButAnswered() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.personAsks("U1", "What is next?")
        script.closed(1)
        #expect(script.ready(2) == ["write person: What is next? (2)", "ask (2)"])
    }

    /// The service heard it before our own ears did, and has written it down.
    @Test func aTurnThatWeHeardLateIsNotSentAgain() {
        let script = ConversationScript.talking()
        script.isMicrophoneOn = true
        script.wait(2_000)
        script.service(.speechStarted("U1", position: .milliseconds(1_800)))
        script.audio(.nearEnd(.started(from: .zero, at: .milliseconds(1_850), confidence: 0.9)))
        script.wait(500)
        script.service(.speechStopped("U1", position: .milliseconds(2_300)))
        script.service(.inputCommitted("U1", after: nil))
        script.service(.inputTranscriptDone("U1", "What is next?"))
        script.audio(.nearEnd(.ended(until: .zero, at: .milliseconds(2_290))))
        script.wait(100)
        script.closed(1)
        #expect(script.ready(2) == ["write person: What is next? (2)", "ask (2)"])
    }

    @Test func aBrokenAnswerGoesOnWhereItBroke() {
        let script = ConversationScript.talking()
        script.personAsks("U1", "Tell me a story.")
        script.answerBegins("R1", "A1", "Once upon a time there was", milliseconds: 800)
        script.wait(200)
        #expect(script.closed(1).contains("open 2 at cloud"))
        script.wait(1_000)
        #expect(script.lines.last == "1.1 assistant: Once upon a time there was (heard 800 ms: Once upon)")
        let deeds = script.ready(2)
        #expect(deeds.dropLast() == ["write person: Tell me a story. (2)", "write assistant: Once upon (2)"])
        #expect(deeds.last?.hasPrefix("ask under: The line was interrupted") == true)
    }

    @Test func aLongGapLosesTheOldestAndSaysSo() {
        let script = ConversationScript.talking(.script { $0.uplink.retained = .seconds(2) })
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 0.9)))
        script.closed(1)
        let deeds = script.wait(3_000)
        #expect(deeds.contains { $0.hasPrefix("lost microphone") })
        #expect(script.machine.uplink.queuedDuration <= .milliseconds(2_020))
    }

    @Test func soundOfALostConnectionIsNotPlayed() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1", milliseconds: 200)
        script.closed(1)
        #expect(script.service(.sound("R1", "A1", 200)) == [])
        script.ready(2)
        #expect(script.service(.sound("R1", "A1", 200)) == [])
    }

    // MARK: Renewal

    @Test func renewalOpensTheNewSocketFirstAndSwapsInAQuietMoment() {
        let script = ConversationScript.talking(lifetime: .seconds(3_600))
        script.personAsks("U1", "My name is Ada.")
        script.answerBegins("R1", "A1", "Hello Ada.", milliseconds: 500)
        script.answerEnds("R1", "A1", "Hello Ada.")
        #expect(script.wait(3_479_000) == [])
        #expect(script.wait(1_000) == ["open 2 at cloud"])
        script.service(.speechStarted("U2", position: .seconds(3_480)))
        #expect(script.ready(2, lifetime: .seconds(3_600)) == [])
        script.service(.speechStopped("U2", position: .seconds(3_481)), .inputCommitted("U2", after: "A1"))
        script.service(.inputTranscriptDone("U2", "What is my name?"))
        script.answerBegins("R2", "A2", "Ada.", milliseconds: 300)
        script.answerEnds("R2", "A2", "Ada.")
        #expect(
            script.wait(300) == [
                "write person: My name is Ada. (2)", "write assistant: Hello Ada. (2)",
                "write person: What is my name? (2)", "write assistant: Ada. (2)",
            ])
        #expect(script.wait(3_000) == ["close 1"])
        #expect(script.phases.contains(.reconnecting) == false)
    }

    @Test func renewalDoesNotWaitForQuietBeyondTheHardDeadline() {
        let script = ConversationScript.talking(lifetime: .seconds(600))
        script.wait(590_000 - 110_000)
        script.ready(2, lifetime: .seconds(600))
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
        script.service(.speechStarted("U1", position: .seconds(1)), on: 2)
        script.wait(480_000)
        script.ready(3, lifetime: .seconds(600))
        #expect(script.machine.link.serving?.number == ConnectionNumber(2))
        script.wait(105_000)
        #expect(script.machine.link.serving?.number == ConnectionNumber(3))
    }

    @Test func aLateTranscriptOfTheOldConnectionStillFillsItsLine() {
        let script = ConversationScript.talking(lifetime: .seconds(600))
        script.personAsks("U1", nil)
        script.answerBegins("R1", "A1", "Yes.", milliseconds: 100)
        script.answerEnds("R1", "A1", "Yes.")
        script.wait(480_000)
        script.ready(2)
        script.wait(200)
        script.service(.inputTranscriptDone("U1", "late"))
        #expect(script.lines.contains("1.0 person: late"))
    }

    @Test func aFailedRenewalIsTriedAgainWhileTheOldOneServes() {
        let script = ConversationScript.talking(lifetime: .seconds(600))
        script.wait(480_000)
        script.closed(2, .serverTrouble)
        #expect(script.machine.link.serving?.number == ConnectionNumber(1))
        #expect(script.wait(1_000) == ["open 3 at cloud"])
    }

    // MARK: Trouble

    @Test func twoRefusalsAfterADropAreOverInASecondAndAHalf() {
        let script = ConversationScript.talking()
        script.closed(1)
        let start = script.now
        script.closed(2, .serverTrouble)
        script.wait(500)
        script.closed(3, .serverTrouble)
        script.wait(1_000)
        #expect(script.machine.link.attempt?.number == ConnectionNumber(4))
        #expect(script.now - start <= .milliseconds(1_500))
    }

    /// The network is away for three seconds: whatever the jitter, the line is tried within half a second of its return.
    @Test(arguments: 1...20 as ClosedRange<UInt64>) func aShortCutIsNotMadeLongerByGrowingWaits(seed: UInt64) {
        let script = ConversationScript.talking(.script { $0.continuity.seed = seed })
        script.closed(1)
        let start = script.now
        while script.now - start < .seconds(3) {
            if let attempt = script.machine.link.attempt { script.closed(attempt.number.value) }
            script.wait(50)
        }
        if script.machine.link.attempt == nil { #expect(script.wait(500).first?.hasPrefix("open") == true) }
    }

    @Test func aServiceInTroubleIsNotPestered() {
        let script = ConversationScript.talking()
        script.closed(1, .serverTrouble)
        var attempts = 0
        for _ in 0..<60 {
            if let attempt = script.machine.link.attempt { script.closed(attempt.number.value, .serverTrouble) }
            attempts += script.wait(100).count { $0.hasPrefix("open") }
        }
        #expect(attempts <= 5)
    }

    @Test func tooManyRequestsAreHonoured() {
        let script = ConversationScript.talking()
        script.closed(1)
        script.closed(2, .tooMany, retryAfter: .seconds(7))
        #expect(script.wait(6_900) == [])
        #expect(script.wait(200) == ["open 3 at cloud"])
    }

    @Test func deniedMeansDenied() {
        let script = ConversationScript()
        script.happens(.began)
        let deeds = script.closed(1, .denied)
        #expect(deeds.last == "finish")
        #expect(script.ending == .noService(ServiceClosure(.denied)))
        #expect(script.wait(700_000) == [])
    }

    @Test func aClockThatIsNotSetIsWaitedForEveryFiveSeconds() {
        let script = ConversationScript()
        script.happens(.began)
        for attempt in 1...5 {
            script.closed(attempt, .clock)
            #expect(script.wait(4_900) == [])
            #expect(script.wait(200) == ["open \(attempt + 1) at cloud"])
        }
        script.closed(6, .clock)
        #expect(script.order(.retryNow) == ["open 7 at cloud"])
    }

    @Test func waitsGrowToAMinuteAndNotBeyond() {
        var backoff = Backoff(first: .milliseconds(500), longest: .seconds(60), seed: 7)
        let waits = (0..<20).map { _ in backoff.next(atLeast: nil) }
        #expect(waits[0] >= .milliseconds(250) && waits[0] <= .milliseconds(500))
        #expect(waits.allSatisfy { $0 <= .seconds(60) })
        #expect(waits.suffix(5).allSatisfy { $0 >= .seconds(30) })
        #expect(Set(waits.suffix(10)).count > 5)
    }

    @Test func anAttemptThatNeverAnswersIsGivenUp() {
        let script = ConversationScript()
        script.happens(.began)
        #expect(script.wait(10_000) == ["close 1"])
        #expect(script.wait(600) == ["open 2 at cloud"])
    }

    @Test func fallbackAfterThreeSecondsAndReturnWhenTheLineIsGood() {
        let settings = ConversationSettings.script(endpoints: ["cloud", "local"]) {
            $0.continuity.fallbackNotice = "One moment."
        }
        let script = ConversationScript.talking(settings)
        script.closed(1)
        #expect(script.wait(3_000) == ["close 2", "open 3 at local"])
        #expect(script.ready(3) == ["ask for: One moment. (3)"])
        script.answerBegins("R1", "A1", "One moment.", milliseconds: 300, on: 3)
        script.answerEnds("R1", "A1", "One moment.", on: 3)
        script.wait(1_000)
        #expect(script.wait(30_000) == ["open 4 at cloud"])
        script.closed(4, .network)
        #expect(script.wait(60_000) == ["open 5 at cloud"])
        #expect(script.ready(5) == ["write assistant: One moment. (5)"])
        #expect(script.wait(3_000) == ["close 3"])
    }

    @Test func aLongOutageIsAskedEverySoOftenNotEveryMoment() {
        let script = ConversationScript.talking(.script(endpoints: ["cloud", "local"]))
        script.closed(1)
        var attempts = 0
        for _ in 0..<600 {
            if let attempt = script.machine.link.attempt { script.closed(attempt.number.value) }
            attempts += script.wait(1_000).count { $0.hasPrefix("open") }
        }
        #expect(attempts > 8 && attempts < 40)
    }

    @Test func theNetworkCameBackAndIsTriedAtOnce() {
        let script = ConversationScript.talking()
        script.closed(1)
        for number in 2...6 {
            script.closed(number)
            script.wait(20_000)
        }
        if let attempt = script.machine.link.attempt { script.closed(attempt.number.value) }
        #expect(script.isSet(.retry))
        let deeds = script.order(.retryNow)
        #expect(deeds.count == 1 && deeds.first?.hasPrefix("open") == true)
    }

    @Test func stopMeansStop() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1")
        script.wait(300)
        #expect(script.order(.stop(.now)) == ["cut", "stop listening", "close 1", "ended stopped", "finish"])
        #expect(script.closed(1) == [])
        #expect(script.wait(100_000) == [])
        #expect(script.order(.say("hello?", as: .person)) == ["refused ended"])
        #expect(script.phase == .ended)
    }

    @Test func stopAfterTheAnswerLetsItFinish() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1", milliseconds: 1_000)
        #expect(script.order(.stop(.afterAnswer)) == [])
        #expect(script.phase == .draining)
        script.answerEnds("R1", "A1")
        #expect(script.wait(1_000).last == "finish")
        #expect(script.lines.last == "1.1 assistant: one two three four five six seven eight nine ten")
    }

    @Test func aRestartedDaemonGoesOnFromTheJournal() {
        let script = ConversationScript.talking()
        script.personAsks("U1", "My name is Ada.")
        script.answerBegins("R1", "A1", "Hello Ada.", milliseconds: 500)
        script.service(.done("R1", usage: ServiceUsage(inputText: 10)))
        script.wait(600)
        let memory = ConversationMemory(folding: script.journal)
        let after = ConversationScript(memory: memory)
        after.happens(.began)
        #expect(after.ready(1) == ["write person: My name is Ada.", "write assistant: Hello Ada."])
        after.personAsks("U1", "And yours?")
        #expect(after.lines == ["2.0 person: And yours?"])
        #expect(after.machine.budget.totals.inputText == 10)
        #expect(!memory.hasEnded)
    }

    @Test func whatStopsForARestartIsNotOverForTheJournal() {
        let script = ConversationScript.talking()
        script.personAsks("U1", "My name is Ada.")
        script.answerBegins("R1", "A1", "Hello Ada.", milliseconds: 4_000)
        script.wait(600)
        #expect(script.order(.stop(.forRestart)).last == "finish")
        #expect(script.ending == .suspended)
        let memory = ConversationMemory(folding: script.journal)
        #expect(!memory.hasEnded)
        // The answer was cut by the end: what was heard of it is known.
        #expect(memory.lines.map(\.speaker) == [.person, .assistant])
        #expect(memory.lines.last?.heard?.wasCutShort == true)

        let finished = ConversationScript.talking()
        finished.order(.stop(.now))
        #expect(ConversationMemory(folding: finished.journal).hasEnded)
    }

    @Test func whatWasAboutToEndEndsForGoodAlsoAtARestart() {
        let script = ConversationScript.talking()
        script.personAsks("U1")
        script.answerBegins("R1", "A1", milliseconds: 4_000)
        script.order(.stop(.afterAnswer))
        script.order(.stop(.forRestart))
        #expect(script.ending == .stopped)
        #expect(ConversationMemory(folding: script.journal).hasEnded)
    }

    @Test func aFactOfTheFirstMinuteIsStillKnownAfterThirtyRenewals() {
        let script = ConversationScript.talking(lifetime: .seconds(20))
        script.personAsks("U0", "My name is Ada.")
        script.answerBegins("R0", "A0", "Hello Ada.", milliseconds: 500)
        script.answerEnds("R0", "A0", "Hello Ada.")
        var seeds: [String] = []
        for round in 1...30 {
            script.wait(10_000)
            let next = script.machine.link.attempt?.number.value ?? 0
            #expect(next == round + 1)
            seeds = script.ready(next, lifetime: .seconds(20))
            script.personAsks("U1", PrivateText("Question \(round)"), on: next)
            script.answerBegins("R1", "A1", PrivateText("Answer \(round)"), milliseconds: 500, on: next)
            script.answerEnds("R1", "A1", PrivateText("Answer \(round)"), on: next)
            script.wait(1_000)
        }
        #expect(seeds.first == "write person: My name is Ada. (31)")
        #expect(seeds.count == 2 + 29 * 2)
        #expect(!script.phases.contains(.reconnecting))
        #expect(script.lines.count == 62)
    }

    @Test func aQuestionAtTheCutIsAnsweredByTheFallback() {
        let script = ConversationScript.talking(.script(endpoints: ["cloud", "local"]))
        script.isMicrophoneOn = true
        script.wait(1_000)
        script.audio(.nearEnd(.started(from: .zero, at: script.now, confidence: 0.9)))
        script.wait(500)
        script.closed(1)
        script.wait(1_000)
        script.audio(.nearEnd(.ended(until: .zero, at: script.now)))
        #expect(script.wait(2_000) == ["close 2", "open 3 at local"])
        script.ready(3)
        script.wait(4_000)
        let sent = script.appended[ConnectionNumber(3)] ?? []
        #expect(sent.first == 600 * 16)
        #expect(sent == Array(stride(from: 600 * 16, through: sent.last ?? 0, by: 320)))
        script.personAsks("U1", "What is next?", on: 3)
        #expect(script.answerBegins("R1", "A1", on: 3) == ["play 4000 of A1"])
    }

    @Test func aConnectionThatDiesAtOnceAgainAndAgainIsNotTakenUpWithoutAPause() {
        let script = ConversationScript.talking()
        #expect(script.closed(1, .unusable) == ["open 2 at cloud"])
        var attempts = 0
        for _ in 0..<120 {
            if let attempt = script.machine.link.attempt?.number.value {
                script.ready(attempt)
                script.closed(attempt, .unusable)
                attempts += 1
            }
            script.wait(1_000)
        }
        #expect(attempts > 4 && attempts < 15)
    }

    @Test func aGoodConnectionForgivesEarlierTrouble() {
        let script = ConversationScript.talking()
        script.closed(1)
        for number in 2...8 {
            script.closed(number)
            while script.machine.link.attempt == nil { script.wait(100) }
        }
        let attempt = script.machine.link.attempt?.number.value ?? 0
        script.ready(attempt)
        script.wait(6_000)
        script.closed(attempt)
        script.closed(attempt + 1)
        #expect(script.wait(500) == ["open \(attempt + 2) at cloud"])
    }

    @Test func aRunningSessionWhoseKeyIsWithdrawnEnds() {
        let script = ConversationScript.talking()
        script.wait(10_000)
        #expect(script.closed(1, .denied).last == "finish")
    }

    @Test func aDeniedEndpointIsLeftForTheNextAtOnce() {
        let script = ConversationScript(.script(endpoints: ["cloud", "local"]))
        script.happens(.began)
        #expect(script.closed(1, .denied) == ["open 2 at local"])
        script.ready(2)
        #expect(script.wait(500_000).isEmpty)
        #expect(script.wait(200_000).first == "open 3 at cloud")
    }

    @Test func lostInputsMeanANewConnection() {
        let script = ConversationScript.talking()
        #expect(script.happens(.lost(3)) == ["lost inputs(3)", "close 1", "open 2 at cloud"])
    }
}
