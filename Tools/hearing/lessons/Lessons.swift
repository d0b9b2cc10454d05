import Glibc
import SignalPath
import Sound

/// Runs scenes through the signal path and writes down, for every 10 ms, what the speech detector was shown, what the
/// echo filters left in each band, and what of it should be kept: all as 16-bit floats, row after row.
///
///     hearing-lessons SCENE...        reads mic.wav, ref.wav and keep.wav in each, writes lesson.f16
@main
enum Lessons {
    static func main() {
        for scene in CommandLine.arguments.dropFirst() {
            do throws(Trouble) {
                try write(scene)
            } catch {
                print("hearing-lessons: \(scene): \(error.what)")
                exit(1)
            }
        }
    }

    private static func write(_ scene: String) throws(Trouble) {
        let microphone = try sound(scene + "/mic.wav")
        let reference = try sound(scene + "/ref.wav")
        let keep = try sound(scene + "/keep.wav")
        guard microphone.rate == keep.rate,
            var processor = OfflineProcessor(
                rate: microphone.rate, recordingRate: microphone.rate, settings: settings)
        else { throw Trouble("not of one rate") }
        var bands = BandMeter(rate: microphone.rate)
        var rows: [UInt8] = []
        let size = microphone.rate.blockSamples
        for start in stride(from: 0, to: microphone.samples.count - size + 1, by: size) {
            let range = start..<(start + size)
            _ = processor.process(
                microphone: microphone.samples[range].span, reference: reference.samples[range].span)
            let lesson = processor.pipeline.lesson
            for number in lesson.features + lesson.left + bands.levels(keep.samples[range].span) {
                let bits = Float16(number).bitPattern
                rows += [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
            }
        }
        try save(rows, scene + "/lesson.f16")
    }

    /// What comes after the detectors changes nothing of what they are shown.
    private static var settings: PipelineSettings {
        var made = PipelineSettings()
        (made.noise.suppressesNoise, made.noise.suppressesEcho) = (false, false)
        (made.masksEcho, made.gatesEcho, made.limiter.isOn) = (false, false, false)
        return made
    }

    private static func sound(_ path: String) throws(Trouble) -> WaveFile {
        guard let file = unsafe fopen(path, "rb") else { throw Trouble("\(path) cannot be opened") }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = unsafe fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
        do { return try WaveFile(bytes: bytes) } catch { throw Trouble("\(path) \(error.explanation)") }
    }

    private static func save(_ bytes: [UInt8], _ path: String) throws(Trouble) {
        guard let file = unsafe fopen(path, "wb") else { throw Trouble("\(path) cannot be written") }
        let written = unsafe fwrite(bytes, 1, bytes.count, file)
        guard unsafe fclose(file) == 0, written == bytes.count else { throw Trouble("\(path) was not written whole") }
    }
}

struct Trouble: Error {
    let what: String

    init(_ what: String) { self.what = what }
}
