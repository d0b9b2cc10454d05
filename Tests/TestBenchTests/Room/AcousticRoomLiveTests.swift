import TestBench
import Testing

@Suite(.serialized) struct AcousticRoomLiveTests {
    private let chirp = Noise.chirp(count: 2_400)

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func aSoundCrossesTheRoomWithTheConfiguredDelay(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let room = try AcousticRoom(server, RoomSettings(echoDecibels: -6, delayMilliseconds: 50))
        let microphone = DeviceRecording(server)
        let player = DevicePlayback(server)
        #expect(microphone.waits(for: 9_600, within: .seconds(10)))
        player.play(chirp)
        #expect(microphone.waits(for: microphone.count + 28_800, within: .seconds(10)))

        let offset = try #require(room.offset)
        let left = try found(chirp, in: room.played(0..<room.playedEnd))
        let arrived = try found(chirp, in: room.heard(0..<room.heardEnd))
        let recorded = try found(chirp, in: microphone.samples)
        #expect(arrived.index - left.index == offset)
        #expect(recorded.similarity > 0.999)
        let loudness = Level.decibels(room.heard(arrived.index..<arrived.index + 2_400)) - Level.decibels(chirp)
        #expect(abs(loudness + 6) < 0.1)

        let leftAt = try #require(room.instant(played: left.index))
        let arrivedAt = try #require(room.instant(heard: arrived.index))
        let recordedAt = try #require(microphone.instant(recorded.index))
        #expect(abs(arrivedAt - leftAt - 130_000) < tolerance(kind))
        #expect(abs(recordedAt - arrivedAt) < tolerance(kind))
        #expect(room.figures.lateSamples == 0)
        #expect(room.figures.anchorings == 1)
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func injectedSpeechIsAtItsExactSampleOnTheMicrophone(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let room = try AcousticRoom(server, RoomSettings(echoDecibels: nil))
        let microphone = DeviceRecording(server)
        #expect(microphone.waits(for: 4_800, within: .seconds(10)))
        let start = room.horizon + 4_800
        let distance = 17_321
        let other = Noise.white(count: 2_400, decibels: -20)
        room.inject(chirp, at: start)
        room.inject(other, at: start + distance, decibels: -6)
        #expect(room.waits(untilHeard: start + distance + 9_600, within: .seconds(10)))
        #expect(microphone.waits(for: microphone.count + 9_600, within: .seconds(10)))

        let recording = microphone.samples
        let first = try found(chirp, in: recording)
        let second = try found(other, in: recording)
        #expect(second.index - first.index == distance)
        #expect(first.similarity > 0.999)
        #expect(room.heard(start..<start + chirp.count) == chirp)
        #expect(room.figures.disturbances == 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func driftIsMeasuredBack(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        var settings = RoomSettings()
        settings.driftPartsPerMillion = 200
        let room = try AcousticRoom(server, settings)
        let player = DevicePlayback(server)
        player.play(chirp)
        #expect(room.waits(untilHeard: room.heardEnd + 5 * 48_000, within: .seconds(10)))
        player.play(chirp)
        #expect(room.waits(untilHeard: room.heardEnd + 28_800, within: .seconds(10)))

        let played = room.played(0..<room.playedEnd), heard = room.heard(0..<room.heardEnd)
        let half = 2 * 48_000
        let sent = try (found(chirp, in: Array(played[..<half])), found(chirp, in: Array(played[half...])))
        let received = try (found(chirp, in: Array(heard[..<half])), found(chirp, in: Array(heard[half...])))
        let distance = sent.1.index + half - sent.0.index
        let stretched = received.1.index + half - received.0.index
        let measured = Double(stretched - distance) / Double(distance) * 1_000_000
        #expect(abs(measured - 200) < 10)
        // Between two samples a copy is never quite the same.
        #expect(received.1.similarity > 0.95)
    }

    @Test(.timeLimit(.minutes(1)), arguments: SoundServerKind.allCases)
    func theRoomOutlivesUnpluggingAndARestart(_ kind: SoundServerKind) throws {
        let server = try kind.start()
        let room = try AcousticRoom(server)
        try server.unplug(.loudspeaker)
        #expect(becomesTrue(within: .seconds(10)) { room.offset == nil })
        try server.plug(.loudspeaker)
        try room.waitUntilWhole(within: .seconds(10))
        try server.restart()
        try room.waitUntilWhole(within: .seconds(10))
        let begin = room.playedEnd
        let player = DevicePlayback(server)
        player.play(chirp)
        #expect(room.waits(untilHeard: room.heardEnd + 48_000, within: .seconds(10)))
        #expect(try found(chirp, in: room.played(begin..<room.playedEnd)).similarity > 0.99)
        #expect(room.figures.anchorings >= 3)
    }

    @Test(.timeLimit(.minutes(1)))
    func aLongResponseAndNoiseAreHeard() throws {
        let server = try SoundServerKind.pulseAudio.start()
        var settings = RoomSettings(echoDecibels: -3)
        settings.response = RoomResponse.generated(seconds: 0.5, reverberationSeconds: 0.4)
        settings.noise = Noise.fan(count: 96_000, decibels: -50)
        let room = try AcousticRoom(server, settings)
        let player = DevicePlayback(server)
        player.play(chirp)
        #expect(room.waits(untilHeard: room.heardEnd + 48_000, within: .seconds(10)))
        let offset = try #require(room.offset)
        let left = try found(chirp, in: room.played(0..<room.playedEnd))
        let end = left.index + offset + chirp.count
        // The reverberation dies away into the noise.
        let tail = Level.decibels(room.heard(end + 480..<end + 2_880))
        let later = Level.decibels(room.heard(end + 16_800..<end + 19_200))
        #expect(tail > later + 12)
        let before = left.index + offset - 6_000
        #expect(abs(Level.decibels(room.heard(before..<before + 4_800)) + 50) < 2)
        #expect(room.figures.lateSamples == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func theRecordingShowsBothSides() throws {
        let server = try SoundServerKind.pulseAudio.start()
        let room = try AcousticRoom(server, RoomSettings(echoDecibels: 0, delayMilliseconds: 20))
        let player = DevicePlayback(server)
        player.play(chirp)
        #expect(room.waits(untilHeard: room.heardEnd + 48_000, within: .seconds(10)))
        let folder = try TemporaryFolder("wav")
        #expect(room.recording().write(to: folder.path + "/both.wav"))
        let file = try WavFile(path: folder.path + "/both.wav")
        #expect(file.rate == 48_000)
        let heard = try found(chirp, in: file.channels[0]), played = try found(chirp, in: file.channels[1])
        #expect(heard.index - played.index == 4_800)
    }

    /// Outside of a macro, which would print whole recordings when it fails.
    private func found(_ pattern: [Int16], in recording: [Int16]) throws -> Correlation {
        let result = Correlation.find(pattern, in: recording)
        let correlation = try #require(result)
        try #require(correlation.similarity > 0.9, "the sound is not in the recording")
        return correlation
    }

    /// How far off a server's word about time may be, in microseconds.
    private func tolerance(_ kind: SoundServerKind) -> Int64 {
        kind == .pulseAudio ? 4_000 : 25_000
    }
}
