import ControlProtocol

/// A `tap.data` line, built by hand because fifty a second are written for every listener.
enum TapLine {
    static func bytes(_ tap: String, _ count: Int, _ frame: TapFrame, lost: Int) -> [UInt8] {
        var writer = JSONWriter(reserving: frame.bytes.count * 4 / 3 + 200)
        writer.raw("{\"jsonrpc\":\"2.0\",\"method\":\"tap.data\",\"params\":{\"data\":{\"tap\":")
        writer.write(string: tap)
        writer.raw(",\"n\":\(count),\"offset_samples\":\(frame.offset),\"data\":\"")
        writer.raw(Base64.encode(frame.bytes))
        writer.raw("\",\"lost_frames\":\(lost)}}}\n")
        return writer.bytes
    }
}
