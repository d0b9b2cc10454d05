import DaemonBench
import SignalPath
import Synchronization
import TestBench
import VoiceLiveProtocol
import WebSocket

/// Questions put to a voicelive-local in real time: how soon it answers, and what it needs.
struct LocalTurns {
    let service: LocalService
    let rounds: Int

    private static let questions = ["What time is it?", "Who are you?", "What can you do?", "Tell me a joke."]
    private static let rate = 16_000

    struct Trouble: Error {
        var description: String
    }

    /// When the first sound of an answer came, and the end of the answer.
    private struct Seen: Sendable {
        var sound: ContinuousClock.Instant?
        var isOver = false
    }

    /// Milliseconds from the question's last sample to the answer's first.
    func run() async throws -> [Double] {
        let endpoint = try WebSocketEndpoint(
            parsing: "ws+unix:\(service.socket):/voice-live/realtime?api-version=2026-07-15&model=box")
        let connection = try await WebSocketClient.connect(to: endpoint)
        let seen = Shared()
        let reading = Task {
            for await message in connection.messages {
                guard let event = try? ServerMessage(parsing: message.bytes, in: .standard).event else { continue }
                seen.take(event)
            }
        }
        defer { reading.cancel() }
        try await connection.send(
            text: #"{"type":"session.update","session":{"input_audio_sampling_rate":16000}}"#)
        var times: [Double] = []
        for round in 0..<rounds {
            let text = Self.questions[round % Self.questions.count]
            let voice = TestVoice.all[round % 3]
            times.append(try await ask(text, voice, connection, seen))
        }
        await connection.close()
        return times
    }

    private func ask(
        _ text: String, _ voice: TestVoice, _ connection: WebSocketConnection, _ seen: Shared
    ) async throws -> Double {
        let speech = try SpeechFixtures.speech(text, voice: voice, rate: Self.rate)
        let room = Noise.white(count: speech.count + 12 * Self.rate, decibels: -72)
        seen.begin()
        let samples = room.enumerated().map { index, sample in
            let place = index - Self.rate / 2
            return speech.indices.contains(place) ? Int16(clamping: Int(sample) + Int(speech[place])) : sample
        }
        let end = Self.rate / 2 + speech.count
        let began = ContinuousClock.now
        var spoken = began
        for start in stride(from: 0, to: samples.count - 320, by: 320) {
            // A microphone cannot be heard before it has heard.
            let due = began + .milliseconds((start + 320) * 1_000 / Self.rate)
            try await Task.sleep(until: due)
            if start < end { spoken = began + .microseconds(end * 1_000_000 / Self.rate) }
            let bytes = PCM16.bytes(Array(samples[start..<start + 320]).span)
            try await connection.send(
                text: #"{"type":"input_audio_buffer.append","audio":"\#(Base64.text(of: bytes))"}"#)
            if seen.isOver, start > end { break }
        }
        guard let sound = seen.sound else { throw Trouble(description: "no answer to \"\(text)\"") }
        return spoken.duration(to: sound) / .milliseconds(1)
    }

    private final class Shared: Sendable {
        private let seen = Mutex(Seen())

        var sound: ContinuousClock.Instant? { seen.withLock { $0.sound } }
        var isOver: Bool { seen.withLock { $0.isOver } }

        func begin() { seen.withLock { $0 = Seen() } }

        func take(_ event: ServerEvent) {
            switch event {
            case .audioDelta: seen.withLock { if $0.sound == nil { $0.sound = .now } }
            case .responseDone: seen.withLock { $0.isOver = true }
            default: break
            }
        }
    }
}
