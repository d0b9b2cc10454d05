import Testing

@testable import Conversation

@Suite struct TranscriptTests {
    private let connection = ConnectionNumber(1)
    private func key(_ item: ItemID) -> ItemKey { ItemKey(connection, item) }

    @Test func linesComeOutInTheOrderOfTurnsWhateverOrderTheirTextsComeIn() {
        var book = TranscriptBook()
        book.open(key("U1"), .person)
        book.open(key("A1"), .assistant, after: key("U1"))
        book.open(key("U2"), .person)
        #expect(book.settle(key("U2"), text: "second") == [])
        #expect(book.settle(key("A1"), text: "answer") == [])
        #expect(book.settle(key("U1"), text: "first").map(\.text.text) == ["first", "answer", "second"])
    }

    @Test func aFailedTranscriptFillsItsSlot() {
        let script = ConversationScript.talking()
        script.personAsks("U1", nil)
        script.personAsks("U2", "second")
        #expect(script.lines == [])
        script.service(.inputTranscriptFailed("U1", reason: "no speech"))
        #expect(script.lines == ["1.0 person failed: no speech", "2.0 person: second"])
    }

    @Test func aTranscriptThatNeverComesIsWaitedForOnlySoLong() {
        let script = ConversationScript.talking()
        script.personAsks("U1", nil)
        script.personAsks("U2", "second")
        script.wait(4_900)
        #expect(script.lines == [])
        script.wait(100)
        #expect(script.lines == ["1.0 person missing", "2.0 person: second"])
    }

    /// The admin asked for none: nothing is missing, and the agent's lines come at once.
    @Test func whereNobodyWritesDownNothingIsWaitedFor() {
        let script = ConversationScript.talking(.script { $0.plan.wantsTranscripts = false })
        script.personAsks("U1", nil)
        script.answerBegins("R1", "A1", "hello", milliseconds: 100)
        script.answerEnds("R1", "A1", "hello")
        script.wait(200)
        #expect(script.lines == ["1.1 assistant: hello"])
        script.wait(10_000)
        #expect(script.lines.count == 1)
    }

    @Test func aLateTranscriptIsACorrection() {
        let script = ConversationScript.talking()
        script.personAsks("U1", nil)
        script.personAsks("U2", "second")
        script.wait(5_000)
        script.service(.inputTranscriptDone("U1", "first"))
        #expect(script.lines.last == "1.0 person: first")
        #expect(script.machine.memory.lines.map(\.text.text) == ["first", "second"])
    }

    @Test func aLineIsWaitedForAsLongAsItIsHeard() {
        let script = ConversationScript.talking(.script { $0.interruption.mode = .nothing })
        script.personAsks("U1", "tell me")
        script.answerBegins("R1", "A1", "a long story", milliseconds: 20_000)
        script.answerEnds("R1", "A1", "a long story")
        script.personAsks("U2", "mm-hm")
        script.wait(10_000)
        #expect(script.lines == ["1.0 person: tell me"])
        script.wait(10_000)
        #expect(script.lines.last == "2.0 person: mm-hm")
    }

    @Test func aNoiseIsNoLine() {
        let script = ConversationScript.talking()
        script.personAsks("U1", "")
        script.personAsks("U2", "hello")
        #expect(script.lines == ["2.0 person: hello"])
    }

    @Test func partialTextKnowsItsPlace() {
        var book = TranscriptBook(afterTurn: 4)
        book.open(key("U1"), .person)
        #expect(book.add("What ", to: key("U1"))?.place == TranscriptPlace(turn: 5, position: 0))
        #expect(book.add("time", to: key("U1"))?.text.text == "What time")
    }

    @Test func anAnswerKeepsTheTurnOfItsQuestionWhenTheNextOneHasBegun() {
        let script = ConversationScript.talking(.script { $0.interruption.mode = .nothing })
        script.personAsks("U1", "one")
        script.service(.speechStarted("U2", position: .seconds(2)))
        script.service(.itemCreated(ServiceItem("A1", .message(.assistant)), after: "U1"))
        #expect(script.machine.transcript.slot(key("A1"))?.place == TranscriptPlace(turn: 1, position: 1))
    }

