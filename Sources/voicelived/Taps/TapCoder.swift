import ControlProtocol
import ControlServer
import SignalPath
import Sound

/// One stream's samples on their way to its listeners: rate, coding, pieces. Belongs to one lock.
///
/// A hole in what comes in is a hole in what goes out: frames carry the place of their first sample, and nothing is
/// moved together or filled up, but for the last packet before a hole.
final class TapCoder {
    let stream: TappedStream
    let rate: StreamRate
    private let encoder: OpusVoiceEncoder?
    private var resampler: StreamResampler?
    private var inputRate: StreamRate?
    /// Where the input goes on when it has no hole, at its own rate.
    private var expected: Int64?
    /// What no frame has taken yet.
    private var waiting: [Int16] = []
    /// The place of the first of them, at `rate`.
    private var start: Int64 = 0
    /// Blocks of the microphone since anything came.
    private var idle = 0
    /// 100 ms: then what comes next is a piece of its own.
    private static let longestIdle = 10

    /// - Parameter own: The point's rate, taken when the listener named none.
    init(_ stream: TappedStream, own: StreamRate) throws(ControlError) {
        let wanted = stream.rate ?? Int(own.hertz)
        guard let rate = StreamRate(hertz: wanted) else {
            throw ControlError(
                .audioFormat, "\(wanted) samples a second cannot be made",
                hint: "take a multiple of 100 between 8000 and 48000")
        }
        self.stream = stream
        self.rate = rate
        guard stream.format == .opus else {
            encoder = nil
            return
        }
        do { encoder = try OpusVoiceEncoder(rate: rate) } catch {
            throw ControlError(
                .audioFormat, "Opus has no \(wanted) samples a second",
                hint: "take one of \(OpusFault.rates.map { "\($0)" }.joined(separator: ", "))")
        }
    }

    var shape: TapShape { TapShape(rate: Int(rate.hertz), channels: 1, lookahead: encoder?.lookahead) }

    /// Samples from the place `offset` on, at `rate`.
    func take(_ samples: [Int16], at offset: Int64, rate: StreamRate) -> [TapFrame] {
        var frames: [TapFrame] = []
        if expected != offset || inputRate != rate {
            frames = flush()
            begin(at: offset, rate: rate)
        }
        idle = 0
        expected = offset + Int64(samples.count)
        waiting += resampler?.convert(samples.span) ?? samples
        return frames + cut()
    }

    private func begin(at offset: Int64, rate: StreamRate) {
        start = offset * Int64(self.rate.hertz) / Int64(rate.hertz)
        inputRate = rate
        resampler = rate == self.rate ? nil : StreamResampler(from: rate, to: self.rate)
    }

    /// Another 10 ms have passed. What is inside does not wait for sound that may never come.
    func tick() -> [TapFrame] {
        idle += 1
        guard idle == Self.longestIdle, expected != nil else { return [] }
        expected = nil
        return flush()
    }

    /// What is still inside; silence completes a packet.
    private func flush() -> [TapFrame] {
        waiting += resampler?.finish() ?? []
        if let encoder, !waiting.isEmpty {
            let over = waiting.count % encoder.blockSamples
            if over > 0 { waiting += [Int16](repeating: 0, count: encoder.blockSamples - over) }
        }
        return cut()
    }

    private func cut() -> [TapFrame] {
        guard let encoder else { return waiting.isEmpty ? [] : [frame(waiting.count) { PCM16.bytes($0) }] }
        var frames: [TapFrame] = []
        while waiting.count >= encoder.blockSamples {
            // A packet that cannot be made is missing, as the next one's offset says.
            frames.append(frame(encoder.blockSamples) { (try? encoder.encode($0)) ?? [] })
        }
        return frames.filter { !$0.bytes.isEmpty }
    }

    private func frame(_ count: Int, _ coded: (Span<Int16>) -> [UInt8]) -> TapFrame {
        defer {
            waiting.removeFirst(count)
            start += Int64(count)
        }
        return TapFrame(
            stream: stream, offset: start, bytes: coded(waiting.span.extracting(0..<count)),
            durationMicroseconds: Int64(count) * 1_000_000 / Int64(rate.hertz))
    }
}
