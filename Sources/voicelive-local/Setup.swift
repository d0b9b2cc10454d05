import Configuration
import Diagnostics
import Glibc
import LocalVoice
import VoiceLiveProtocol
import WebSocket

/// Flags and configuration, made into what the server takes.
enum Setup {
    static func section(_ options: Options) throws(Failure) -> LocalSection {
        switch options.configuration {
        case nil: LocalSection()
        case "system": ConfigurationReading.installed()
        case let file?: try ConfigurationReading.local(file)
        }
    }

    static func settings(_ options: Options, _ section: LocalSection) throws(Failure) -> LocalServerSettings {
        var settings = LocalServerSettings()
        settings.mostSessions = options.mostSessions ?? section.maxSessions
        settings.language = section.language
        // An outer engine's own time comes first, then the embedded one hears the turn.
        if section.recogniser == .wyoming { settings.hearingPatience += section.engineTimeout }
        settings.recogniser = section.recogniser == .wyoming ? "wyoming" : "pocketsphinx"
        settings.silenceMilliseconds = Int(section.endOfTurn / .milliseconds(1))
        settings.manner.voice = FliteVoice(closestTo: section.voice)
        settings.manner.speed = section.speed
        settings.manner.volume = section.volume
        if let seconds = options.lifetimeSeconds { settings.lifetime = .seconds(seconds) }
        if let file = options.keyFile { settings.key = try key(file) }
        for path in options.intents.isEmpty ? [section.intents] : options.intents {
            do throws(IntentLibrary.Fault) {
                let library = try IntentLibrary(path: path, language: section.language)
                settings.intents += library.intents
                settings.phrasebook = library.phrasebook
            } catch {
                throw Failure(.configuration, "\(error)")
            }
        }
        return settings
    }

    static func key(_ file: String) throws(Failure) -> VoiceLiveProtocol.Secret {
        let text = String(decoding: try ConfigurationReading.bytes(file, atMost: 4_096), as: UTF8.self)
        let key = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        guard !key.isEmpty else { throw Failure(.configuration, "\(file): there is no key in it") }
        return VoiceLiveProtocol.Secret(key)
    }

    static func address(_ options: Options) throws(Failure) -> ListenAddress {
        guard options.usesInheritedSocket else { return options.listen }
        guard let socket = ServiceNotifier().inheritedDescriptors().first else {
            throw Failure(.unavailable, "the service manager handed over no socket")
        }
        return .inherited(descriptor: socket.descriptor)
    }
}
