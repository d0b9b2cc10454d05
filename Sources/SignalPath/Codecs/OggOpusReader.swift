import COgg
package import Sound

/// A mono or stereo Ogg Opus file to speech, piece by piece, in bounded memory.
@safe package final class OggOpusReader {
    private let sync: UnsafeMutablePointer<ogg_sync_state>
    private let stream: UnsafeMutablePointer<ogg_stream_state>
    private let decoder: OpusVoiceDecoder
    private var packets = 0
    private var hasStream = false
    /// Samples, at the decoder's rate, still to be dropped at the start.
    private var skip = 0
    private var preskip = 0
    /// Samples handed out, at the decoder's rate.
    private var delivered = 0
    private var isAtEnd = false

    package init(rate: StreamRate) throws(OpusFault) {
        decoder = try OpusVoiceDecoder(rate: rate)
        unsafe sync = .allocate(capacity: 1)
        unsafe sync.initialize(to: ogg_sync_state())
        _ = unsafe ogg_sync_init(sync)
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: ogg_stream_state())
    }

    deinit {
        if hasStream { _ = unsafe ogg_stream_clear(stream) }
        _ = unsafe ogg_sync_clear(sync)
        unsafe sync.deallocate()
        unsafe stream.deallocate()
    }

    /// Takes the next bytes of the file and returns the sound they complete.
    package func read(_ bytes: ArraySlice<UInt8>) throws(OpusFault) -> [Int16] {
        guard let buffer = unsafe ogg_sync_buffer(sync, bytes.count) else { throw .brokenStream }
        for (offset, byte) in bytes.enumerated() { unsafe buffer[offset] = CChar(bitPattern: byte) }
        _ = unsafe ogg_sync_wrote(sync, bytes.count)
        var samples: [Int16] = []
        var page = unsafe ogg_page()
        while true {
            let result = unsafe ogg_sync_pageout(sync, &page)
            if result == 0 { return samples }
            guard result > 0 else { throw packets == 0 ? .notOggOpus : .brokenStream }
            samples += try unsafe take(&page)
        }
    }

    private func take(_ page: UnsafeMutablePointer<ogg_page>) throws(OpusFault) -> [Int16] {
        let serial = unsafe ogg_page_serialno(page)
        if !hasStream {
            guard unsafe ogg_page_bos(page) != 0, unsafe ogg_stream_init(stream, serial) == 0 else {
                throw .notOggOpus
            }
            hasStream = true
        }
        // Pages of other streams lie between ours in some files.
        guard unsafe stream.pointee.serialno == Int(serial), !isAtEnd else { return [] }
        guard unsafe ogg_stream_pagein(stream, page) == 0 else { throw .brokenStream }
        var samples: [Int16] = []
        var packet = unsafe ogg_packet()
        while true {
            let result = unsafe ogg_stream_packetout(stream, &packet)
            if result == 0 { break }
            // A hole in the page numbers: the packets it swallowed are made up for.
            if result < 0 {
                if packets > 2 { samples += try decoder.conceal() }
                continue
            }
            let bytes = unsafe Array(UnsafeBufferPointer(start: packet.packet, count: packet.bytes))
            samples += try take(bytes)
        }
        return unsafe trimmed(samples, granule: Int(ogg_page_granulepos(page)), isLast: ogg_page_eos(page) != 0)
    }

    private func take(_ packet: [UInt8]) throws(OpusFault) -> [Int16] {
        packets += 1
        switch packets {
        case 1:
            try readHead(packet)
            return []
        case 2:
            guard packet.starts(with: Array("OpusTags".utf8)) else { throw .notOggOpus }
            return []
        default: return skipped(try decoder.decode(packet))
        }
    }

    private func readHead(_ packet: [UInt8]) throws(OpusFault) {
        guard packet.count >= 19, packet.starts(with: Array("OpusHead".utf8)), packet[8] >> 4 == 0 else {
            throw .notOggOpus
        }
        guard (1...2).contains(packet[9]), packet[18] == 0 else { throw .channels(Int(packet[9])) }
        preskip = Int(packet[10]) | Int(packet[11]) << 8
        skip = scaled(preskip)
    }

    private func skipped(_ samples: [Int16]) -> [Int16] {
        let dropped = min(skip, samples.count)
        skip -= dropped
        return Array(samples[dropped...])
    }

    /// The last page may end before its last packet does.
    private func trimmed(_ samples: [Int16], granule: Int, isLast: Bool) -> [Int16] {
        defer { isAtEnd = isAtEnd || isLast }
        guard isLast, granule >= 0 else {
            delivered += samples.count
            return samples
        }
        let wanted = max(0, scaled(max(0, granule - preskip)) - delivered)
        let kept = Array(samples.prefix(wanted))
        delivered += kept.count
        return kept
    }

    private func scaled(_ samples: Int) -> Int {
        // Granules are 63 bits of a stranger's; no recording lasts for years.
        min(samples, 1 << 40) * Int(decoder.rate.hertz) / 48_000
    }
}
