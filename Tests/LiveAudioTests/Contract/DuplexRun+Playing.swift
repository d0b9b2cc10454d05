import Conversation
import LiveAudio
import Sound

/// What the port promises about sound that is played to its end.
extension DuplexRun {
    private var first: PlayoutPart { Self.part("A") }
    private var second: PlayoutPart { Self.part("A", content: 1) }

    func onePart() -> ([DuplexAudioEvent]) -> Void {
        for piece in 0..<5 { say(first, milliseconds: 200, offset: piece * 4_800) }
        seat.finish(first)
        until("the part ends") { $0.ended(first) == 1 }
        return { [self] events in
            expect("it began once", events.began(first) == 1)
            expect("it ended once", events.ended(first) == 1)
            let heard = events.heard(first)
            expect("to its last sample, not \(heard.last as Any)", heard.last == .seconds(1))
            expect("positions rise", zip(heard, heard.dropFirst()).allSatisfy { $0 <= $1 })
            let limit = Duration.milliseconds(200 + bench.slack)
            expect("every 200 ms: \(heard)", zip([.zero] + heard, heard).allSatisfy { $1 - $0 <= limit })
            expect("it was not starved", events.starved(first).isEmpty)
            let order = events.compactMap { event -> Int? in
                switch event {
                case .began: 0
                case .heard: 1
                case .ended: 2
                default: nil
                }
            }
            expect("began, heard, ended", order == order.sorted())
        }
    }

