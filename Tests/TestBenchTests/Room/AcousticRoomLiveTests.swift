import TestBench
import Testing

@Suite(.serialized) struct AcousticRoomLiveTests {
    private let chirp = Noise.chirp(count: 2_400)

    /// One sound on its way: when and where it was seen.
    private struct Crossing {
        var left, arrived, recorded: Correlation
        var offset: Int
        var decibels: Double
        var crossing, recording: Int64
    }

    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func aSoundCrossesTheRoomWithTheConfiguredDelay(_ kind: SoundServerKind) throws {
        let settings = RoomSettings(echoDecibels: -6, delayMilliseconds: 50)
        let seen = try RoomScene.measure(kind, settings) { scene in
            scene.player.play(chirp)
            scene.listen(milliseconds: 600)
            let room = scene.room
            let left = try found(chirp, in: room.played(0..<room.playedEnd))
            let arrived = try found(chirp, in: room.heard(0..<room.heardEnd))
            let recorded = try found(chirp, in: scene.microphone.samples)
            let leftAt = try known(room.instant(played: left.index))
            let arrivedAt = try known(room.instant(heard: arrived.index))
            return Crossing(
                left: left, arrived: arrived, recorded: recorded, offset: try known(room.offset),
                decibels: Level.decibels(room.heard(arrived.index..<arrived.index + 2_400)) - Level.decibels(chirp),
                crossing: arrivedAt - leftAt,
                recording: try known(scene.microphone.instant(recorded.index)) - arrivedAt)
        }
        #expect(seen.arrived.index - seen.left.index == seen.offset)
        #expect(seen.recorded.similarity > 0.999)
        #expect(abs(seen.decibels + 6) < 0.1)
        #expect(abs(seen.crossing - 170_000) < tolerance(kind))
        #expect(abs(seen.recording) < tolerance(kind))
    }

    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func injectedSpeechIsAtItsExactSampleOnTheMicrophone(_ kind: SoundServerKind) throws {
        let speech = try SpeechFixtures.speech(rate: 48_000)
        let distance = 17_321
        let (first, second, isSame) = try RoomScene.measure(kind, RoomSettings(echoDecibels: nil)) { scene in
            let start = scene.room.horizon + 4_800
            scene.room.inject(chirp, at: start)
            scene.room.inject(speech, at: start + distance, decibels: -6)
            _ = scene.room.waits(untilHeard: start + distance + speech.count, within: .seconds(20))
            scene.listen(milliseconds: 300)
            let recording = scene.microphone.samples
            let first = try found(chirp, in: recording), second = try found(speech, in: recording)
            guard first.similarity > 0.999, second.similarity > 0.999 else { throw RoomScene.HasHole() }
            return (first, second, scene.room.heard(start..<start + chirp.count) == chirp)
        }
        #expect(second.index - first.index == distance)
        #expect(isSame)
    }

