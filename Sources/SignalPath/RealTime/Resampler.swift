import CSpeexDSP
package import Sound

/// One mono stream from one rate to another, by the Speex resampler. Between equal rates it copies.
///
/// Belongs to one thread. Only `init` allocates.
@safe package final class Resampler {
    /// How much work: 3 costs 3 µs for 10 ms, 5 costs 5 µs, 10 costs 38 µs.
    package struct Quality: Sendable, Equatable {
        package var level: Int32

        /// For sound a person hears or a recogniser gets.
        package static let voice = Quality(level: 5)
        package static let best = Quality(level: 10)
    }

    package let inputRate: StreamRate
    package let outputRate: StreamRate
    /// Samples at the input's rate by which the output lags, unless `alignStart` was called.
    package let latency: Int
    private let state: OpaquePointer?

    /// `nil` when memory runs out.
    package init?(from inputRate: StreamRate, to outputRate: StreamRate, quality: Quality = .voice) {
        self.inputRate = inputRate
        self.outputRate = outputRate
        guard inputRate != outputRate else {
            unsafe state = nil
            latency = 0
            return
        }
        var failure: Int32 = 0
        let made = unsafe speex_resampler_init(
            1, UInt32(inputRate.hertz), UInt32(outputRate.hertz), quality.level, &failure)
        guard let made = unsafe made else { return nil }
        unsafe state = made
        latency = unsafe Int(speex_resampler_get_input_latency(made))
    }

    deinit {
        if let state = unsafe state { unsafe speex_resampler_destroy(state) }
    }

    /// Converts from the front of `input` what fits in `output`.
    package func process(
        _ input: Span<Int16>, into output: inout MutableSpan<Int16>
    ) -> (taken: Int, made: Int) {
        guard let state = unsafe state else { return Self.copy(input, into: &output) }
        var taken = UInt32(input.count)
        var made = UInt32(output.count)
        unsafe input.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let into = target.baseAddress else {
                    taken = 0
                    made = 0
                    return
                }
                _ = unsafe speex_resampler_process_int(state, 0, from, &taken, into, &made)
            }
        }
        return (Int(taken), Int(made))
    }

    /// Converts from the front of `input` what fits in `output`.
    package func process(_ input: Span<Int16>, into output: inout [Int16]) {
        var target = output.mutableSpan
        _ = process(input, into: &target)
    }

    /// Forgets all sound; the next input begins a new stream.
    package func reset() {
        guard let state = unsafe state else { return }
        _ = unsafe speex_resampler_reset_mem(state)
    }

    /// After `reset`: leaves out the first `latency`, so that output sample 0 is input sample 0. The last `latency`
    /// samples then stay inside until silence or more sound follows.
    package func alignStart() {
        guard let state = unsafe state else { return }
        _ = unsafe speex_resampler_skip_zeros(state)
    }

    private static func copy(_ input: Span<Int16>, into output: inout MutableSpan<Int16>) -> (Int, Int) {
        let count = min(input.count, output.count)
        for index in 0..<count { output[index] = input[index] }
        return (count, count)
    }
}
