import Conversation
import Sound
import Testing

@testable import LiveAudio

/// An answer takes the place of silence at once, unless its service showed that it has no sound to spare.
struct LateServiceTests {
    @Test func whoRanDryIsGivenTimeUntilMuchWaits() async throws {
        let bench = try SteppedBench(keepSinkWarm: .seconds(60))
        let run = DuplexRun(bench)
        async let listening: Void = run.transcript.listen()
        await onOwnThread {
            run.begin("at first", milliseconds: 100, isPrompt: true)
            // The rest is late, and is waited for.
            run.say(DuplexRun.part("at first"), milliseconds: 100, offset: 2_400)
            run.end("at first")
            run.begin("after it was late", milliseconds: 100, isPrompt: false)
            run.end("after it was late")
            run.begin("with much to spare", milliseconds: 600, isPrompt: true)
            run.end("with much to spare")
            run.begin("again", milliseconds: 100, isPrompt: true)
            run.end("again")
            bench.stop()
        }
        await listening
        #expect(run.breaches == [])
    }
}

extension DuplexRun {
    /// Says so much behind a silence; `isPrompt`: it must be heard before the device would have asked for it.
    fileprivate func begin(_ name: String, milliseconds: Int, isPrompt: Bool) {
        pass(300)
        let before = bench.played?.count ?? 0
        say(Self.part(name), milliseconds: milliseconds)
        pass(20)
        let played = bench.played ?? []
        expect("\(name): heard at once: \(isPrompt)", played[before...].contains { $0 != 0 } == isPrompt)
        pass(200)
    }

    fileprivate func end(_ name: String) {
        seat.finish(Self.part(name))
        until("\(name) ends") { $0.ended(Self.part(name)) == 1 }
    }
}
