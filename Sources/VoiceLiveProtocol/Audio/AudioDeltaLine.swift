/// Writes `response.audio.delta` without building a tree, for a server that streams speech.
package struct AudioDeltaLine: Sendable {
    private let head: [UInt8]
    private let middle: [UInt8]

    /// What stays the same for all deltas of one content part.
    package init(place: ContentPlace, in dialect: Dialect) {
        let name = ServerEventKind.audioDelta.name(in: dialect) ?? ServerEventKind.audioDelta.rawValue
        var members = JSONObject()
        members.append("response_id", .string(place.responseID))
        members.append("item_id", .string(place.itemID))
        members.append("output_index", .integer(Int64(place.outputIndex)))
        members.append("content_index", .integer(Int64(place.contentIndex)))
        var writer = JSONWriter()
        writer.write(members)
        head = Array(#"{"type":"\#(name)","event_id":"#.utf8)
        // The members in braces become the middle of a longer object.
        middle = [UInt8(ascii: ",")] + writer.bytes.dropFirst().dropLast() + Array(#","delta":""#.utf8)
    }

    /// The event for `audio`, in the session's output format.
    package func bytes(for audio: Span<UInt8>, eventID: String) -> [UInt8] {
        var id = JSONWriter(reserving: 48)
        id.write(.string(eventID))
        var line: [UInt8] = []
        line.reserveCapacity(head.count + id.bytes.count + middle.count + Base64.encodedCount(audio.count) + 2)
        line += head
        line += id.bytes
        line += middle
        Base64.append(audio, to: &line)
        line.append(UInt8(ascii: "\""))
        line.append(UInt8(ascii: "}"))
        return line
    }

    /// The event for an array of bytes.
    package func bytes(for audio: [UInt8], eventID: String) -> [UInt8] {
        bytes(for: audio.span, eventID: eventID)
    }
}
