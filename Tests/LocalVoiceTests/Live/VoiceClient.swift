import SignalPath
import Testing
import VoiceLiveProtocol
import WebSocket

@testable import LocalVoice

/// A server of the real engines on a free port, for one test.
final class TestServer: Sendable {
    let server: LocalServer
    private let task: Task<Void, Never>

    static let root = String(#filePath.split(separator: "/Tests/")[0])
    static let pool = RecogniserPool(keeping: 4) { try SphinxRecogniser() }

    init(
        identity: TLSIdentity? = nil, pool: RecogniserPool = TestServer.pool, chat: (any ChatModel)? = nil,
        _ adjust: (inout LocalServerSettings) -> Void = { _ in }
    ) throws {
        let library = try IntentLibrary(path: Self.root + "/Config/local", language: "en-US")
        var settings = LocalServerSettings()
        settings.intents = library.intents
        settings.phrasebook = library.phrasebook
        adjust(&settings)
        let server = try LocalServer(
            on: .tcp(host: "127.0.0.1", port: 0), identity: identity, settings: settings, speech: FliteSpeech(),
            pool: pool, chat: chat)
        self.server = server
        task = Task { await server.run() }
    }

    deinit {
        server.stop()
        task.cancel()
    }

    func connect(
        _ target: String = "/voice-live/realtime?api-version=2026-07-15&model=box", headers: [HTTPField] = [],
        dialect: Dialect = .standard
    ) async throws -> VoiceClient {
        var options = WebSocketClientOptions()
        options.headers = headers
        let endpoint = try WebSocketEndpoint(parsing: "ws://127.0.0.1:\(server.port ?? 0)\(target)")
        return VoiceClient(try await WebSocketClient.connect(to: endpoint, options: options), dialect)
    }
}

/// What a server answered to one who came.
enum Knock: Sendable {
    case seated(WebSocketConnection)
    case refused(Int)
    case broken(String)
}

extension TestServer {
    /// Comes without a word to say.
    func knock() async -> Knock {
        do {
            let endpoint = try WebSocketEndpoint(
                parsing: "ws://127.0.0.1:\(server.port ?? 0)/voice-live/realtime?api-version=2026-07-15&model=box")
            return .seated(try await WebSocketClient.connect(to: endpoint))
        } catch WebSocketError.http(let refusal) {
            return .refused(refusal.status)
        } catch {
            return .broken("\(error)")
        }
    }
}

/// A person at the other end: speaks with a voice of flite's, in real time or all at once.
final class VoiceClient {
    let connection: WebSocketConnection
    private let dialect: Dialect
    private var messages: WebSocketMessages.Iterator
    /// What both sides said, for the judges of Tests/Peers.
    private(set) var record: [String] = []

    struct Gone: Error {}

    init(_ connection: WebSocketConnection, _ dialect: Dialect) {
        self.connection = connection
        self.dialect = dialect
        messages = connection.messages.makeAsyncIterator()
    }

    func send(_ json: String) async throws {
        note(json, from: "client")
        try await connection.send(text: json)
    }

    func next() async throws -> ServerEvent {
        guard let message = await messages.next() else { throw Gone() }
        note(String(decoding: message.bytes, as: UTF8.self), from: "server")
        return try ServerMessage(parsing: message.bytes, in: dialect).event
    }

