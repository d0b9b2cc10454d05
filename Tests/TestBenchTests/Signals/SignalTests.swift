import TestBench
import Testing

@Suite struct LevelTests {
    @Test func levelsAreDecibelsBelowFullScale() {
        #expect(Level.decibels([Int16](repeating: 0, count: 10)) == -120)
        #expect(Level.decibels([Int16]()) == -120)
        #expect(abs(Level.decibels([Int16](repeating: 3_277, count: 10)) + 20) < 0.01)
        #expect(Level.peak([3, -32_768, 5]) == 32_768)
    }

    @Test func echoReductionIsTheDifference() {
        let loud = Noise.white(count: 4_800, decibels: -20), soft = Noise.white(count: 4_800, decibels: -50, seed: 9)
        #expect(abs(Level.echoReduction(microphone: loud, processed: soft) - 30) < 0.1)
    }
}

@Suite struct EdgesTests {
    @Test func onsetIsTheFirstLoudSample() {
        #expect(Edges.onset(in: [0, 999, -1_000, 2_000]) == 2)
        #expect(Edges.onset(in: [0, 999, -1_000, 2_000], from: 3) == 3)
        #expect(Edges.onset(in: [1, 2]) == nil)
    }

    @Test func silenceMustLast() {
        #expect(Edges.silence(in: [9_000, 1, 9_000, 1, 2, 3, 4], lasting: 3) == 3)
        #expect(Edges.silence(in: [9_000, 1, 9_000, 1], lasting: 3) == nil)
    }

    @Test func theEndIsBehindTheLastSound() {
        #expect(Edges.end(in: [0, 60, 0, -50, 49, 0]) == 4)
        #expect(Edges.end(in: [0, 49]) == nil)
    }
}

@Suite struct CorrelationTests {
    @Test(arguments: [0, 1, 777, 5_000])
    func aPatternIsFoundAtItsSample(_ place: Int) throws {
        let pattern = Noise.chirp(count: 1_000)
        var recording = Noise.white(count: 8_000, decibels: -40)
        for index in pattern.indices { recording[place + index] += pattern[index] / 2 }
        let found = Correlation.find(pattern, in: recording)
        let correlation = try #require(found)
        #expect(correlation.index == place)
        #expect(correlation.similarity > 0.95)
    }

    @Test func aFaintCopyFitsBetterThanALoudStranger() throws {
        let pattern = Noise.white(count: 480, decibels: -45)
        let stranger = zip(Noise.white(count: 480, decibels: -15, seed: 5), pattern).map { $0 + 8 * $1 }
        let found = Correlation.find(pattern, in: stranger + pattern + Noise.white(count: 480, decibels: -70, seed: 6))
        let copy = try #require(found)
        #expect(copy.index == 480)
        #expect(copy.similarity > 0.999)
    }

    @Test func aTurnedPatternIsNegativeAndSilenceIsNothing() throws {
        let pattern = Noise.chirp(count: 1_000)
        let found = Correlation.find(pattern, in: pattern.map { -$0 } + [Int16](repeating: 0, count: 50))
        let turned = try #require(found)
        #expect(turned.index == 0)
        #expect(turned.similarity < -0.99)
        #expect(Correlation.find(pattern, in: [Int16](repeating: 0, count: 2_000)) == nil)
        #expect(Correlation.find(pattern, in: [1]) == nil)
    }

    @Test func strangersDoNotCorrelate() throws {
        let found = Correlation.find(
            Noise.white(count: 4_000, decibels: -20), in: Noise.white(count: 4_000, decibels: -20, seed: 77))
        #expect(abs(try #require(found).similarity) < 0.1)
    }
}

@Suite struct PercentileTests {
    @Test func ranksAreNearest() {
        #expect(percentile(0.5, of: [5, 1, 3]) == 3)
        #expect(percentile(0.99, of: 1...100) == 99)
        #expect(percentile(1, of: 1...100) == 100)
        #expect(percentile(0, of: [4, 2]) == 2)
        #expect(percentile(0.5, of: [Int]()) == nil)
    }
}

@Suite struct NoiseTests {
    @Test func noisesHaveTheLevelAskedForAndAreRepeatable() {
        let speech = Noise.tone(hertz: 300, count: 9_000)
        for sound in [
            Noise.white(count: 24_000, decibels: -30), Noise.fan(count: 24_000, decibels: -30),
            Noise.babble(from: speech, count: 24_000, decibels: -30),
        ] {
            #expect(abs(Level.decibels(sound) + 30) < 0.2)
        }
        #expect(Noise.white(count: 100, decibels: -30) == Noise.white(count: 100, decibels: -30))
        #expect(Noise.white(count: 100, decibels: -30) != Noise.white(count: 100, decibels: -30, seed: 5))
    }

    @Test func aFanRumblesAndWhiteNoiseHisses() {
        let change = { (sound: [Int16]) in zip(sound, sound.dropFirst()).map { $1 &- $0 } }
        #expect(Level.decibels(change(Noise.fan(count: 24_000, decibels: -30))) < -40)
        #expect(Level.decibels(change(Noise.white(count: 24_000, decibels: -30))) > -30)
    }
}

@Suite struct WavFileTests {
    @Test func whatIsWrittenIsRead() throws {
        let folder = try TemporaryFolder("wav")
        let file = WavFile(rate: 16_000, channels: [[1, -2, 32_767], [4, -32_768, 6]])
        #expect(file.write(to: folder.path + "/x.wav"))
        #expect(try WavFile(path: folder.path + "/x.wav") == file)
    }

    @Test func anOpenSizeMeansTheRestOfTheFile() throws {
        var bytes = WavFile(rate: 8_000, channels: [[1, 2, 3]]).bytes
        for index in 40..<44 { bytes[index] = 0xff }
        #expect(try WavFile(bytes: bytes, name: "pipe").channels == [[1, 2, 3]])
    }

    @Test func everyCutOfAFileIsReadOrRefused() {
        let bytes = WavFile(rate: 8_000, channels: [[1, 2, 3]]).bytes
        for count in 0..<bytes.count {
            let file = try? WavFile(bytes: Array(bytes[..<count]), name: "cut")
            #expect(file == nil || file?.channels.first?.count ?? 0 < 3)
        }
    }

    @Test func otherThingsAreRefused() {
        #expect(throws: WavFile.CannotBeRead.noFile("/nowhere")) { try WavFile(path: "/nowhere") }
        #expect(throws: WavFile.CannotBeRead.notWav("text")) {
            try WavFile(bytes: Array("hello, world".utf8), name: "text")
        }
        var bytes = WavFile(rate: 8_000, channels: [[1]]).bytes
        bytes[34] = 8
        #expect(throws: WavFile.CannotBeRead.otherFormat("x", tag: 1, bits: 8)) { try WavFile(bytes: bytes, name: "x") }
    }
}
