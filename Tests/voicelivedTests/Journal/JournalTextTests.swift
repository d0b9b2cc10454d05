import ControlProtocol
import Conversation
import Testing

@testable import voicelived

/// The journal as bytes: what is written is read, and what is torn is not.
@Suite struct JournalTextTests {
    static let head = JournalHead(1_000, client: "kiosk", params: .init(mode: .ptt, owner: .init(onGone: .keep)))

    static let lines: [TranscriptLine] = [
        TranscriptLine(
            place: TranscriptPlace(turn: 1, position: 0), item: "item_4", speaker: .person, text: "My name is Ada.",
            state: .final),
        TranscriptLine(
            place: TranscriptPlace(turn: 1, position: 1), speaker: .assistant, text: "Hello Ada, \"dear\"\nÅse \u{1}.",
            heard: HeardTruth(text: "Hello Ada,", milliseconds: 640, wasCutShort: true), state: .final),
        TranscriptLine(
            place: TranscriptPlace(turn: 2, position: 0), speaker: .person, text: "",
            state: .failed(reason: "no words")),
        TranscriptLine(place: TranscriptPlace(turn: 3, position: 0), speaker: .person, text: "", state: .missing),
        TranscriptLine(
            place: TranscriptPlace(turn: 4, position: 0), speaker: .system, text: "Be brief.", state: .partial),
    ]

    static var totals: UsageTotals {
        var totals = UsageTotals()
        totals.inputText = 11
        totals.cachedAudio = 7
        totals.responses = 2
        totals.sound = 1_234_567
        totals.knownCost = Cost(billionths: 123_456_789)
        totals.cost = nil
        return totals
    }

    static let words: [JournalWord] =
        [.begins(head)] + lines.map { .entry(.line($0)) } + [.entry(.spent(totals)), .resumed, .resumed]

    static func bytes(_ words: [JournalWord] = words) -> [UInt8] {
        words.flatMap { JournalText.line($0, at: 1_767_225_600) }
    }

    @Test func whatIsWrittenIsRead() {
        let bytes = Self.bytes()
        let text = JournalText(bytes)
        #expect(text.head == Self.head)
        #expect(text.memory.lines == Self.lines)
        #expect(text.memory.totals == Self.totals)
        #expect(text.length == bytes.count)
        #expect(text.lastInstant == 1_767_225_600)
        #expect(text.idleResumptions == 2)
        #expect(!text.memory.hasEnded)
        #expect(JournalText(bytes + JournalText.line(.entry(.ended), at: 1)).memory.hasEnded)
    }

    @Test func aPowerCutAtAnyByteLeavesAllWholeLines() {
        let lines = Self.words.map { JournalText.line($0, at: 5) }
        let all = lines.flatMap { $0 }
        var ends: [Int] = [0]
        for line in lines { ends.append(ends[ends.count - 1] + line.count) }
        for cut in 0...all.count {
            let text = JournalText(Array(all[..<cut]))
            let whole = ends.last { $0 <= cut } ?? 0
            #expect(text.length == whole, "cut at byte \(cut)")
            let told = Self.words[..<(ends.firstIndex(of: whole) ?? 0)]
            let entries = told.compactMap { word -> JournalEntry? in
                if case .entry(let entry) = word { entry } else { nil }
            }
            #expect(text.memory == ConversationMemory(folding: entries), "cut at byte \(cut)")
        }
    }

    /// A disk may have grown the file before the bytes came, or lose a sector in its middle.
    @Test func aDamagedByteEndsWhatIsBelieved() {
        let lines = Self.words.map { JournalText.line($0, at: 5) }
        let all = lines.flatMap { $0 }
        var ends: [Int] = []
        for line in lines { ends.append((ends.last ?? 0) + line.count) }
        for place in all.indices {
            for damage: UInt8 in [0, all[place] ^ 1, all[place] ^ 0x80] where damage != all[place] {
                var bytes = all
                bytes[place] = damage
                let text = JournalText(bytes)
                let line = ends.firstIndex { $0 > place } ?? 0
                #expect(text.length == (line == 0 ? 0 : ends[line - 1]), "byte \(place)")
            }
        }
        #expect(JournalText(all + [UInt8](repeating: 0, count: 4_096)).length == all.count)
    }

    @Test func aStoryThatHasNoBeginningIsNone() {
        #expect(JournalText(Self.bytes(Array(Self.words.dropFirst()))).length == 0)
        #expect(JournalText([]).head == nil)
        #expect(JournalText(Array("hello\n".utf8)).head == nil)
    }

    @Test func aSmallerOneKeepsTheNewestLinesAndTheAccount() {
        var text = JournalText(Self.bytes())
        #expect(JournalText(text.compacted(to: 1 << 20, at: 9)).memory == text.memory)
        let many = (1...500).map { turn in
            JournalWord.entry(
                .line(
                    TranscriptLine(
                        place: TranscriptPlace(turn: turn, position: 0), speaker: .person,
                        text: PrivateText("Line \(turn)."), state: .final)))
        }
        text = JournalText(Self.bytes([.begins(Self.head)] + many + [.entry(.spent(Self.totals))]))
        let bytes = text.compacted(to: 4_096, at: 9)
        #expect(bytes.count <= 4_096)
        let smaller = JournalText(bytes)
        #expect(smaller.memory.lines.last?.place.turn == 500)
        #expect(smaller.memory.lines.count > 20)
        #expect(smaller.memory.lines == text.memory.lines.suffix(smaller.memory.lines.count))
        #expect(smaller.memory.totals == Self.totals)
    }

    @Test func whatAClientPassedForTheServiceAloneIsNotWritten() {
        let params = SessionStart.Params(
            owner: .init(onGone: .keep),
            overrides: JSONObject([.init(name: "tools", value: [["authorization": "Bearer canary"]])]),
            meta: JSONObject([.init(name: "note", value: "canary")]))
        let head = JournalHead(1_000, params: params)
        let text = String(decoding: JournalText.line(.begins(head), at: 1), as: UTF8.self)
        #expect(!text.contains("canary"))
        // What cannot be asked for again in full is not asked for unasked.
        #expect(!head.mayBeginUnasked)
    }

    @Test func theCheckIsTheUsualOne() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
    }
}
