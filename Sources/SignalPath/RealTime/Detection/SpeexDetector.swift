import CSpeexDSP
import Sound

/// The speech probability of Speex's preprocessor, which knows only the sound it is given.
///
/// Pipeline thread; only `init` allocates.
@safe final class SpeexDetector {
    private let state: OpaquePointer
    private var scratch: [Int16]

    /// `nil` when memory runs out.
    init?(rate: StreamRate) {
        guard let made = unsafe speex_preprocess_state_init(Int32(rate.blockSamples), rate.hertz) else { return nil }
        unsafe state = made
        scratch = Array(repeating: 0, count: rate.blockSamples)
    }

    deinit { unsafe speex_preprocess_state_destroy(state) }

    /// Takes 10 ms; returns 0–1.
    func update(_ samples: Span<Int16>) -> Float {
        guard samples.count == scratch.count else { return 0 }
        for index in 0..<samples.count { scratch[index] = samples[index] }
        unsafe scratch.withUnsafeMutableBufferPointer { block in
            _ = unsafe speex_preprocess_run(state, block.baseAddress)
        }
        var percent: Int32 = 0
        _ = unsafe speex_preprocess_ctl(state, SPEEX_PREPROCESS_GET_PROB, &percent)
        return Float(percent) / 100
    }
}
