import Conversation
import LiveAudio
import Sound

/// What the port promises about sound that is cut short.
extension DuplexRun {
    private var first: PlayoutPart { Self.part("A") }
    private var second: PlayoutPart { Self.part("B") }
    private var third: PlayoutPart { Self.part("C") }

    /// Long enough for any answer to a cut.
    private func settle() { pass(100 + bench.slack) }

    func cut() -> ([DuplexAudioEvent]) -> Void {
        say(third, milliseconds: 100)
        seat.finish(third)
        say(first, milliseconds: 2_000)
        say(second, milliseconds: 500)
        until("the first is heard") { ($0.heard(first).last ?? .zero) >= .milliseconds(300) }
        seat.cut()
        settle()
        let played = bench.played
        pass(500)
        let later = bench.played
        return { [self] events in
            expect("one answer", events.cuts.count == 1)
            let parts = events.cuts.first ?? []
            expect("about what had not ended: \(parts.map(\.part.item))", parts.map(\.part) == [first, second])
            expect("nothing of the second was heard", parts.last?.heard == .zero)
            let heard = parts.first?.heard ?? .zero
            expect("not less than was told before", heard >= events.heard(first).dropLast().last ?? .zero)
            expect("the end came first", events.ended(third) == 1)
            expect("silence after", events.heard(first).last == heard)
            guard let played, let later else { return }
            expect("the loudspeaker is silent", later[played.count...].allSatisfy { $0 == 0 })
            let sounding = played.count { $0 != 0 }
            let told = Int((heard + .milliseconds(100)) / .milliseconds(1)) * 48
            // Whole milliseconds are told; the ends of fades round to silence.
            expect("to the sample: \(sounding) played, \(told) told", (-96...48).contains(told - sounding))
            let end = played.lastIndex { $0 != 0 } ?? 0
            expect("within 10 ms of the next block", played.count - end > 48 * 75)
        }
    }

    func cutNothing() -> ([DuplexAudioEvent]) -> Void {
        seat.cut()
        settle()
        seat.cut()
        seat.cut()
        settle()
        return { [self] events in expect("each is answered once: \(events.cuts)", events.cuts == [[], [], []]) }
    }

    func cutPaused() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 1_000)
        until("it is heard") { ($0.heard(first).last ?? .zero) >= .milliseconds(200) }
        let before = bench.played?.suffix(2_400).map { abs(Int($0)) }.max()
        seat.duck(byDecibels: 40)
        seat.pause()
        pass(200 + bench.slack)
        seat.cut()
        settle()
        say(second, milliseconds: 500)
        seat.finish(second)
        until("what follows is played") { $0.ended(second) == 1 }
        let after = bench.played?.suffix(12_000).map { abs(Int($0)) }.max()
        return { [self] events in
            expect("one answer about one part", events.cuts.count == 1 && events.cuts.first?.map(\.part) == [first])
            expect("whole", events.heard(second).last == .milliseconds(500))
            if let before, let after { expect("as loud as before", after * 2 > before) }
        }
    }

    func playAfterCut() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 1_000)
        until("it is heard") { ($0.heard(first).last ?? .zero) >= .milliseconds(200) }
        seat.cut()
        // At once, even more of the same part.
        say(first, milliseconds: 300)
        say(second, milliseconds: 300)
        seat.finish(first)
        seat.finish(second)
        until("both end") { $0.ended(second) == 1 }
        return { [self] events in
            expect("one cut", events.cuts.count == 1 && events.cuts.first?.map(\.part) == [first])
            expect("the part began twice", events.began(first) == 2)
            expect("both whole", [first, second].allSatisfy { events.heard($0).last == .milliseconds(300) })
        }
    }

    func cutMarks() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 1_000)
        seat.mark(PlayoutMark(number: 1, part: first, offset: .milliseconds(100)))
        seat.mark(PlayoutMark(number: 2, part: first, offset: .milliseconds(900)))
        seat.mark(PlayoutMark(number: 3, part: second, offset: .zero))
        until("the first is heard") { $0.marks == [1] }
        seat.cut()
        settle()
        say(second, milliseconds: 200)
        seat.finish(second)
        until("what follows ends") { $0.ended(second) == 1 }
        return { [self] events in expect("no other mark: \(events.marks)", events.marks == [1]) }
    }

    func replaceSeat() -> ([DuplexAudioEvent]) -> Void {
        seat.startListening(preroll: .zero)
        say(first, milliseconds: 2_000)
        until("it is heard") { ($0.heard(first).last ?? .zero) >= .milliseconds(200) }
        let next = bench.audio.takeSeat()
        settle()
        let played = bench.played?.count
        seat.startListening(preroll: .seconds(1))
        say(second, milliseconds: 300)
        seat.cut()
        pass(300)
        let later = bench.played
        return { [self] events in
            expect("the old seat's orders do not count", events.began(second) == 0 && events.cuts.isEmpty)
            if let played, let later { expect("its sound is silent", later[played...].allSatisfy { $0 == 0 }) }
            _ = next
        }
    }
}
