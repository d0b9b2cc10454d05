import COpus
package import Sound

/// Opus packets to speech, lost ones included. One task's; never an audio thread.
@safe package final class OpusVoiceDecoder {
    private let state: OpaquePointer
    package let rate: StreamRate
    /// Samples of the newest packet: how much a lost one is taken to have been.
    private var lastSamples: Int

    package init(rate: StreamRate) throws(OpusFault) {
        guard OpusFault.rates.contains(Int(rate.hertz)) else { throw .rate(Int(rate.hertz)) }
        var failure: Int32 = 0
        let made = unsafe opus_decoder_create(rate.hertz, 1, &failure)
        guard let made = unsafe made, failure == OPUS_OK else { throw .refused(Int(failure)) }
        self.rate = rate
        lastSamples = 2 * rate.blockSamples
        unsafe state = made
    }

    deinit { unsafe opus_decoder_destroy(state) }

    package func decode(_ packet: [UInt8]) throws(OpusFault) -> [Int16] {
        guard !packet.isEmpty else { throw .packetLength(0) }
        let samples = try run(packet, atMost: rate.samples(milliseconds: 120), recovers: false)
        lastSamples = samples.count
        return samples
    }

    /// Sound in place of a lost packet, made up from what came before.
    package func conceal() throws(OpusFault) -> [Int16] { try run([], atMost: lastSamples, recovers: false) }

    /// Sound in place of a lost packet, from the copy that the packet after it carries. Decode that one next.
    package func recover(before next: [UInt8]) throws(OpusFault) -> [Int16] {
        try run(next, atMost: lastSamples, recovers: true)
    }

    package func reset() { _ = unsafe vl_opus_decoder_reset(state) }

    private func run(_ packet: [UInt8], atMost limit: Int, recovers: Bool) throws(OpusFault) -> [Int16] {
        var result: Int32 = 0
        let samples = unsafe [Int16](unsafeUninitializedCapacity: limit) { buffer, count in
            guard let into = buffer.baseAddress else { return }
            unsafe packet.withUnsafeBufferPointer { source in
                let from = packet.isEmpty ? nil : source.baseAddress
                result = unsafe opus_decode(
                    state, from, Int32(packet.count), into, Int32(limit), recovers ? 1 : 0)
            }
            count = Int(max(0, result))
        }
        guard result >= 0 else { throw .refused(Int(result)) }
        return samples
    }
}
