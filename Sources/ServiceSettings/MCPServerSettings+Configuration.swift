import Configuration
import VoiceLiveClient
import VoiceLiveProtocol

extension MCPServerSettings {
    init(_ section: MCPServerSection, credentials: Credentials) {
        self.init(label: section.label, url: section.url)
        allowedTools = section.allowedTools
        approval =
            switch section.requireApproval {
            case .never: .never
            case .always: section.freeTools.isEmpty ? .always : .byTool(always: [], never: section.freeTools)
            }
        if !section.credentialFile.isEmpty {
            credential = .file(path: section.credentialFile, .bearer)
        } else if !section.credential.isEmpty {
            credential = credentials.stored(section.credential)
        }
        headers = section.headers.mapValues(credentials.stored)
    }
}
