package import ControlProtocol

/// What stands beside the sound of a recording.
package struct RecordingNotes: Sendable, Equatable {
    /// Names of the tracks, in order.
    package var points: [String]
    /// RFC 3339; nil while the clock was not set.
    package var started: String?
    /// The recording this was made from.
    package var source: String?
    package var microphone: String?
    package var loudspeaker: String?
    package var microphoneLatencyMilliseconds: Double?
    package var loudspeakerLatencyMilliseconds: Double?
    /// Milliseconds that never came from the microphone, or that the disk was too slow for.
    package var lostMilliseconds = 0
    /// Where the microphone was muted on purpose, in milliseconds from the start. Recordings of older daemons do not say.
    package var muted: [RunMeasures.Stretch] = []
    /// Why it ended.
    package var end = ""
    /// The signal path's settings when it began.
    package var settings = JSONObject()
    package var measures = RunMeasures()

    package init(points: [String]) { self.points = points }

    package var wire: JSONValue {
        var object = JSONObject()
        object["format"] = 1
        object["points"] = .array(points.map { .string($0) })
        object["started"] = started.map { .string($0) }
        object["made_from"] = source.map { .string($0) }
        object["microphone"] = microphone.map { .string($0) }
        object["loudspeaker"] = loudspeaker.map { .string($0) }
        object["microphone_latency_ms"] = microphoneLatencyMilliseconds.map { .number($0) }
        object["loudspeaker_latency_ms"] = loudspeakerLatencyMilliseconds.map { .number($0) }
        object["lost_ms"] = .integer(Int64(lostMilliseconds))
        if !muted.isEmpty { object["muted_ms"] = .array(muted.map(\.wire)) }
        object["end"] = .string(end)
        object["settings"] = .object(settings)
        object["measures"] = measures.wire
        return .object(object)
    }

    init(wire: JSONValue) {
        points = (wire["points"]?.array ?? []).compactMap(\.string)
        started = wire["started"]?.string
        source = wire["made_from"]?.string
        microphone = wire["microphone"]?.string
        loudspeaker = wire["loudspeaker"]?.string
        microphoneLatencyMilliseconds = wire["microphone_latency_ms"]?.double
        loudspeakerLatencyMilliseconds = wire["loudspeaker_latency_ms"]?.double
        lostMilliseconds = Int(wire["lost_ms"]?.wholeNumber ?? 0)
        muted = (wire["muted_ms"]?.array ?? []).compactMap(RunMeasures.Stretch.init(wire:))
        end = wire["end"]?.string ?? ""
        settings = wire["settings"]?.object ?? JSONObject()
        measures = wire["measures"].map(RunMeasures.init(wire:)) ?? RunMeasures()
    }

    package func save(to path: String) throws(RecordingFault) {
        try DiskFile.replace(path, with: Array((JSONWriter.text(of: wire) + "\n").utf8))
    }

    /// `nil` where there are none, or none that can be read: the sound is whole without.
    package init?(path: String) {
        guard let bytes = try? DiskFile.read(path, largest: 1 << 20),
            let wire = try? JSONParser.parse(bytes.last == 10 ? Array(bytes.dropLast()) : bytes, limits: .reply)
        else { return nil }
        self.init(wire: wire)
    }
}