    @Test func whatIsKeptIsBounded() {
        var book = TranscriptBook()
        for number in 0..<2_000 {
            book.open(key(ItemID("U\(number)")), .person)
            _ = book.settle(key(ItemID("U\(number)")), text: "x")
        }
        #expect(book.slot(key("U0")) == nil)
        #expect(book.slot(key("U1999")) != nil)
        let endless = PrivateText(String(repeating: "x", count: 300_000))
        book.open(key("L"), .person)
        #expect(book.settle(key("L"), text: endless).first?.text.text.count == TranscriptBook.longestText)
    }

    @Test func memoryIsBoundedAndInOrder() {
        var memory = ConversationMemory()
        for turn in (1...2_100).reversed() {
            let place = TranscriptPlace(turn: turn, position: 0)
            memory.fold(.line(TranscriptLine(place: place, speaker: .person, text: "x", state: .final)))
        }
        #expect(memory.lines.count == 2_000)
        #expect(memory.lines == memory.lines.sorted { $0.place < $1.place })
        memory.fold(.ended)
        #expect(memory.hasEnded)
    }
}

@Suite struct HeardTruthTests {
    private func part(_ text: PrivateText, milliseconds: Int, complete: Bool = true) -> AnswerPart {
        let connection = ConnectionNumber(1)
        var part = AnswerPart(
            response: ResponseKey(connection, "R1"), part: PlayoutPart(ItemKey(connection, "A1")))
        part.complete(text: text)
        _ = part.add(milliseconds * 24, rate: 24_000)
        part.isSoundComplete = complete
        return part
    }

    @Test(arguments: [
        (0, ""), (999, "a b"), (1_000, "a b c d e"), (1_999, "a b c d e f g h i"), (2_000, "a b c d e f g h i j"),
    ])
    func wordsAreHeardInProportionToSound(milliseconds: Int, words: String) {
        var part = part("a b c d e f g h i j", milliseconds: 2_000)
        part.wasCut = milliseconds < 2_000
        part.heard(.milliseconds(milliseconds))
        let expected = milliseconds == 999 ? "a b c d" : words
        #expect(part.heardText(perWord: .milliseconds(400)).text == expected)
    }

    @Test func timeStampsOfWordsAreBetterThanProportion() {
        var part = part("slow fast faster", milliseconds: 2_000)
        part.wasCut = true
        part.add(word: "slow", at: .zero)
        part.add(word: "fast", at: .milliseconds(1_500))
        part.add(word: "faster", at: .milliseconds(1_700))
        part.heard(.milliseconds(1_600))
        #expect(part.heardText(perWord: .milliseconds(400)).text == "slow fast")
    }

    @Test func whileSoundIsComingTheUsualPaceCounts() {
        var part = part("a b c d e f g h i j", milliseconds: 1_000, complete: false)
        part.wasCut = true
        part.heard(.milliseconds(1_000))
        #expect(part.heardText(perWord: .milliseconds(400)).text == "a b")
    }

    @Test func heardNeverGoesBackNorBeyondWhatCame() {
        var part = part("a", milliseconds: 1_000)
        part.heard(.milliseconds(600))
        part.heard(.milliseconds(400))
        #expect(part.heardMilliseconds == 600)
        part.heard(.seconds(60))
        #expect(part.heardMilliseconds == 1_000)
    }

    @Test func aChangeOfRateInTheMiddleIsUnusable() {
        var book = AnswerBook(capacity: .seconds(600))
        let one = AudioDelta(response: "R1", item: "A1", rate: 24_000, samples: [1, 2])
        let other = AudioDelta(response: "R1", item: "A1", rate: 16_000, samples: [1, 2])
        #expect(book.take(one, on: ConnectionNumber(1)) != .unusable)
        #expect(book.take(other, on: ConnectionNumber(1)) == .unusable)
        let senseless = AudioDelta(response: "R1", item: "A2", rate: 0, samples: [1])
        #expect(book.take(senseless, on: ConnectionNumber(1)) == .unusable)
    }

    @Test func piecesOfAPartJoinWithoutASeam() {
        var book = AnswerBook(capacity: .seconds(600))
        let delta = AudioDelta(response: "R1", item: "A1", rate: 24_000, samples: [Int16](repeating: 0, count: 480))
        let offsets = (0..<3).map { _ -> Int? in
            guard case .piece(let piece) = book.take(delta, on: ConnectionNumber(1)) else { return nil }
            return piece.offset
        }
        #expect(offsets == [0, 480, 960])
    }
}
