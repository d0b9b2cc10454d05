import Conversation
import SignalPath
import Sound
import Testing

@testable import LiveAudio

@Suite struct PartNamesTests {
    private let rate = StreamRate(hertz: 24_000)!

    private func part(_ name: String, content: Int = 0) -> PlayoutPart {
        PlayoutPart(ItemKey(ConnectionNumber(1), ItemID(name)), content: content)
    }

    @Test func everyPartHasAHigherNumber() {
        var names = PartNames()
        let first = names.open(part("A"), rate: rate)
        let second = names.open(part("A", content: 1), rate: rate)
        #expect(first.isNew && second.isNew && first.entry.tag.response < second.entry.tag.response)
        #expect(!names.open(part("A"), rate: rate).isNew)
        #expect(names.entry(numbered: second.entry.tag.response)?.part == part("A", content: 1))
        #expect(names.entry(of: part("B")) == nil)
    }

    @Test func aCutForgetsAllAndReturnsWhatHadNotEnded() {
        var names = PartNames()
        for name in ["A", "B", "C"] { _ = names.open(part(name), rate: rate) }
        names.end(part("B"))
        #expect(names.isPlaying)
        #expect(names.cut().map(\.part) == [part("A"), part("C")])
        #expect(!names.isPlaying && names.entry(of: part("A")) == nil)
        let again = names.open(part("A"), rate: rate)
        #expect(again.isNew && again.entry.tag.response == 4 && names.cut().count == 1)
    }

    @Test func silenceBelongsToTheNewestPartAndToNoneAfterACut() {
        var names = PartNames()
        #expect(names.silence == nil)
        let entry = names.open(part("A"), rate: rate).entry
        #expect(names.silence?.response == entry.tag.response && names.silence != entry.tag)
        _ = names.cut()
        #expect(names.silence == nil)
    }

    @Test func theOldestIsForgotten() {
        var names = PartNames()
        for number in 0..<PartNames.capacity + 3 { _ = names.open(part("\(number)"), rate: rate) }
        #expect(names.entries.count == PartNames.capacity && names.entry(of: part("2")) == nil)
    }
}