    func twoParts() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 300)
        say(second, milliseconds: 300)
        seat.finish(first)
        seat.finish(second)
        until("both end") { $0.ended(second) == 1 }
        return { [self] events in
            let order = events.compactMap { event -> String? in
                switch event {
                case .began(let part, _, _): "began \(part.content)"
                case .ended(let position): "ended \(position.part.content)"
                default: nil
                }
            }
            expect("one after the other, not \(order)", order == ["began 0", "ended 0", "began 1", "ended 1"])
            expect("both whole", [first, second].allSatisfy { events.heard($0).last == .milliseconds(300) })
            expect("without a gap", events.starved(first).isEmpty && events.starved(second).isEmpty)
        }
    }

    func hurry() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 100)
        until("the first part is heard") { $0.heard(first).last == .milliseconds(100) }
        // The first part is not finished: the loudspeaker runs on, in silence.
        pass(100)
        let before = bench.played?.count
        say(second, milliseconds: 200)
        pass(20)
        let played = bench.played
        seat.finish(first)
        seat.finish(second)
        until("both end") { $0.ended(second) == 1 }
        return { [self] events in
            if let before, let played {
                expect("it need not wait for what the device has", played[before...].contains { $0 != 0 })
            }
            expect("every sample was heard", events.heard(second).last == .milliseconds(200))
        }
    }

    func rates() -> ([DuplexAudioEvent]) -> Void {
        let parts = [8_000, 16_000, 24_000, 48_000].map { rate in
            let part = Self.part("at \(rate)")
            say(part, milliseconds: 200, rate: rate)
            seat.finish(part)
            return part
        }
        until("all end") { $0.ended(parts[3]) == 1 }
        return { [self] events in
            for part in parts {
                expect("\(part.item) is 200 ms long", events.heard(part).last == .milliseconds(200))
            }
        }
    }

    func pause() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 1_000)
        seat.finish(first)
        until("it is heard") { ($0.heard(first).last ?? .zero) >= .milliseconds(200) }
        seat.pause()
        pass(150 + bench.slack)
        let paused = transcript.events.heard(first).last
        let silentFrom = bench.played?.count
        pass(500)
        let still = transcript.events.heard(first).last
        let played = bench.played
        seat.resume()
        until("it goes on to its end") { $0.ended(first) == 1 }
        return { [self] events in
            expect("the place is kept: \(paused as Any), \(still as Any)", bench.slack > 0 || paused == still)
            if let played, let silentFrom {
                expect("a pause is silent", played[silentFrom...].allSatisfy { $0 == 0 })
                expect("it fell silent within 10 ms of the next block", lastSound(in: played) <= silentFrom - 48 * 130)
            }
            expect("every sample was heard", events.heard(first).last == .seconds(1))
            expect("a pause is no want of sound", events.starved(first).isEmpty)
        }
    }

    private func lastSound(in played: [Int16]) -> Int { played.lastIndex { $0 != 0 } ?? 0 }

    func duck() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 1_500)
        seat.finish(first)
        until("it is heard") { ($0.heard(first).last ?? .zero) >= .milliseconds(300) }
        let before = bench.played?.suffix(4_800)
        seat.duck(byDecibels: 20)
        pass(300)
        let during = bench.played?.suffix(4_800)
        seat.resume()
        pass(300)
        let after = bench.played?.suffix(4_800)
        until("it ends") { $0.ended(first) == 1 }
        return { [self] events in
            expect("nothing is lost", events.heard(first).last == .milliseconds(1_500))
            guard let before, let during, let after else { return }
            expect("a tenth as loud", abs(loudness(during) / loudness(before) - 0.1) < 0.05)
            expect("as loud as before", abs(loudness(after) / loudness(before) - 1) < 0.3)
        }
    }

    private func loudness(_ samples: ArraySlice<Int16>) -> Double {
        samples.reduce(0) { $0 + Double(abs(Int($1))) } / Double(max(1, samples.count))
    }

    func marks() -> ([DuplexAudioEvent]) -> Void {
        // Before there is sound, in its middle, at its end, behind it, and where it was heard already.
        seat.mark(PlayoutMark(number: 1, part: first, offset: .milliseconds(100)))
        say(first, milliseconds: 600, rate: 8_000)
        seat.mark(PlayoutMark(number: 2, part: first, offset: .milliseconds(300)))
        seat.mark(PlayoutMark(number: 3, part: first, offset: .milliseconds(600)))
        seat.mark(PlayoutMark(number: 4, part: first, offset: .seconds(Int64.max / 4)))
        until("the second is heard") { $0.marks.contains(2) }
        let heard = transcript.events
        seat.mark(PlayoutMark(number: 5, part: first, offset: .zero))
        pass(20)
        seat.finish(first)
        until("it ends") { $0.ended(first) == 1 }
        seat.mark(PlayoutMark(number: 6, part: first, offset: .milliseconds(10)))
        return { [self] events in
            expect("each once, in their order: \(events.marks)", events.marks == [1, 2, 5, 3, 4, 6])
            expect("not before it was heard", (heard.heard(first).last ?? .zero) >= .milliseconds(200))
        }
    }

    func starve() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 300)
        // A loudspeaker that opens late has nothing missing meanwhile.
        until("the first of it is heard") { $0.heard(first).last == .milliseconds(300) }
        pass(500)
        say(first, milliseconds: 300, offset: 7_200)
        seat.finish(first)
        until("it ends") { $0.ended(first) == 1 }
        // Nothing is missing at the end of a part that is finished late.
        say(second, milliseconds: 200)
        until("it is heard") { $0.heard(second).last == .milliseconds(200) }
        pass(300)
        seat.finish(second)
        until("it ends") { $0.ended(second) == 1 }
        return { [self] events in
            let gaps = events.starved(first)
            expect("one gap, not \(gaps)", gaps.count == 1)
            if let gap = gaps.first {
                expect("of about half a second, not \(gap)", gap > .milliseconds(150) && gap < .milliseconds(700))
            }
            expect("all was heard", events.heard(first).last == .milliseconds(600))
            expect("a late finish is no gap", events.starved(second).isEmpty)
        }
    }

    func finishOddly() -> ([DuplexAudioEvent]) -> Void {
        seat.finish(first)
        say(first, milliseconds: 200)
        seat.finish(first)
        seat.finish(first)
        until("it ends") { $0.ended(first) == 1 }
        seat.finish(first)
        pass(300)
        return { [self] events in
            expect("one end", events.ended(first) == 1)
            expect("all was heard", events.heard(first).last == .milliseconds(200))
        }
    }

    func refuse() -> ([DuplexAudioEvent]) -> Void {
        let piece = { (rate: Int, count: Int) in
            PlayoutPiece(
                response: ResponseKey(ConnectionNumber(1), "R"), part: Self.part("odd"), offset: 0, rate: rate,
                samples: [Int16](repeating: 1, count: count))
        }
        for (rate, count) in [(0, 10), (-1, 10), (44_100, 4_410), (11_111, 10)] { seat.enqueue(piece(rate, count)) }
        for _ in 0..<24 { seat.enqueue(piece(8_000, 240_000)) }
        seat.cut()
        pass(100 + bench.slack)
        return { [self] events in
            let lost = events.starved(Self.part("odd"))
            expect("four times for a rate, then for want of room: \(lost)", lost.count > 4)
            expect("with its length", lost.contains(.milliseconds(100)) && lost.contains(.seconds(30)))
            expect("the cut is answered", events.cuts.count == 1)
        }
    }

    func waitBetweenParts() -> ([DuplexAudioEvent]) -> Void {
        say(first, milliseconds: 200)
        seat.finish(first)
        until("the first ends") { $0.ended(first) == 1 }
        pass(400)
        say(second, milliseconds: 400)
        pass(900)
        // It starved for a while: the loudspeaker must still be there.
        say(second, milliseconds: 200, offset: 9_600)
        seat.finish(second)
        until("the second ends") { $0.ended(second) == 1 }
        return { [self] events in
            expect("both whole", events.heard(second).last == .milliseconds(600))
        }
    }
}
