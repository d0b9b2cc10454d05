/// Writes `input_audio_buffer.append` without building a tree: fifty of these leave the box each second.
///
/// The event is the same in all dialects.
package enum AudioAppendLine {
    private static let head = [UInt8](#"{"type":"input_audio_buffer.append","audio":""#.utf8)
    private static let tail = [UInt8](#""}"#.utf8)

    /// The event for `audio`, in the session's input format.
    package static func bytes(for audio: Span<UInt8>) -> [UInt8] {
        var line: [UInt8] = []
        write(audio, to: &line)
        return line
    }

    /// The event for an array of bytes.
    package static func bytes(for audio: [UInt8]) -> [UInt8] {
        bytes(for: audio.span)
    }

    /// The event for samples that are to be sent as `pcm16`.
    package static func bytes(forSamples samples: Span<Int16>) -> [UInt8] {
        var audio: [UInt8] = []
        audio.reserveCapacity(samples.count * 2)
        for place in samples.indices {
            audio.append(UInt8(truncatingIfNeeded: samples[place]))
            audio.append(UInt8(truncatingIfNeeded: samples[place] >> 8))
        }
        return bytes(for: audio.span)
    }

    /// The same into a buffer that is used again and again: it is emptied, its memory kept.
    package static func write(_ audio: Span<UInt8>, to line: inout [UInt8]) {
        line.removeAll(keepingCapacity: true)
        line.reserveCapacity(head.count + Base64.encodedCount(audio.count) + tail.count)
        line.append(contentsOf: head)
        Base64.append(audio, to: &line)
        line.append(contentsOf: tail)
    }
}
