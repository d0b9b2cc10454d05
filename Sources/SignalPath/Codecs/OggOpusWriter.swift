import COgg
package import Sound

/// Opus packets to a file that any player opens: RFC 7845, one mono stream.
///
/// Give it packets in order; write out what each call returns. Ends at the very sample `finish` names.
@safe package final class OggOpusWriter {
    private let stream: UnsafeMutablePointer<ogg_stream_state>
    /// Samples at 48 kHz that a player drops first: the encoder's lookahead.
    private let preskip: Int
    private var granule = 0
    private var number: Int64 = 2
    /// Held back, because the last one must be marked.
    private var held: (packet: [UInt8], granule: Int)?

    /// - Parameters:
    ///   - serial: Any number; two files joined end to end must differ in it.
    ///   - lookahead: The encoder's, at `rate`.
    package init(rate: StreamRate, lookahead: Int, serial: Int32) {
        preskip = lookahead * 48_000 / Int(rate.hertz)
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: ogg_stream_state())
        _ = unsafe ogg_stream_init(stream, serial)
        inputRate = Int(rate.hertz)
    }

    private let inputRate: Int

    deinit {
        _ = unsafe ogg_stream_clear(stream)
        unsafe stream.deallocate()
    }

    /// The two header pages. Call once, first.
    package func header() -> [UInt8] {
        var head = Array("OpusHead".utf8) + [1, 1]
        Self.append(preskip, 2, to: &head)
        Self.append(inputRate, 4, to: &head)
        // No gain; one stream, mono.
        head += [0, 0, 0]
        let vendor = Array("voicelived".utf8)
        var tags = Array("OpusTags".utf8)
        Self.append(vendor.count, 4, to: &tags)
        tags += vendor
        Self.append(0, 4, to: &tags)
        put(head, granule: 0, number: 0, isFirst: true, isLast: false)
        let first = pages(flush: true)
        put(tags, granule: 0, number: 1, isFirst: false, isLast: false)
        return first + pages(flush: true)
    }

    /// `samples`: what the packet holds, at 48 kHz.
    package func add(_ packet: [UInt8], samples: Int = 960) -> [UInt8] {
        release(isLast: false)
        granule += samples
        held = (packet, granule)
        return pages(flush: false)
    }

    /// The last pages. `total`: samples at 48 kHz that are to be heard; `nil` for all.
    package func finish(total: Int? = nil) -> [UInt8] {
        if let total, let last = held { held = (last.packet, min(last.granule, preskip + total)) }
        release(isLast: true)
        return pages(flush: true)
    }

    private func release(isLast: Bool) {
        guard let last = held else { return }
        put(last.packet, granule: last.granule, number: number, isFirst: false, isLast: isLast)
        number += 1
        held = nil
    }

    private func put(_ bytes: [UInt8], granule: Int, number: Int64, isFirst: Bool, isLast: Bool) {
        var bytes = bytes
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            var packet = unsafe ogg_packet(
                packet: buffer.baseAddress, bytes: buffer.count, b_o_s: isFirst ? 1 : 0, e_o_s: isLast ? 1 : 0,
                granulepos: Int64(granule), packetno: number)
            _ = unsafe ogg_stream_packetin(stream, &packet)
        }
    }

    private func pages(flush: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        var page = unsafe ogg_page()
        while unsafe (flush ? ogg_stream_flush(stream, &page) : ogg_stream_pageout(stream, &page)) != 0 {
            unsafe bytes += UnsafeBufferPointer(start: page.header, count: page.header_len)
            unsafe bytes += UnsafeBufferPointer(start: page.body, count: page.body_len)
        }
        return bytes
    }

    static func append(_ value: Int, _ width: Int, to bytes: inout [UInt8]) {
        for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }
}
