import Synchronization
import Testing
import VoiceLiveProtocol

@testable import LocalVoice

/// Recogniser and voice behind a server of the Wyoming protocol's own library, well and unwell.
@Suite(.serialized, .timeLimit(.minutes(3))) struct WyomingLiveTests {
    private func server(_ peer: Peer) throws -> WyomingServer {
        try #require(WyomingServer("127.0.0.1:\(peer.port)", patience: .seconds(4)))
    }

    private final class Shared: Sendable {
        let lines = Mutex<[String]>([])
        var all: String { lines.withLock { $0.joined(separator: "\n") } }
    }

    private func health(_ news: Shared) -> EngineHealth {
        EngineHealth("engine") { told in news.lines.withLock { $0.append("\(told)") } }
    }

    private func box(_ peer: Peer, _ news: Shared) throws -> TestServer {
        let engine = WyomingHearing(try server(peer), language: "en-US")
        let health = health(news)
        return try TestServer(
            pool: RecogniserPool(keeping: 0) { SteadyRecogniser(engine, health: health, pool: TestServer.pool) })
    }

    private static let transcribing = #""input_audio_sampling_rate":16000,"input_audio_transcription":{"model":"x"}"#

    @Test func freeSpeechIsTranscribed() async throws {
        let peer = try await Peer("wyoming_server.py")
        let news = Shared()
        let box = try box(peer, news)
        let client = try await box.connect()
        try await client.begin(Self.transcribing)
        // No grammar of ours knows it.
        try await client.say("the weather was very good yesterday")
        let answer = try await client.answer()
        #expect(answer.heard?.contains("weather") == true, "\(answer.heard ?? "nothing")")
        #expect(news.all == "")
        // What it hears is understood, too.
        try await client.say("what time is it")
        #expect(try await client.answer().transcript.hasPrefix("It is "))
    }

    @Test(arguments: ["die", "stall", "error"])
    func noWordIsLost(when trouble: String) async throws {
        let peer = try await Peer("wyoming_server.py", trouble)
        let news = Shared()
        let box = try box(peer, news)
        let client = try await box.connect()
        try await client.begin(Self.transcribing)
        try await client.say("what day is it today")
        let answer = try await client.answer()
        #expect(answer.heard == "what day is it today")
        #expect(news.all.hasPrefix("failed"))
    }

    @Test func anEngineThatIsNotThereIsStoodInFor() async throws {
        let peer = try await Peer("wyoming_server.py")
        let news = Shared()
        let box = try box(peer, news)
        peer.stop()
        let client = try await box.connect()
        try await client.begin(Self.transcribing)
        try await client.say("what time is it")
        #expect(try await client.answer().heard == "what time is it")
        #expect(news.all.contains("refused"))
    }

    private func say(_ text: String, _ peer: Peer, _ news: Shared) async throws -> [Int16] {
        let outer = WyomingSpeech(try server(peer), voice: nil)
        let speech = SteadySpeech(outer, health: health(news), embedded: FliteSpeech())
        var samples: [Int16] = []
        for try await chunk in speech.speak(text, as: SpeechManner()) { samples += chunk.samples }
        return samples
    }

    @Test func theOtherVoiceSpeaks() async throws {
        let peer = try await Peer("wyoming_server.py")
        let news = Shared()
        let sound = try await say("This is said by somebody else.", peer, news)
        #expect((24_000..<96_000).contains(sound.count))
        #expect(sound.contains { $0 > 4_000 })
        #expect(news.all == "")
    }

    @Test(arguments: ["You die here.", "You stall here."])
    func aSentenceThatBreaksOffIsSaidByTheEmbeddedVoice(text: String) async throws {
        let peer = try await Peer("wyoming_server.py")
        let news = Shared()
        let whole = try await say("First a whole one.", peer, news)
        let sound = try await say("First a whole one. " + text, peer, news)
        // A second of the broken sentence, then all of it.
        #expect(sound.count > whole.count + 24_000)
        #expect(news.all.hasPrefix("failed"))
    }
}
