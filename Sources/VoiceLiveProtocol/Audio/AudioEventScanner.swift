/// Reads the two events that carry most of the traffic without building a tree. Anything unusual gives nil, and the full
/// reader takes over.
enum AudioEventScanner {
    /// What the scanner has seen of an event so far.
    private struct Found {
        var type: ArraySlice<UInt8>?
        var eventID: String?
        var responseID: String?
        var itemID: String?
        var outputIndex: Int?
        var contentIndex: Int?
        var audio: [UInt8]?
        /// The name under which the audio came.
        var audioName: AudioName?
    }

    private enum AudioName {
        case audio
        case delta
    }

    /// The shortest text worth scanning; a shorter one holds a few milliseconds of sound at most.
    private static let shortest = 60

    static func audioDelta(in bytes: [UInt8]) -> ServerMessage? {
        guard let found = scan(bytes, isAudio: isDelta), found.audioName == .delta, let audio = found.audio,
            let responseID = found.responseID, let itemID = found.itemID
        else { return nil }
        let place = ContentPlace(
            responseID: responseID, itemID: itemID, outputIndex: found.outputIndex ?? 0,
            contentIndex: found.contentIndex ?? 0)
        return ServerMessage(.audioDelta(AudioDelta(place: place, audio: audio)), eventID: found.eventID)
    }

    static func audioAppend(in bytes: [UInt8]) -> ClientMessage? {
        guard let found = scan(bytes, isAudio: isAppend), found.audioName == .audio, let audio = found.audio,
            found.responseID == nil, found.itemID == nil, found.outputIndex == nil, found.contentIndex == nil
        else { return nil }
        return ClientMessage(.audioAppend(AudioAppend(audio: audio)), eventID: found.eventID)
    }

    private static func isDelta(_ type: ArraySlice<UInt8>) -> Bool {
        type.elementsEqual("response.audio.delta".utf8) || type.elementsEqual("response.output_audio.delta".utf8)
    }

    private static func isAppend(_ type: ArraySlice<UInt8>) -> Bool {
        type.elementsEqual("input_audio_buffer.append".utf8)
    }

    private static func scan(_ bytes: [UInt8], isAudio: (ArraySlice<UInt8>) -> Bool) -> Found? {
        guard bytes.count >= shortest else { return nil }
        var scanner = FlatScanner(bytes)
        var found = Found()
        guard scanner.accept("{") else { return nil }
        repeat {
            guard let name = scanner.string(), scanner.accept(":"), read(name, &scanner, &found) else { return nil }
            if let type = found.type, !isAudio(type) { return nil }
        } while scanner.accept(",")
        guard scanner.accept("}"), scanner.isAtEnd(), found.type != nil else { return nil }
        return found
    }

    /// Reads one member; false for one that no audio event has, or that came before.
    private static func read(_ name: ArraySlice<UInt8>, _ scanner: inout FlatScanner, _ found: inout Found) -> Bool {
        switch name.count {
        case 4 where found.type == nil && name.elementsEqual("type".utf8):
            found.type = scanner.string()
            return found.type != nil
        case 5 where found.audio == nil && name.elementsEqual("delta".utf8):
            found.audioName = .delta
            found.audio = scanner.base64()
            return found.audio != nil
        case 5 where found.audio == nil && name.elementsEqual("audio".utf8):
            found.audioName = .audio
            found.audio = scanner.base64()
            return found.audio != nil
        default:
            return readPlace(name, &scanner, &found)
        }
    }

    private static func readPlace(
        _ name: ArraySlice<UInt8>, _ scanner: inout FlatScanner, _ found: inout Found
    )
        -> Bool
    {
        switch name.count {
        case 8 where found.eventID == nil && name.elementsEqual("event_id".utf8):
            found.eventID = scanner.text()
            return found.eventID != nil
        case 11 where found.responseID == nil && name.elementsEqual("response_id".utf8):
            found.responseID = scanner.text()
            return found.responseID != nil
        case 7 where found.itemID == nil && name.elementsEqual("item_id".utf8):
            found.itemID = scanner.text()
            return found.itemID != nil
        case 12 where name.elementsEqual("output_index".utf8):
            found.outputIndex = scanner.number()
            return found.outputIndex != nil
        case 13 where name.elementsEqual("content_index".utf8):
            found.contentIndex = scanner.number()
            return found.contentIndex != nil
        default:
            return false
        }
    }
}
