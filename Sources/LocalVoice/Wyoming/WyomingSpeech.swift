import SignalPath
import Sound
import VoiceLiveProtocol

/// A voice behind a Wyoming server, piper for one. It tells no word times and knows no speed.
package struct WyomingSpeech: SpeechEngine {
    package let sampleRate = 24_000
    /// A sentence that sounds longer than this is a fault.
    private static let mostSamples = 24_000 * 120

    private let server: WyomingServer
    private let voice: String?

    /// - Parameter voice: The server's name of it; `nil` leaves the choice to the server.
    package init(_ server: WyomingServer, voice: String?) {
        self.server = server
        self.voice = voice
    }

    package func speak(_ text: String, as manner: SpeechManner) -> AsyncThrowingStream<SpeechChunk, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: SpeechChunk.self, throwing: (any Error).self, bufferingPolicy: .unbounded)
        let task = Task {
            do {
                try await synthesise(text, volume: manner.volume) {
                    continuation.yield(SpeechChunk(samples: $0, words: []))
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private func synthesise(_ text: String, volume: Double, _ deliver: ([Int16]) -> Void) async throws {
        let connection = try await server.connect()
        var wish: JSONObject = [:]
        wish["text"] = .string(text)
        if let voice { wish["voice"] = ["name": .string(voice)] }
        try await connection.send([WyomingEvent(type: "synthesize", data: wish)])
        var decoder: WyomingSound?
        var made = 0
        func pass(_ samples: [Int16]) throws {
            made += samples.count
            guard made <= Self.mostSamples else { throw WyomingFault.tooMuch }
            guard !samples.isEmpty else { return }
            deliver(volume == 1 ? samples : samples.map { Int16(clamping: Int(Double($0) * volume)) })
        }
        try await connection.read { event in
            switch event.type {
            case "audio-start": decoder = try WyomingSound(event.data, to: sampleRate)
            case "audio-chunk":
                let open = try decoder ?? WyomingSound(event.data, to: sampleRate)
                decoder = open
                try pass(open.take(event.payload))
            case "audio-stop":
                try pass(decoder?.finish() ?? [])
                return true
            default: break
            }
            return false
        }
        connection.end()
        if made == 0 { throw WyomingFault.noSound }
    }
}

/// An engine's sound on its way to our rate: 16 bit, one or two channels, any usual rate.
final class WyomingSound {
    private let channels: Int
    private let resampler: StreamResampler
    private var odd: [UInt8] = []

    init(_ data: JSONObject, to rate: Int) throws {
        let hertz = data["rate"]?.int ?? 0
        let width = data["width"]?.int ?? 2
        channels = data["channels"]?.int ?? 1
        guard width == 2 else { throw WyomingFault.wrongSound("\(width) bytes a sample") }
        guard (1...2).contains(channels) else { throw WyomingFault.wrongSound("\(channels) channels") }
        // 22,050 is piper's. Its blocks are no whole samples, but the same step lies between the doubled rates.
        let factor = hertz % 100 == 0 ? 1 : 2
        guard hertz <= 48_000, let from = StreamRate(hertz: hertz * factor), let to = StreamRate(hertz: rate * factor),
            let resampler = StreamResampler(from: from, to: to)
        else { throw WyomingFault.wrongSound("\(hertz) samples a second") }
        self.resampler = resampler
    }

    func take(_ payload: [UInt8]) -> [Int16] {
        // A server may cut its stream in the middle of a sample.
        var bytes = odd + payload
        let whole = bytes.count / (2 * channels) * 2 * channels
        odd = Array(bytes[whole...])
        bytes.removeLast(bytes.count - whole)
        var samples = PCM16.samples(bytes[...])
        if channels == 2 {
            samples = stride(from: 0, to: samples.count, by: 2).map { index in
                Int16((Int(samples[index]) + Int(samples[index + 1])) / 2)
            }
        }
        return resampler.convert(samples.span)
    }

    func finish() -> [Int16] { resampler.finish() }
}
