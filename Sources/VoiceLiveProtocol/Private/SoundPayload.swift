/// A payload that holds sound or pictures: somebody's voice, and far too long for a log. It prints their size only.
protocol SoundPayload: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Bytes of sound or picture.
    var byteCount: Int { get }
}

extension SoundPayload {
    package var description: String { "\(Self.self) ‹\(byteCount) bytes›" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension AudioAppend: SoundPayload {
    var byteCount: Int { audio.count }
}

extension AudioTurnAppend: SoundPayload {
    var byteCount: Int { audio.count }
}

extension AudioDelta: SoundPayload {
    var byteCount: Int { audio.count }
}

extension VideoDelta: SoundPayload {
    var byteCount: Int { video.count }
}

extension InputAudioPart: SoundPayload {
    var byteCount: Int { audio?.count ?? 0 }
}

extension AudioPart: SoundPayload {
    var byteCount: Int { audio?.count ?? 0 }
}