    private func note(_ event: String, from side: String) {
        record.append(#"{"dialect":"\#(dialect.name)","side":"\#(side)","event":\#(event)}"#)
    }

    /// All events up to and with the first that `isLast`.
    func events(until isLast: (ServerEvent) -> Bool) async throws -> [ServerEvent] {
        var all: [ServerEvent] = []
        repeat { all.append(try await next()) } while !isLast(all[all.count - 1])
        return all
    }

    func answer() async throws -> [ServerEvent] {
        try await events { if case .responseDone = $0 { true } else { false } }
    }

    func begin(_ fields: String) async throws {
        try await send(#"{"type":"session.update","session":{\#(fields)}}"#)
        _ = try await events { if case .sessionUpdated = $0 { true } else { false } }
    }

    func write(_ text: String) async throws {
        try await send(
            #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"\#(text)"}]}}"#
        )
    }

    func ask() async throws { try await send(#"{"type":"response.create"}"#) }

    func truncate(_ item: String, _ milliseconds: Int) async throws {
        try await send(
            #"{"type":"conversation.item.truncate","item_id":"\#(item)","content_index":0,"audio_end_ms":\#(milliseconds)}"#
        )
    }

    /// Waits until an answer sounds; where that is.
    func firstSound() async throws -> ContentPlace {
        let heard = try await events { if case .audioDelta = $0 { true } else { false } }
        guard case .audioDelta(let delta)? = heard.last else { throw Gone() }
        return delta.place
    }

    /// Speaks at 16 kHz; with silence before and behind.
    func say(_ text: String, _ voice: FliteVoice = .rms) async throws {
        try await say(try await Self.speech(text, voice))
    }

    func say(_ samples: [Int16]) async throws {
        for start in stride(from: 0, to: samples.count, by: 1_600) {
            try await send(samples[start..<min(start + 1_600, samples.count)])
        }
    }

    /// Made beforehand, where it must not wait until the box has spoken: there is one voice for both.
    static func speech(_ text: String, _ voice: FliteVoice = .rms) async throws -> [Int16] {
        var manner = SpeechManner()
        manner.voice = voice
        var samples = [Int16](repeating: 0, count: 8_000)
        for try await chunk in FliteSpeech().speak(text, as: manner) { samples += chunk.samples }
        return samples + [Int16](repeating: 0, count: 8_000)
    }

    /// The same at 24 kHz, for dialects that know nothing else.
    func sayWide(_ text: String) async throws {
        guard let encoder = SoundEncoder(from: 16_000, to: .pcm16) else { throw Gone() }
        try await append([UInt8](repeating: 0, count: 24_000))
        for try await chunk in FliteSpeech().speak(text, as: SpeechManner()) {
            for piece in encoder.take(chunk) { try await append(piece.audio) }
        }
        for piece in encoder.finish() { try await append(piece.audio) }
        try await append([UInt8](repeating: 0, count: 24_000))
    }

    func send(_ samples: ArraySlice<Int16>) async throws {
        try await append(PCM16.bytes(Array(samples).span))
    }

    private func append(_ sound: [UInt8]) async throws {
        try await send(#"{"type":"input_audio_buffer.append","audio":"\#(Base64.text(of: sound))"}"#)
    }
}

extension [ServerEvent] {
    /// What the person hears as text.
    var transcript: String {
        lazy.compactMap { if case .audioTranscriptDone(let done) = $0 { done.transcript.text } else { nil } }
            .joined(separator: " ")
    }

    var heard: String? {
        lazy.compactMap { event -> String? in
            if case .transcriptionCompleted(let done) = event { done.transcript.text } else { nil }
        }.last
    }

    var sound: [UInt8] {
        flatMap { event -> [UInt8] in if case .audioDelta(let delta) = event { delta.audio } else { [] } }
    }

    var call: FunctionCallArgumentsDone? {
        lazy.compactMap { if case .functionCallArgumentsDone(let done) = $0 { done } else { nil } }.first
    }

    var end: Response? {
        lazy.compactMap { if case .responseDone(let report) = $0 { report.response } else { nil } }.last
    }

    var errorCodes: [String] {
        compactMap { if case .error(let report) = $0 { report.error.code?.rawValue } else { nil } }
    }

    var phrases: [TranscribedPhrase]? {
        lazy.compactMap { event -> [TranscribedPhrase]? in
            if case .transcriptionCompleted(let done) = event { done.phrases } else { nil }
        }.last
    }

    var spokenWords: [AudioTimestamp] {
        compactMap { if case .audioTimestampDelta(let word) = $0 { word } else { nil } }
    }
}
