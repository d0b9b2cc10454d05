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
        let folder = try TemporaryFolder("witnesses")
        let witnesses = try [
            Witness(of: "microphone", server, in: folder), Witness(of: "spk.monitor", server, in: folder),
        ]
        #expect(becomesTrue(within: .seconds(5)) { witnesses.allSatisfy { $0.samples > 0 } })
        let loops = try (0..<2).map { _ in try ChildProcess("sh", ["-c", "while :; do :; done"], output: .none) }
        usleep(500_000)
        let before = Figures(card, witnesses.map { $0.samples })
        usleep(UInt32(Self.seconds) * 1_000_000)
        let after = Figures(card, witnesses.map { $0.samples })
        for loop in loops { loop.kill() }

        before.tell(after, "\(kind), \(Self.seconds) s under two busy loops")
        // What did not come and was not counted would be missing in our index: another program has its sound from the
        // same devices. A device that stands still, as PipeWire's virtual ones do when it gets no time, counts as lost
        // sound, up to the machine's own time. The ends are known to some blocks only, with loops that take everybody's.
        let time = before.samples(until: after)
        let (recorded, rendered) = (after.recorded - before.recorded, after.rendered - before.rendered)
        let passed = zip(before.witnessed, after.witnessed).map { $1 - $0 }
        #expect((passed[0] - 4_800...max(passed[0], time) + 4_800).contains(recorded), "the microphone's index")
        #expect((passed[1] - 4_800...max(passed[1], time) + 4_800).contains(rendered), "the loudspeaker's index")
        #expect(after.jumped - before.jumped <= after.lostCapture - before.lostCapture + 480)
        #expect(after.resident - before.resident < 4 << 20)
        #expect(after.descriptors <= before.descriptors + 1)
    }

    /// Another program that records a device for itself.
    private struct Witness {
        private let recorder: ChildProcess
        private let path: String

        init(of device: String, _ server: any SoundServer, in folder: TemporaryFolder) throws {
            path = folder.path + "/" + device
            recorder = try ChildProcess(
                "parec",
                [
                    "--device=" + device, "--rate=48000", "--channels=1", "--format=s16le", "--latency-msec=20", path,
                ], environment: server.environment, output: .none)
        }

        var samples: Int {
            var status = stat()
            return unsafe stat(path, &status) == 0 ? Int(status.st_size) / 2 : 0
        }
    }

    private struct Figures {
        let moment = ContinuousClock.now
        /// Samples of microphone and loudspeaker that the witnesses have.
        let witnessed: [Int]
        let recorded: Int
        let rendered: Int
        let jumped: Int
        let lostCapture: Int
        let lostPlayback: Int
        let pairs: Int
        let resident: Int
        let descriptors: Int

        init(_ card: RunningCard, _ witnessed: [Int]) {
            self.witnessed = witnessed
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

        /// That the machine's time has between.
        func samples(until after: Figures) -> Int {
            Int(moment.duration(to: after.moment) / .microseconds(1)) * 48 / 1_000
        }

        func tell(_ after: Figures, _ title: String) {
            // How far the devices fell behind the machine's time, and we behind the witnesses.
            let time = samples(until: after)
            let (recorded, rendered) = (after.recorded - recorded, after.rendered - rendered)
            let passed = zip(witnessed, after.witnessed).map { $1 - $0 }
            print(
                "FIGURES \(title): microphone \(time - passed[0]) behind the machine's time, index",
                "\(passed[0] - recorded) behind the witness; loudspeaker \(time - passed[1]) and \(passed[1] - rendered)"
            )
            print(
                "FIGURES \(title): lost \(after.lostCapture - lostCapture) captured and",
                "\(after.lostPlayback - lostPlayback) played samples, index jumped by \(after.jumped - jumped),",
                "\(after.pairs - pairs) new clock pairs, memory \((after.resident - resident) / 1_024) kB,",
                "descriptors \(descriptors) to \(after.descriptors)")
        }
    }
}
