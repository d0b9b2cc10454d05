import Conversation
import Sound

@testable import LiveAudio

/// The port under test on some sound card, and the means to let time pass for it.
protocol DuplexBench: AnyObject, Sendable {
    var audio: LiveAudio { get }
    /// Lets sound pass for so long.
    func pass(milliseconds: Int)
    /// What left the loudspeaker so far; `nil` where nobody can listen to it.
    var played: [Int16]? { get }
    /// How far what is told may be from what was asked, in milliseconds: 0 where time stands still.
    var slack: Int { get }
    /// Ends everything, so that no event is on its way any more.
    func stop()
}

/// One check under way: a seat, what it was told, and what was found broken.
final class DuplexRun: @unchecked Sendable {
    // @unchecked: belongs to the check's own thread, and to nobody else before and after it.
    let bench: any DuplexBench
    let seat: AudioSeat
    let transcript: Transcript
    private(set) var breaches: [String] = []
    /// Looks at all that was told.
    var judge: ([DuplexAudioEvent]) -> Void = { _ in }

    init(_ bench: any DuplexBench) {
        self.bench = bench
        seat = bench.audio.takeSeat()
        transcript = Transcript(of: seat)
    }

    func expect(_ promise: String, _ holds: Bool) {
        if !holds { breaches.append("not so: " + promise) }
    }

    func pass(_ milliseconds: Int) { bench.pass(milliseconds: milliseconds) }

    /// Lets time pass until something was told.
    func until(_ promise: String, within milliseconds: Int = 6_000, _ holds: ([DuplexAudioEvent]) -> Bool) {
        var waited = 0
        while !holds(transcript.events) {
            guard waited < milliseconds else { return expect(promise, false) }
            pass(10)
            waited += 10
        }
    }

    static func part(_ name: String, content: Int = 0) -> PlayoutPart {
        PlayoutPart(ItemKey(ConnectionNumber(1), ItemID(name)), content: content)
    }

    /// Speaks for so long, every sample loud and unlike its neighbours.
    func say(_ part: PlayoutPart, milliseconds: Int, rate: Int = 24_000, offset: Int = 0) {
        let count = milliseconds * rate / 1_000
        let samples = (0..<count).map { Int16(1_000 + (offset + $0) % 9_000) }
        seat.enqueue(
            PlayoutPiece(
                response: ResponseKey(ConnectionNumber(1), "R"), part: part, offset: offset, rate: rate,
                samples: samples))
    }
}
