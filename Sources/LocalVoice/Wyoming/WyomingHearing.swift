import Dispatch
import SignalPath
import Synchronization
import VoiceLiveProtocol

/// Free dictation by a Wyoming server, whisper for one.
package struct WyomingHearing: HearingEngine {
    private let server: WyomingServer
    private let language: String

    package init(_ server: WyomingServer, language: String) {
        self.server = server
        // Engines know languages, not regions.
        self.language = String(language.prefix { $0 != "-" })
    }

    package func begin() -> any HearingTurn { WyomingTurn(server, language: language) }
}

/// One stretch of speech on its way to the engine, and the engine's answer.
///
/// `hear` and `finish` are called by one thread; a task of its own carries the bytes.
final class WyomingTurn: HearingTurn {
    private let sound: AsyncStream<[Int16]>.Continuation
    private let answer = Mutex<Result<String, any Error>?>(nil)
    private let isAnswered = DispatchSemaphore(value: 0)
    private let server: WyomingServer
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Sound that may wait for a slow connection, in blocks of 10 ms.
    private static let mostWaiting = 3_000
    private static let longestText = 4_096

    init(_ server: WyomingServer, language: String) {
        self.server = server
        let (stream, continuation) = AsyncStream.makeStream(
            of: [Int16].self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
        sound = continuation
        let running = Task { [weak self] in
            let result: Result<String, any Error>
            do { result = .success(try await Self.transcribe(stream, server, language)) } catch {
                result = .failure(error)
            }
            self?.settle(result)
        }
        task.withLock { $0 = running }
    }

    deinit {
        task.withLock { $0 }?.cancel()
    }

    private func settle(_ result: Result<String, any Error>) {
        answer.withLock { if $0 == nil { $0 = result } }
        isAnswered.signal()
    }

    func hear(_ samples: [Int16]) { sound.yield(samples) }

    var failure: (any Error)? {
        if case .failure(let error)? = answer.withLock({ $0 }) { error } else { nil }
    }

    /// Blocks: the caller's queue serves this session alone.
    func finish() throws -> String {
        sound.finish()
        let limit = server.patience.components
        let milliseconds = Int(limit.seconds) * 1_000 + Int(limit.attoseconds / 1_000_000_000_000_000)
        guard isAnswered.wait(timeout: .now() + .milliseconds(milliseconds)) == .success,
            let result = answer.withLock({ $0 })
        else {
            task.withLock { $0 }?.cancel()
            throw WyomingFault.late(server.patience)
        }
        return try result.get()
    }

    private static func transcribe(
        _ sound: AsyncStream<[Int16]>, _ server: WyomingServer, _ language: String
    ) async throws -> String {
        let connection = try await server.connect()
        var format: JSONObject = [:]
        format["rate"] = 16_000
        format["width"] = 2
        format["channels"] = 1
        var wish: JSONObject = [:]
        wish["language"] = .string(language)
        try await connection.send([
            WyomingEvent(type: "transcribe", data: wish), WyomingEvent(type: "audio-start", data: format),
        ])
        for await samples in sound {
            try await connection.send([
                WyomingEvent(type: "audio-chunk", data: format, payload: PCM16.bytes(samples.span))
            ])
        }
        try Task.checkCancellation()
        try await connection.send([WyomingEvent(type: "audio-stop")])
        var text = ""
        try await connection.read { event in
            guard event.type == "transcript" else { return false }
            text = event.data["text"]?.string ?? ""
            return true
        }
        connection.end()
        return String(text.prefix(longestText))
    }
}
