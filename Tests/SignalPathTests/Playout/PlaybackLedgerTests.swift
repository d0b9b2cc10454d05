import Sound
import Testing

@testable import SignalPath

@Suite struct PlaybackLedgerTests {
    let tag = PlayoutTag(response: 1, item: 7, content: 2)

    @Test func countsHeardSamplesExactlyAtTheItemsRate() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        try playout.say([Int16](repeating: 1_000, count: 4_801), hertz: 24_000, tag)
        _ = playout.complete(tag)
        speaker.ask(4_801)
        #expect(speaker.hear(until: 0) == [])
        #expect(playout.account(of: tag)?.rendered == 2_401)
        #expect(playout.account(of: tag)?.heard == 0)
        #expect(speaker.hear(until: 1) == [.began(tag, at: .zero)])
        #expect(playout.account(of: tag)?.heard == 1)
        _ = speaker.hear(until: 4_801)
        #expect(playout.account(of: tag)?.heard == 2_401)
        speaker.ask(9_600)
        #expect(speaker.hear(until: 9_600) == [])
        #expect(speaker.hear(until: 9_601) == [.finished(tag, at: SampleTime(9_601))])
        #expect(speaker.hear(until: 9_602) == [.silent])
        #expect(playout.account(of: tag)?.heard == 4_801)
        #expect(playout.account(of: tag)?.heardMilliseconds == 200)
    }

    @Test func whatWasTakenBackWasNotHeard() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        try playout.say([Int16](repeating: 1_000, count: 24_000), hertz: 24_000, tag)
        speaker.ask(9_600)
        _ = speaker.hear(until: 4_000)
        speaker.takeBack(from: 6_001)
        playout.raiseResponse(to: 2)
        #expect(playout.account(of: tag)?.rendered == 3_001)
        #expect(playout.account(of: tag)?.heard == 2_000)
        speaker.ask(9_600)
        _ = speaker.hearAll()
        #expect(playout.account(of: tag)?.heard == 3_001)
    }

    @Test func manyOddPiecesAddUpToTheSample() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout, hertz: 44_100)
        let second = PlayoutTag(response: 1, item: 8)
        var total = 0
        for size in [1, 7, 331, 1_024, 5, 2_400, 1_777] {
            try playout.say([Int16](repeating: 900, count: size), hertz: 24_000, tag)
            total += size
        }
        try playout.say([Int16](repeating: 900, count: 1_234), hertz: 24_000, second)
        _ = playout.complete(tag, endsResponse: false)
        _ = playout.complete(second)
        for _ in 0..<40 {
            speaker.ask(441)
            _ = speaker.hear(until: max(0, Int(speaker.position.samples) - 37))
        }
        #expect(playout.account(of: tag)?.heard == Int64(total))
        #expect(playout.account(of: second)?.heard == 1_234)
        #expect(playout.account(of: second)?.isFinished == true)
    }

    @Test func marksAreReleasedWhenTheirSampleIsHeard() throws {
        let playout = Playout.plain()
        let speaker = Loudspeaker(playout)
        try playout.say([Int16](repeating: 900, count: 4_800), tag)
        #expect(playout.mark(tag, position: 960, id: 2))
        #expect(playout.mark(tag, position: 479, id: 1))
        speaker.ask(1_920)
        #expect(speaker.hear(until: 479) == [.began(tag, at: .zero)])
        #expect(speaker.hear(until: 480) == [.mark(tag, id: 1)])
        #expect(speaker.hear(until: 1_920) == [.mark(tag, id: 2)])
    }

    @Test func forgetsTheOldestItems() {
        var ledger = PlaybackLedger()
        for item in 0..<400 { _ = ledger.complete(PlayoutTag(response: 1, item: UInt32(item)), total: 5) }
        #expect(ledger.account(of: PlayoutTag(response: 1, item: 143)) == nil)
        #expect(ledger.account(of: PlayoutTag(response: 1, item: 144))?.total == 5)
    }
}
