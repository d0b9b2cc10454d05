import Configuration
import LocalVoice
import VoiceLiveProtocol
import WebSocket

/// Recogniser, dialogue and speech as the configuration wants them. Outer engines stand before the embedded ones, which
/// take over when they fail.
struct Engines {
    var speech: any SpeechEngine
    var pool: RecogniserPool
    var chat: (any ChatModel)?
    let report: EngineReport

    init(_ section: LocalSection, mostSessions: Int) throws(Failure) {
        let report = EngineReport()
        self.report = report
        let pronunciations = PronunciationList(section.pronunciations)
        let embedded = RecogniserPool(keeping: mostSessions) {
            try SphinxRecogniser(rejection: section.rejection, pronunciations: pronunciations)
        }
        // Also behind an outer engine: the first turn that needs it must not wait for its model.
        do { try embedded.warmUp() } catch {
            throw Failure(.unavailable, "the recogniser does not start: \(error); is pocketsphinx-en-us installed?")
        }
        pool = try Self.recognisers(section, embedded, report)
        let speech = try Self.speech(section, report)
        self.speech = pronunciations.isEmpty ? speech : PronouncingSpeech(speech, pronunciations)
        chat = try Self.chat(section, report)
    }

    private static func recognisers(
        _ section: LocalSection, _ embedded: RecogniserPool, _ report: EngineReport
    ) throws(Failure) -> RecogniserPool {
        guard section.recogniser == .wyoming else { return embedded }
        let server = try server(section.recogniserAddress, "local.recogniser_address", section.engineTimeout)
        let engine = WyomingHearing(server, language: section.language)
        let health = EngineHealth("the recogniser at \(section.recogniserAddress)", tell: report.tell)
        return RecogniserPool(keeping: 0) { SteadyRecogniser(engine, health: health, pool: embedded) }
    }

    private static func speech(_ section: LocalSection, _ report: EngineReport) throws(Failure) -> any SpeechEngine {
        guard section.speech == .wyoming else { return FliteSpeech() }
        let server = try server(section.speechAddress, "local.speech_address", section.engineTimeout)
        // A voice of flite's is the default, not a wish.
        let voice = FliteVoice(rawValue: section.voice) == nil ? section.voice : nil
        let health = EngineHealth("the voice at \(section.speechAddress)", tell: report.tell)
        return SteadySpeech(WyomingSpeech(server, voice: voice), health: health, embedded: FliteSpeech())
    }

    private static func chat(_ section: LocalSection, _ report: EngineReport) throws(Failure) -> (any ChatModel)? {
        guard section.dialogue == .chat else { return nil }
        let key = section.chatCredentialFile.isEmpty ? nil : try Setup.key(section.chatCredentialFile).value
        let endpoint: ChatEndpoint
        do throws(WebSocketError) {
            endpoint = try ChatEndpoint(
                url: section.chatURL, model: section.chatModel, key: key.map { SecretString($0) },
                patience: section.engineTimeout)
        } catch {
            throw Failure(.configuration, "local.chat_url: \(error)")
        }
        let health = EngineHealth("the language model at \(section.chatURL)", tell: report.tell)
        return SteadyChat(endpoint, health: health)
    }

    private static func server(
        _ address: String, _ key: String, _ patience: Duration
    ) throws(Failure) -> WyomingServer {
        guard let server = WyomingServer(address, patience: patience) else {
            throw Failure(.configuration, "\(key): \"\(address)\" is neither host:port nor unix:/path")
        }
        return server
    }
}
