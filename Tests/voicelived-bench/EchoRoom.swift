import Conversation
import Glibc
import LiveAudio
import SignalPath

/// Recordings of a room on their way through the signal path: when would the daemon take the right to interrupt away?
struct EchoRoom {
    let microphone: WaveFile
    let reference: WaveFile

    /// `nil` when a file cannot be read, or the two do not fit.
    init?(_ microphone: String, _ reference: String) {
        guard let near = Self.sound(microphone), let far = Self.sound(reference), near.rate == far.rate else {
            return nil
        }
        self.microphone = near
        self.reference = far
    }

    /// A line for each change of mode, and one that sums the readings up.
    func report() -> String? {
        guard var processor = OfflineProcessor(rate: microphone.rate, recordingRate: microphone.rate) else {
            return nil
        }
        var (watch, fallback) = (EchoWatch(), DuplexFallback(isAllowed: true, hearsStopWords: false))
        var lines: [String] = []
        var readings: [EchoReading] = []
        var (seconds, interruptions) = (0.0, 0)
        processor.process(microphone: microphone.samples, reference: reference.samples) { block in
            seconds += 0.01
            var changed: DuplexMode?
            if case .confirmed = block.bargeIn { interruptions += 1 }
            // Nobody interrupts here who the service would have heard: what is withdrawn hushed an answer for nothing.
            if case .withdrawn = block.bargeIn { changed = fallback.wasMisled() }
            if let reading = watch.take(block) {
                readings.append(reading)
                changed = fallback.heard(reading) ?? changed
            }
            if let changed { lines.append("\(Int(seconds)) s: \(changed.rawValue)") }
        }
        let bad = readings.filter { $0.enhancement < 6 && $0.likeness >= 0.6 }.count
        let middle = readings.map(\.enhancement).sorted().dropFirst(readings.count / 2).first ?? 0
        lines.append(
            "\(Int(seconds)) s, \(readings.count) readings, \(bad) of them bad, median \(Int(middle)) dB; "
                + "\(interruptions) interruptions; ends in \(fallback.mode.rawValue)")
        return lines.joined(separator: "\n")
    }

    private static func sound(_ path: String) -> WaveFile? {
        guard let file = unsafe fopen(path, "rb") else { return nil }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = unsafe fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
        return try? WaveFile(bytes: bytes)
    }
}
