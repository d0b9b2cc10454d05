import COpus
package import Sound

/// How speech is packed.
package struct OpusSettings: Sendable, Equatable {
    package var bitsPerSecond: Int32 = 24_000
    /// 0–10. At 5, 20 ms cost about 130 µs.
    package var complexity: Int32 = 5
    /// Each packet also carries the one before it, coarsely.
    package var correctsErrors = true
    package var expectedLossPercent: Int32 = 5
    /// Sends next to nothing in pauses.
    package var isDiscontinuous = false

    package init() {}
}

/// Speech to Opus packets of 20 ms. One task's; never an audio thread.
@safe package final class OpusVoiceEncoder {
    private let state: OpaquePointer
    package let rate: StreamRate
    /// Samples by which the decoded sound lags.
    package let lookahead: Int

    package init(rate: StreamRate, settings: OpusSettings = OpusSettings()) throws(OpusFault) {
        guard OpusFault.rates.contains(Int(rate.hertz)) else { throw .rate(Int(rate.hertz)) }
        var failure: Int32 = 0
        let made = unsafe opus_encoder_create(rate.hertz, 1, OPUS_APPLICATION_VOIP, &failure)
        guard let made = unsafe made, failure == OPUS_OK else { throw .refused(Int(failure)) }
        self.rate = rate
        var samples: Int32 = 0
        _ = unsafe vl_opus_encoder_get(made, OPUS_GET_LOOKAHEAD_REQUEST, &samples)
        lookahead = Int(samples)
        unsafe state = made
        for (request, value) in [
            (OPUS_SET_BITRATE_REQUEST, settings.bitsPerSecond), (OPUS_SET_COMPLEXITY_REQUEST, settings.complexity),
            (OPUS_SET_INBAND_FEC_REQUEST, settings.correctsErrors ? 1 : 0),
            (OPUS_SET_PACKET_LOSS_PERC_REQUEST, settings.expectedLossPercent),
            (OPUS_SET_DTX_REQUEST, settings.isDiscontinuous ? 1 : 0),
        ] {
            let result = unsafe vl_opus_encoder_set(made, request, value)
            guard result == OPUS_OK else { throw .refused(Int(result)) }
        }
    }

    deinit { unsafe opus_encoder_destroy(state) }

    package var blockSamples: Int { 2 * rate.blockSamples }

    /// Takes exactly 20 ms.
    package func encode(_ samples: Span<Int16>) throws(OpusFault) -> [UInt8] {
        guard samples.count == blockSamples else { throw .blockLength(samples.count) }
        var result: Int32 = 0
        let packet = unsafe samples.withUnsafeBufferPointer { source in
            unsafe [UInt8](unsafeUninitializedCapacity: 1_275) { buffer, count in
                guard let from = source.baseAddress, let into = buffer.baseAddress else { return }
                result = unsafe opus_encode(state, from, Int32(samples.count), into, 1_275)
                count = Int(max(0, result))
            }
        }
        guard result > 0 else { throw .refused(Int(result)) }
        return packet
    }

    /// The next block begins another stream.
    package func reset() { _ = unsafe vl_opus_encoder_reset(state) }
}
