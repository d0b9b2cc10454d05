import CSpeexDSP
import Sound

/// Takes the loudspeaker's sound out of the microphone's, by Speex's multi-delay block filter.
///
/// Pipeline thread; only `init` allocates. The reference must lead its echo, by less than the tail.
@safe final class EchoCanceller {
    fileprivate let state: OpaquePointer
    let blockSamples: Int

    /// `nil` when memory runs out.
    init?(rate: StreamRate, tailMilliseconds: Int) {
        blockSamples = rate.blockSamples
        let tail = rate.samples(milliseconds: tailMilliseconds)
        guard let made = unsafe speex_echo_state_init(Int32(blockSamples), Int32(tail)) else { return nil }
        unsafe state = made
        var hertz = rate.hertz
        _ = unsafe speex_echo_ctl(made, SPEEX_ECHO_SET_SAMPLING_RATE, &hertz)
    }

    deinit { unsafe speex_echo_state_destroy(state) }

    /// All three hold 10 ms.
    func cancel(_ microphone: Span<Int16>, reference: Span<Int16>, into output: inout MutableSpan<Int16>) {
        guard microphone.count == blockSamples, reference.count == blockSamples, output.count == blockSamples else {
            return
        }
        unsafe microphone.withUnsafeBufferPointer { near in
            unsafe reference.withUnsafeBufferPointer { far in
                unsafe output.withUnsafeMutableBufferPointer { clean in
                    unsafe speex_echo_cancellation(state, near.baseAddress, far.baseAddress, clean.baseAddress)
                }
            }
        }
    }

    func reset() { unsafe speex_echo_state_reset(state) }
}

/// Speex's preprocessor: steady noise, and what the echo canceller left.
///
/// Pipeline thread; only `init` allocates. Delays the sound by one block.
@safe final class NoiseSuppressor {
    private let state: OpaquePointer
    private let canceller: EchoCanceller?
    private let blockSamples: Int
    private var applied: NoiseSettings?

    init?(rate: StreamRate, canceller: EchoCanceller? = nil) {
        self.canceller = canceller
        blockSamples = rate.blockSamples
        guard let made = unsafe speex_preprocess_state_init(Int32(rate.blockSamples), rate.hertz) else { return nil }
        unsafe state = made
        set(SPEEX_PREPROCESS_SET_AGC, 0)
        set(SPEEX_PREPROCESS_SET_DEREVERB, 0)
    }

    deinit { unsafe speex_preprocess_state_destroy(state) }

    func apply(_ settings: NoiseSettings) {
        guard settings != applied else { return }
        applied = settings
        set(SPEEX_PREPROCESS_SET_DENOISE, settings.suppressesNoise ? 1 : 0)
        set(SPEEX_PREPROCESS_SET_NOISE_SUPPRESS, settings.noiseDecibels)
        set(SPEEX_PREPROCESS_SET_ECHO_SUPPRESS, settings.echoDecibels)
        set(SPEEX_PREPROCESS_SET_ECHO_SUPPRESS_ACTIVE, settings.echoActiveDecibels)
        let echo = unsafe settings.suppressesEcho ? canceller.map { unsafe UnsafeMutableRawPointer($0.state) } : nil
        _ = unsafe speex_preprocess_ctl(state, SPEEX_PREPROCESS_SET_ECHO_STATE, echo)
    }

    /// Works on 10 ms in place.
    func suppress(_ samples: inout MutableSpan<Int16>) {
        guard samples.count == blockSamples else { return }
        unsafe samples.withUnsafeMutableBufferPointer { block in
            _ = unsafe speex_preprocess_run(state, block.baseAddress)
        }
    }

    private func set(_ request: Int32, _ value: Int32) {
        var value = value
        _ = unsafe speex_preprocess_ctl(state, request, &value)
    }
}

/// What the preprocessor takes away. Levels are negative dB.
package struct NoiseSettings: BitwiseCopyable, Sendable, Equatable {
    package var suppressesNoise = true
    package var suppressesEcho = true
    package var noiseDecibels: Int32 = -15
    package var echoDecibels: Int32 = -40
    package var echoActiveDecibels: Int32 = -15

    package init() {}

    /// The preprocessor runs, and with it comes its delay of one block.
    package var delaysSound: Bool { suppressesNoise || suppressesEcho }
}
