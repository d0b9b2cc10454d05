import Conversation
import Sound
import Testing

@testable import LiveAudio

/// An answer takes the place of silence at once, unless its service showed that it has no sound to spare.
struct LateServiceTests {
    @Test func whoRanDryIsGivenTimeUntilMuchWaits() throws {
        let bench = try SteppedBench(keepSinkWarm: .seconds(60))
        let seat = bench.audio.takeSeat()
        #expect(try isAtOnce("at first", milliseconds: 100, seat, bench))
        // The rest is late, and is waited for.
        say("at first", milliseconds: 100, seat)
        end("at first", seat, bench)
        #expect(try !isAtOnce("after it was late", milliseconds: 100, seat, bench))
        end("after it was late", seat, bench)
        #expect(try isAtOnce("with much to spare", milliseconds: 600, seat, bench))
        end("with much to spare", seat, bench)
        #expect(try isAtOnce("again", milliseconds: 100, seat, bench))
        bench.stop()
    }

    private func say(_ name: String, milliseconds: Int, _ seat: AudioSeat) {
        seat.enqueue(
            PlayoutPiece(
                response: ResponseKey(ConnectionNumber(1), "R"), part: DuplexRun.part(name), offset: 0, rate: 24_000,
                samples: [Int16](repeating: 5_000, count: milliseconds * 24)))
    }

    /// Whether what is said behind a silence is heard before the device would have asked for it.
    private func isAtOnce(
        _ name: String, milliseconds: Int, _ seat: AudioSeat, _ bench: SteppedBench
    ) throws -> Bool {
        bench.pass(milliseconds: 300)
        let before = try #require(bench.played).count
        say(name, milliseconds: milliseconds, seat)
        bench.pass(milliseconds: 20)
        let isHeard = try #require(bench.played)[before...].contains { $0 != 0 }
        bench.pass(milliseconds: 200)
        return isHeard
    }

    private func end(_ name: String, _ seat: AudioSeat, _ bench: SteppedBench) {
        seat.finish(DuplexRun.part(name))
        bench.pass(milliseconds: 1_000)
    }
}
