import ControlProtocol
import ControlServer
import Glibc
import SignalPath
import Sound
import Testing

@testable import voicelived

@Suite struct TapCoderTests {
    private let own = StreamRate(hertz: 16_000) ?? .lowest

    private func coder(_ format: AudioFormat, rate: Int? = nil) throws -> TapCoder {
        try TapCoder(TappedStream(point: .micDsp, format: format, rate: rate), own: own)
    }

    private func sine(_ count: Int, from start: Int = 0, rate: Double = 16_000) -> [Int16] {
        (start..<start + count).map { Int16(8_000 * sin(2 * .pi * 440 * Double($0) / rate)) }
    }

    @Test func samplesGoOutAsTheyCome() throws {
        let coder = try coder(.pcm16)
        let frames = coder.take([1, -2, 3], at: 1_000, rate: own)
        #expect(frames.map(\.offset) == [1_000])
        #expect(frames.map(\.bytes) == [[1, 0, 0xFE, 0xFF, 3, 0]])
        #expect(coder.shape == TapShape(rate: 16_000, channels: 1))
    }

    @Test func anotherRateKeepsTimeAndTone() throws {
        let coder = try coder(.pcm16, rate: 48_000)
        var frames: [TapFrame] = []
        for block in 0..<50 { frames += coder.take(sine(160, from: block * 160), at: Int64(block * 160), rate: own) }
        let samples = frames.flatMap { PCM16.samples($0.bytes[...]) }
        let places = frames.reduce(into: (next: Int64(0), isWhole: true)) { places, frame in
            places.isWhole = places.isWhole && frame.offset == places.next
            places.next += Int64(frame.bytes.count / 2)
        }
        #expect(places.isWhole)
        #expect(samples.count > 23_500 && samples.count <= 24_000)
        let expected = sine(samples.count, rate: 48_000)
        let error = zip(samples, expected).dropFirst(200).map { abs(Int($0) - Int($1)) }.max()
        #expect(try #require(error) < 200)
    }

    @Test func opusComesInPacketsOf20Milliseconds() throws {
        let coder = try coder(.opus)
        var frames: [TapFrame] = []
        for block in 0..<51 {
            frames += coder.take(sine(160, from: block * 160), at: 320 + Int64(block) * 160, rate: own)
        }
        #expect(frames.count == 25)
        #expect(frames.map(\.offset) == (0..<25).map { 320 + $0 * 320 })
        #expect(frames.allSatisfy { $0.durationMicroseconds == 20_000 })
        let decoder = try OpusVoiceDecoder(rate: own)
        let sound = try frames.flatMap { try decoder.decode($0.bytes) }
        let lag = try #require(coder.shape.lookahead)
        let pairs = zip(sound[(lag + 1_600)...], sine(8_000)[1_600...])
        let product = pairs.reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let powers = pairs.reduce((0.0, 0.0)) { sums, pair in
            (sums.0 + Double(pair.0) * Double(pair.0), sums.1 + Double(pair.1) * Double(pair.1))
        }
        #expect(product / (powers.0 * powers.1).squareRoot() > 0.95)
    }

    @Test func aHoleStaysAHole() throws {
        let coder = try coder(.opus)
        _ = coder.take(sine(480), at: 0, rate: own)
        let after = coder.take(sine(320), at: 16_000, rate: own)
        // The last packet before the hole is filled up with silence.
        #expect(after.map(\.offset) == [320, 16_000])
    }

    @Test func theEndOfSoundIsNotHeldBack() throws {
        let coder = try coder(.opus)
        #expect(coder.take(sine(480), at: 0, rate: own).count == 1)
        let late = (0..<20).flatMap { _ in coder.tick() }
        #expect(late.map(\.offset) == [320])
    }

    @Test func whatCannotBeMadeIsRefusedInWords() {
        #expect(throws: ControlError.self) { try coder(.opus, rate: 44_100) }
        #expect(throws: ControlError.self) { try coder(.pcm16, rate: 44_101) }
        do { _ = try coder(.opus, rate: 44_100) } catch {
            #expect("\(error)".contains("24000"))
        }
    }
}

@Suite struct DownlinkQueueTests {
    private let fast = StreamRate(hertz: 24_000) ?? .lowest

    @Test func anAnswerLeavesAtTheSpeedOfSpeech() throws {
        var queue = DownlinkQueue()
        queue.add([Int16](0..<300), rate: fast)
        queue.add([Int16](300..<500), rate: fast)
        #expect(queue.takeBlock()?.samples == [Int16](0..<240))
        #expect(queue.takeBlock()?.samples == [Int16](240..<480))
        #expect(queue.takeBlock()?.samples == [Int16](480..<500))
        #expect(queue.takeBlock()?.samples == nil)
    }

    @Test func anotherRateBeginsABlockOfItsOwn() {
        var queue = DownlinkQueue()
        queue.add([1, 2], rate: fast)
        queue.add([3], rate: .lowest)
        #expect(queue.takeBlock()?.samples == [1, 2])
        #expect(queue.takeBlock()?.rate == .lowest)
    }

    @Test func itHoldsTwoMinutes() {
        var queue = DownlinkQueue()
        let second = [Int16](repeating: 1, count: 24_000)
        for _ in 0..<200 { queue.add(second, rate: fast) }
        #expect(queue.count == DownlinkQueue.most)
    }
}
