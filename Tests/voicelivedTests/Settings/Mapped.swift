import Configuration
import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Recording
import ServiceSettings
import SignalPath
import SignalSettings
import Sound
import VoiceLiveClient

@testable import voicelived

/// All that a configuration says to the parts of the daemon, as text that differs when any of it does.
enum Mapped {
    static func text(_ settings: Settings) -> String {
        var parts: [Any] = settings.endpoints.map { endpoint in
            do {
                return try EndpointSettings(
                    endpoint, link: settings.link, transcription: settings.transcription, tools: settings.tools,
                    credentials: Credentials(directory: nil))
            } catch { return error }
        }
        do {
            parts.append(conversation(settings, try InstructionsFile.text(settings.conversation)))
        } catch { parts.append(error) }
        parts += [PipelineFormat(settings) as Any, settings.blocksPerPacket]
        return described(parts) + taken(settings)
    }

    /// What a running daemon, and a session that goes on, are given when the files are loaded again.
    static func taken(_ settings: Settings) -> String {
        described([
            ControlSettings(settings), SoundSettings(settings), PipelineSettings(settings),
            ShelfLimits(settings.record),
            ConfigurationFiles.instance.recordDirectory(settings), LogLevel(settings.log.level),
            conversation(settings, "").terms,
        ])
    }

    private static func conversation(_ settings: Settings, _ instructions: String) -> ConversationSettings {
        ConversationSettings(
            settings, instructions: instructions, start: SessionStart.Params(mode: .vad),
            endpoints: settings.endpoints)
    }

    private static func described(_ parts: [Any]) -> String {
        var text = ""
        for part in parts { describe(part, into: &text) }
        return text
    }

    /// Names and values of everything inside. Types that do not print what they hold are looked into; the order of what
    /// has none is made one.
    private static func describe(_ value: Any, into text: inout String, depth: Int = 0) {
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty, depth < 16 else {
            text += "\(String(reflecting: value));"
            return
        }
        if mirror.displayStyle == .dictionary || mirror.displayStyle == .set {
            text += mirror.children.map { child in
                var inner = ""
                describe(child.value, into: &inner, depth: depth + 1)
                return inner
            }.sorted().joined()
            return
        }
        for child in mirror.children {
            text += (child.label ?? "") + "="
            describe(child.value, into: &text, depth: depth + 1)
        }
        text += ";"
    }
}