    @Test(.timeLimit(.minutes(2)), arguments: SoundServerKind.allCases)
    func driftIsMeasuredBack(_ kind: SoundServerKind) throws {
        var settings = RoomSettings()
        settings.driftPartsPerMillion = 200
        settings.ownDelayMilliseconds = 200
        let (distance, stretched) = try RoomScene.measure(kind, settings) { scene in
            let room = scene.room
            scene.player.play(chirp)
            scene.listen(milliseconds: 500)
            let middle = (played: room.playedEnd, heard: room.heardEnd)
            scene.listen(milliseconds: 4_500)
            scene.player.play(chirp)
            scene.listen(milliseconds: 600)
            let sent = try (
                found(chirp, in: room.played(0..<middle.played)),
                found(chirp, in: room.played(middle.played..<room.playedEnd))
            )
            let received = try (
                found(chirp, in: room.heard(0..<middle.heard)),
                found(chirp, in: room.heard(middle.heard..<room.heardEnd))
            )
            return (
                sent.1.index + middle.played - sent.0.index, received.1.index + middle.heard - received.0.index
            )
        }
        let measured = Double(stretched - distance) / Double(distance) * 1_000_000
        #expect(abs(measured - 200) < 10)
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func theRoomOutlivesUnpluggingAndARestart(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let room = try AcousticRoom(server)
        try server.unplug(.loudspeaker)
        #expect(becomesTrue(within: .seconds(10)) { room.offset == nil })
        try server.plug(.loudspeaker)
        try room.waitUntilWhole(within: .seconds(10))
        server.freeze()
        server.thaw()
        try server.restart()
        #expect(becomesTrue(within: .seconds(10)) { room.figures.anchorings >= 3 })
        try room.waitUntilWhole(within: .seconds(10))
        let begin = room.playedEnd
        let player = DevicePlayback(server)
        player.play(chirp)
        #expect(room.waits(untilHeard: room.heardEnd + 48_000, within: .seconds(10)))
        #expect(Level.peak(room.played(begin..<room.playedEnd)) > 9_000)
    }

    @Test(.timeLimit(.minutes(2)))
    func aLongResponseAndNoiseAreHeard() throws {
        var settings = RoomSettings(echoDecibels: -3)
        settings.response = RoomResponse.generated(seconds: 0.5, reverberationSeconds: 0.4)
        settings.noise = Noise.fan(count: 96_000, decibels: -50)
        let (before, tail, later) = try RoomScene.measure(.pulseAudio, settings) { scene in
            let room = scene.room
            scene.player.play(chirp)
            scene.listen(milliseconds: 1_000)
            let left = try found(chirp, in: room.played(0..<room.playedEnd))
            let begin = left.index + (try known(room.offset)), end = begin + chirp.count
            return (
                Level.decibels(room.heard(begin - 6_000..<begin - 1_200)),
                Level.decibels(room.heard(end + 480..<end + 2_880)),
                Level.decibels(room.heard(end + 16_800..<end + 19_200))
            )
        }
        #expect(abs(before + 50) < 2)
        // The reverberation dies away into the noise.
        #expect(tail > later + 12)
    }

    @Test(.timeLimit(.minutes(2)))
    func theRecordingShowsBothSides() throws {
        let settings = RoomSettings(echoDecibels: 0, delayMilliseconds: 20)
        let file = try RoomScene.measure(.pulseAudio, settings) { scene in
            scene.player.play(chirp)
            scene.listen(milliseconds: 600)
            let folder = try TemporaryFolder("wav")
            #expect(scene.room.recording().write(to: folder.path + "/both.wav"))
            return try WavFile(path: folder.path + "/both.wav")
        }
        #expect(file.rate == 48_000)
        let heard = try found(chirp, in: file.channels[0]), played = try found(chirp, in: file.channels[1])
        #expect(heard.index - played.index == 140 * 48)
    }

    @Test(.timeLimit(.minutes(2)))
    func thePathChangesWhileSoundPasses() throws {
        let (loud, soft) = try RoomScene.measure(.pulseAudio, RoomSettings(echoDecibels: 0)) { scene in
            scene.player.play(Noise.tone(hertz: 500, count: 96_000))
            scene.listen(milliseconds: 800)
            let changed = scene.room.horizon
            scene.room.change { $0.echoDecibels = -20 }
            scene.listen(milliseconds: 500)
            return (
                Level.decibels(scene.room.heard(changed - 9_600..<changed)),
                Level.decibels(scene.room.heard(changed + 4_800..<changed + 14_400))
            )
        }
        #expect(abs(loud - soft - 20) < 0.5)
    }

    /// Outside of a macro, which would print whole recordings when it fails. Not finding it is no failure of the test
    /// here: in a disturbed scene it is to be expected.
    private func found(_ pattern: [Int16], in recording: [Int16]) throws -> Correlation {
        guard let result = Correlation.find(pattern, in: recording) else { throw NotFound() }
        return result
    }

    private func known<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw NotFound() }
        return value
    }

    private struct NotFound: Error {}

    /// How far off a server's word about time may be, in microseconds.
    private func tolerance(_ kind: SoundServerKind) -> Int64 {
        kind == .pulseAudio ? 10_000 : 30_000
    }
}
