import Sound
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// A long run on a loaded machine. VOICELIVED_ENDURANCE_SECONDS says how long; five seconds without it.
@Suite(.serialized) struct EnduranceLiveTests {
    private static var seconds: Int {
        let wish = RunLength.wished("VOICELIVED_ENDURANCE_SECONDS")
        return min(max(1, wish ?? 5), 3_600)
    }

    @Test(.timeLimit(.minutes(70)), arguments: SoundServerKind.allCases)
    func noSampleIsLostThatIsNotCounted(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        #expect(card.capturesAgain(within: .seconds(5)))
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        let loops = try (0..<2).map { _ in try ChildProcess("sh", ["-c", "while :; do :; done"], output: .none) }
        usleep(500_000)
        let before = Figures(card)
        usleep(UInt32(Self.seconds) * 1_000_000)
        let after = Figures(card)
        for loop in loops { loop.kill() }

        before.tell(after, "\(kind), \(Self.seconds) s under two busy loops")
        let passed = before.moment.duration(to: after.moment)
        let expected = Int(passed.components.seconds) * 48_000 + Int(passed.components.attoseconds / 20_833_333_333_333)
        // A virtual device keeps the machine's own time: what did not come and was not counted would be missing here.
        // The ends are known to some blocks only, with loops that take the thread's time.
        let tolerance = 9_600 + expected / 20_000
        #expect(abs(after.recorded - before.recorded - expected) < tolerance, "the microphone's index")
        #expect(abs(after.rendered - before.rendered - expected) < tolerance, "the loudspeaker's index")
        #expect(after.jumped - before.jumped <= after.lostCapture - before.lostCapture + 480)
        #expect(after.resident - before.resident < 4 << 20)
        #expect(after.descriptors <= before.descriptors + 1)
    }

    private struct Figures {
        let moment = ContinuousClock.now
        let recorded: Int
        let rendered: Int
        let jumped: Int
        let lostCapture: Int
        let lostPlayback: Int
        let pairs: Int
        let resident: Int
        let descriptors: Int

        init(_ card: RunningCard) {
            let heard = card.captured.heard
            let status = card.system.status
            recorded = Int(heard.next.samples)
            rendered = Int(card.played.told.rendered.samples)
            jumped = heard.jumps.reduce(0, +)
            lostCapture = status.lostCapture
            lostPlayback = status.lostPlayback
            pairs = heard.clockEpochs
            resident = ProcessFigures.residentBytes(getpid()) ?? 0
            descriptors = ProcessFigures.descriptors(getpid()) ?? 0
        }

        func tell(_ after: Figures, _ title: String) {
            print(
                "FIGURES \(title): lost \(after.lostCapture - lostCapture) captured and",
                "\(after.lostPlayback - lostPlayback) played samples, index jumped by \(after.jumped - jumped),",
                "\(after.pairs - pairs) new clock pairs, memory \((after.resident - resident) / 1_024) kB,",
                "descriptors \(descriptors) to \(after.descriptors)")
        }
    }
}
