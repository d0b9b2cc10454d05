import Sound
import TestBench
import Testing

@testable import PulseSound

#if canImport(Glibc)
    import Glibc
#endif

/// Whether what is claimed about the loudspeaker agrees with a recording of it.
@Suite(.serialized) struct PlaybackTruthLiveTests {
    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func aCutSilencesAndTellsWhereItDid(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let recording = try MonitorRecording(of: .loudspeaker, on: server)
        #expect(becomesTrue(within: .seconds(5)) { recording.samples.count > 4_800 })
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        usleep(500_000)

        card.played.speak(false)
        let heardAtCut = card.played.told.heard
        card.system.cutPlayback()
        #expect(becomesTrue(within: .seconds(1)) { !card.played.told.takenBack.isEmpty })
        usleep(300_000)

        let first = try #require(card.played.told.takenBack.first)
        let played = try #require(PlayedSound(in: recording.finish(), near: first))
        let untilSilence = Double(played.soundEnd - heardAtCut) / 48
        let claimError = Double(first - played.soundEnd) / 48
        print(
            "\(kind): sound gone \(untilSilence) ms after the cut, claim is off by \(claimError) ms,",
            "fade of \(Double(played.soundEnd - played.exactEnd) / 48) ms;",
            "breaks: \(played.breaks), lost \(card.system.status.lostPlayback)")
        #expect(untilSilence < (kind == .pulseAudio ? 25 : 45))
        #expect(abs(claimError) < 11)
        #expect(played.soundEnd - played.exactEnd <= 480, "a fade of at most 10 ms")
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func soundThatCameTooLateIsCounted(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let recording = try MonitorRecording(of: .loudspeaker, on: server)
        #expect(becomesTrue(within: .seconds(5)) { recording.samples.count > 4_800 })
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        for _ in 0..<3 {
            card.played.stumble(milliseconds: 100)
            usleep(400_000)
        }
        usleep(300_000)
        let lost = card.system.status.lostPlayback
        let end = card.played.told.heard
        let played = try #require(PlayedSound(in: recording.finish(), near: end))
        print("\(kind): \(played.silentSamples) samples were silent, \(lost) counted as lost; \(played.breaks)")
        #expect(played.silentSamples > 3 * 1_440)
        #expect(lost >= played.silentSamples - played.breaks.count * 480, "silence that nobody counted")
        #expect(lost <= played.silentSamples + played.breaks.count * 2_400)
        #expect(abs(played.soundEnd - end) < 9_600, "the index no longer names the sample that is played")
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func theClocksAreTied(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        var settings = RunningCard.settings(for: server)
        settings.allowMonitorAsSource = true
        settings.source.preferences = [.name("spk.monitor")]
        let card = RunningCard(server: server, settings: settings, keeping: true)
        #expect(card.capturesAgain(within: .seconds(5)))
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        usleep(1_500_000)

        let heard = card.captured.heard
        let clock = try #require(heard.clock)
        #expect(clock.isPlaying)
        let errors = (heard.kept.count - 20_000..<heard.kept.count).map { offset in
            let index = (heard.keptFrom ?? .zero) + offset
            let claimed = clock.playbackTime(at: index)
            return NumberedSound.distance(from: heard.kept[offset], to: claimed)
        }
        // On a loaded machine sound may be lost now and then; the most frequent distance is the pair's.
        let counts = Dictionary(errors.map { ($0, 1) }, uniquingKeysWith: +)
        let usual = try #require(counts.max { $0.value < $1.value })
        #expect(usual.value > errors.count / 2, "the distance changed while sound passed: \(counts.count) values")
        let error = Double(usual.key) / 48
        print("\(kind): the clock pair is off by \(error) ms; \(heard.clockEpochs) pairs")
        #expect(abs(error) < (kind == .pulseAudio ? 5 : 25))
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func theMonitorAsReferenceHasTheLoudspeakersNumbers(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        var settings = RunningCard.settings(for: server)
        settings.reference = .monitor
        let card = RunningCard(server: server, settings: settings)
        // Nobody demands playback: the loudspeaker is open all the same.
        #expect(card.playsAgain(within: .seconds(5)))
        #expect(card.capturesAgain(within: .seconds(5)))
        usleep(1_000_000)

        let heard = card.played.told.heard
        var reference = [Int16](repeating: 0, count: 4_800)
        var span = reference.mutableSpan
        let found = card.tape.read(from: heard + -9_600, into: &span)
        #expect(found == 4_800)
        let errors = reference.indices.filter { reference[$0] != 0 }.map {
            NumberedSound.distance(from: reference[$0], to: heard + ($0 - 9_600))
        }
        let counts = Dictionary(errors.map { ($0, 1) }, uniquingKeysWith: +)
        let usual = try #require(counts.max { $0.value < $1.value })
        let error = Double(usual.key) / 48
        print("\(kind): the monitor's samples stand \(error) ms off on the tape, \(usual.value) of \(errors.count)")
        #expect(usual.value > 2_400)
        #expect(abs(error) < (kind == .pulseAudio ? 3 : 25))
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func theClocksAreTiedThroughARoom(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let room = try AcousticRoom(server, RoomSettings(echoDecibels: 0))
        let card = RunningCard(server: server, keeping: true)
        #expect(card.capturesAgain(within: .seconds(5)))
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        usleep(2_000_000)

        let heard = card.captured.heard
        let clock = try #require(heard.clock)
        let errors = (heard.kept.count - 20_000..<heard.kept.count).filter { heard.kept[$0] >= 10_000 }.map { offset in
            let claimed = clock.playbackTime(at: (heard.keptFrom ?? .zero) + offset)
            return NumberedSound.distance(from: heard.kept[offset], to: claimed) - room.settings.delaySamples
        }
        let usual = errors.sorted()[errors.count / 2]
        print("\(kind): through a room the clock pair is off by \(Double(usual) / 48) ms; \(room.figures)")
        #expect(abs(usual) < 48 * (kind == .pulseAudio ? 10 : 40))
    }

    /// Sound that takes the place of silence is heard from its first sample: the server had not given that silence away yet.
    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases, [true, false])
    func soundThatHurriesIsHeardFromItsFirstSample(_ kind: SoundServerKind, _ allowsRewinds: Bool) throws {
        var options = SoundServerOptions()
        options.allowsRewinds = allowsRewinds
        let server = try kind.start(options)
        let recording = try MonitorRecording(of: .loudspeaker, on: server)
        #expect(becomesTrue(within: .seconds(5)) { recording.samples.count > 4_800 })
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        let before = card.played.told.takenBack.count
        for round in 0..<20 {
            card.played.speak(false)
            // Out of step with the device.
            usleep(200_000 + UInt32(round) * 1_300)
            card.played.speak(true)
            card.system.hurryPlayback()
            usleep(150_000)
        }
        let places = card.played.told.takenBack.dropFirst(before).map { Int($0.samples % 20_000) + 10_000 }
        usleep(300_000)
        let heard = recording.finish()
        let starts = heard.indices.filter { $0 > 0 && heard[$0] != 0 && heard[$0 - 1] == 0 }.map { Int(heard[$0]) }
        let missing = places.map { place in
            starts.map { (Int($0) - place + 20_000) % 20_000 }.min() ?? .max
        }
        // A starved thread comes too late now and then, but never by more than what a device takes at once. Less than a
        // millisecond nobody hears.
        print("\(kind), rewinds \(allowsRewinds): first samples missing \(missing.filter { $0 > 0 })")
        #expect(places.count >= 15)
        #expect(missing.count { $0 > 48 } <= 2)
        #expect(missing.allSatisfy { $0 <= 960 })
    }

    /// Silence is given ahead, so that the server asks seldomer. What comes then is heard as soon as ever.
    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func aLoudspeakerAtRestIsServedSeldomAndSpeaksAtOnce(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let card = RunningCard(server: server)
        card.system.demandPlayback(.wanted)
        #expect(card.playsAgain(within: .seconds(5)))
        var waits: [Double] = []
        var reports: [Int] = []
        for round in 0..<5 {
            card.played.speak(false)
            // Long enough for a rest, and out of step with the device.
            usleep(1_400_000 + UInt32(round) * 3_700)
            let before = card.played.told
            usleep(500_000)
            let after = card.played.told
            reports.append((after.heardReports - before.heardReports) * 2)
            #expect(after.heard - before.heard > 12_000, "time goes on at rest")
            card.played.speak(true)
            card.system.hurryPlayback()
            usleep(200_000)
            let place = try #require(card.played.told.takenBack.last)
            waits.append(Double(place - after.heard) / 48)
            usleep(100_000)
        }
        print("\(kind): at rest \(reports) reports a second; what came then began \(waits) ms behind what was heard")
        #expect(reports.sorted()[2] < 70, "once a block it would be a hundred")
        // Of what is heard the last report may be 80 ms old.
        #expect(waits.sorted()[2] < 130)
    }
}
