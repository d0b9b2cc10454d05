import Sound

/// What a recording of the loudspeaker says about numbered sound.
struct PlayedSound {
    /// Index behind the last sample that was played as it was rendered.
    let exactEnd: SampleTime
    /// Index behind the last sample that was not silence.
    let soundEnd: SampleTime
    /// Places where the numbers do not go on, before `exactEnd`: the recording's offset and both samples.
    let breaks: [String]
    /// Samples of silence between sound and sound.
    let silentSamples: Int

    /// Looks at the end of the last stretch of sound. Numbers repeat: of all indices that fit, the one nearest `claim`
    /// is meant. `nil` when there is no numbered sound.
    init?(in recording: [Int16], near claim: SampleTime) {
        let goesOn = { (offset: Int) in
            recording[offset] >= 10_000 && recording[offset] < 30_000
                && Self.follows(recording[offset], recording[offset - 1])
        }
        guard let last = recording.indices.dropFirst().last(where: goesOn),
            let silent = recording.indices.last(where: { recording[$0] != 0 }),
            let begin = recording.indices.dropFirst().first(where: goesOn)
        else { return nil }
        let index = claim + -NumberedSound.distance(from: recording[last], to: claim)
        exactEnd = index + 1
        soundEnd = index + 1 + (silent - last)
        // A stretch of silence is one break, told with its length.
        let places = (begin...last).filter {
            recording[$0] != 0 && !Self.follows(recording[$0], recording[$0 - 1])
        }
        let silences = places.map { offset in recording[..<offset].reversed().prefix { $0 == 0 }.count }
        breaks = zip(places, silences).map { offset, silence in
            "\(offset): \(recording[offset - silence - 1]), \(silence) silent, \(recording[offset])"
        }
        silentSamples = silences.reduce(0, +)
    }

    private static func follows(_ next: Int16, _ value: Int16) -> Bool {
        next == value + 1 || value == 29_999 && next == 10_000
    }
}

extension NumberedSound {
    /// How far `claimed` lies behind the sample that `value` really is.
    static func distance(from value: Int16, to claimed: SampleTime) -> Int {
        let difference = (Int(claimed.samples) - (Int(value) - 10_000)) % 20_000
        return difference > 10_000 ? difference - 20_000 : difference < -10_000 ? difference + 20_000 : difference
    }
}
