import Sound
import Testing

@testable import SignalPath

@Suite struct WaveFileTests {
    let file = WaveFile(rate: StreamRate(hertz: 16_000)!, samples: [0, 1, -1, 32_767, -32_768])

    @Test func writesWhatItReads() throws {
        let bytes = file.bytes
        #expect(bytes.count == 54)
        #expect(try WaveFile(bytes: bytes) == file)
    }

    @Test func skipsChunksItDoesNotKnow() throws {
        var bytes = file.bytes
        bytes.insert(contentsOf: Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0], at: 12)
        #expect(try WaveFile(bytes: bytes) == file)
    }

    @Test(arguments: [
        (0, UInt8(ascii: "X"), WaveFault.notWave), (20, 3, .encoding(tag: 3, bits: 16)), (22, 2, .channels(2)),
        (24, 0x81, .rate(16_001)), (34, 8, .encoding(tag: 1, bits: 8)), (40, 200, .cutShort), (36, 0x44, .noSound),
        (12, 0x46, .noFormat), (16, 250, .cutShort),
    ])
    func refusesWhatItCannotRead(offset: Int, byte: UInt8, fault: WaveFault) {
        var bytes = file.bytes
        bytes[offset] = byte
        #expect(throws: fault) { try WaveFile(bytes: bytes) }
    }

    /// Who reads a file as it comes asks again until the header is there.
    @Test func saysWhereTheSoundBeginsAsSoonAsItCan() throws {
        var bytes = file.bytes
        bytes.insert(contentsOf: Array("LIST".utf8) + [3, 0, 0, 0, 1, 2, 3, 0], at: 12)
        let sound = bytes.count - 10
        for length in 0..<sound { #expect(try WaveFile.place(in: Array(bytes.prefix(length)), isWhole: false) == nil) }
        let place = WavePlace(rate: file.rate, start: sound, size: 10)
        #expect(try WaveFile.place(in: Array(bytes.prefix(sound)), isWhole: false) == place)
        #expect(throws: WaveFault.notWave) { try WaveFile.place(in: Array("no recording at all".utf8), isWhole: false) }
        #expect(throws: WaveFault.noFormat) { try WaveFile.place(in: Array(bytes.prefix(20)), isWhole: true) }
    }

    @Test func neverTrapsOnBrokenFiles() {
        let bytes = file.bytes
        for length in 0..<bytes.count { _ = try? WaveFile(bytes: Array(bytes.prefix(length))) }
        var dice = Dice(4)
        for _ in 0..<2_000 {
            var broken = bytes
            for _ in 0..<4 {
                let place = Int(abs(dice.roll()) * Float(broken.count - 1))
                broken[place] = UInt8(abs(dice.roll()) * 255)
            }
            _ = try? WaveFile(bytes: broken)
        }
    }
}
