import Configuration
import ControlProtocol
import Glibc

/// What the agent is told, from the configuration or from the file that it names. Read anew for each session, so that a
/// changed file is enough.
enum InstructionsFile {
    /// As many bytes as the key `conversation.instructions` takes.
    private static let longest = 32_768

    static func text(_ section: ConversationSection) throws(ControlError) -> String {
        guard let path = section.instructionsFile.nonEmpty else { return section.instructions }
        let bytes: [UInt8]
        switch LinuxFiles().read(path) {
        case .file(let found, _, _): bytes = found
        case .missing: throw fault(path, "is not there")
        case .unreadable(let reason): throw fault(path, reason)
        case .masked: bytes = []
        }
        guard bytes.count <= longest else { throw fault(path, "is longer than \(longest) bytes") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw fault(path, "is not UTF-8") }
        return text
    }

    private static func fault(_ path: String, _ reason: String) -> ControlError {
        ControlError(
            .configInvalid, "conversation.instructions_file: \(path) \(reason)",
            hint: "repair the file, or write conversation.instructions instead")
    }
}
