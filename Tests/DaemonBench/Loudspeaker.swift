package import TestBench

/// What is heard at the loudspeaker, by the number of its sample in the room.
package struct Loudspeaker {
    /// What counts as an onset.
    static let threshold = 500

    private let room: AcousticRoom

    package init(_ room: AcousticRoom) {
        self.room = room
    }

    /// Where sound begins, at or after `start`.
    package func onset(from start: Int, threshold: Int = threshold) -> Int? {
        Edges.onset(in: room.played(start..<max(start, room.playedEnd)), threshold: threshold).map { start + $0 }
    }

    /// Where a silence of `milliseconds` begins, at or after `start`.
    package func silence(from start: Int, lasting milliseconds: Int = 60) -> Int? {
        let length = milliseconds * room.settings.rate / 1_000
        let samples = room.played(start..<max(start, room.playedEnd))
        return Edges.silence(in: samples, lasting: length).map { start + $0 }
    }

    /// Behind the last sound since `start`.
    func end(from start: Int) -> Int? {
        Edges.end(in: room.played(start..<max(start, room.playedEnd))).map { start + $0 }
    }
}

/// Sound that is never silent, for answers: an even tone.
package func tone(
    hertz: Double = 440, milliseconds: Int, rate: Int = 24_000, amplitude: Double = 8_000
) -> [Int16] {
    var phase = 0.0
    return (0..<milliseconds * rate / 1_000).map { _ in
        phase += hertz / Double(rate)
        if phase >= 1 { phase -= 1 }
        // A parabola's halves are near enough to a sine.
        let half = phase < 0.5 ? phase * 2 : phase * 2 - 1
        let value = 4 * half * (1 - half)
        return Int16(amplitude * (phase < 0.5 ? value : -value))
    }
}
