import Testing

@testable import TestBench

@Suite struct EchoPathTests {
    private let source = Noise.white(count: 48_000, decibels: -20)

    /// The path's output from microphone sample 0 on.
    private func heard(_ settings: RoomSettings, blocks: Int, offset: Int) -> (samples: [Float], late: Int) {
        var played = SampleTape(capacity: 1_000_000)
        played.append(source)
        let path = EchoPath(settings, driftStart: 0)
        var samples: [Float] = []
        var late = 0
        for number in 0..<blocks {
            var block = [Float](repeating: 0, count: EchoPath.block)
            late += path.add(to: &block, index: number * EchoPath.block, offset: offset, played: played)
            samples += block
        }
        return (samples, late)
    }

    @Test func thePlainPathDelaysAndScales() {
        let (samples, late) = heard(RoomSettings(echoDecibels: -20), blocks: 4, offset: 100)
        #expect(late == 0)
        #expect(samples[0..<100].allSatisfy { $0 == 0 })
        for index in 100..<1_024 { #expect(abs(samples[index] - Float(source[index - 100]) / 10) < 0.01) }
    }

    @Test(arguments: [1, 255, 256, 257, 1_000])
    func theResponseIsConvolvedExactly(_ count: Int) {
        var settings = RoomSettings()
        settings.response = (0..<count).map { Float(($0 * 37) % 11 - 5) / 10 }
        let (samples, _) = heard(settings, blocks: 8, offset: 0)
        for index in stride(from: 0, to: samples.count, by: 17) {
            let wanted = (0...min(index, count - 1)).reduce(Float(0)) {
                $0 + settings.response[$1] * Float(source[index - $1])
            }
            #expect(abs(samples[index] - wanted) < 2)
        }
    }

    @Test func aMeasuredRoomIsReadFromAFile() throws {
        let folder = try TemporaryFolder("room")
        let file = folder.path + "/response.wav"
        #expect(writeWholeFile(file, WavFile(rate: 48_000, channels: [[16_384, 0, 0, -8_192]]).bytes))
        #expect(try RoomResponse.load(file) == [0.5, 0, 0, -0.25])
        #expect(throws: WavFile.CannotBeRead.self) { try RoomResponse.load(folder.path + "/none.wav") }
    }

    @Test func driftStretchesTime() throws {
        var settings = RoomSettings()
        settings.driftPartsPerMillion = 1_000
        let (samples, _) = heard(settings, blocks: 160, offset: 0)
        // After 40,000 samples of the microphone the loudspeaker gave 39,960.
        let piece = source[39_000..<39_960].map { $0 }
        let found = Correlation.find(piece, in: samples.map { Int16($0.rounded()) })
        #expect(abs(try #require(found).index - 39_039) <= 1)
    }

    @Test func missingSamplesAreCounted() {
        #expect(heard(RoomSettings(), blocks: 188, offset: 0).late == 188 * 256 - 48_000)
    }
}
