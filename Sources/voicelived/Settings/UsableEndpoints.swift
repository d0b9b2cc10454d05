import Configuration
import ControlProtocol
import Diagnostics
import ServiceSettings
import VoiceLiveClient

/// The configured endpoints whose keys are there, in the order of the file. That an optional one has none is no fault.
struct UsableEndpoints {
    var sections: [EndpointSection] = []
    var settings: [EndpointSettings] = []
    /// What is wrong with the others, by name.
    var faults: [(endpoint: String, fault: EndpointFault)] = []

    init(
        _ configuration: Settings,
        credentials: Credentials = Credentials(directory: Environment.all["CREDENTIALS_DIRECTORY"])
    ) {
        for section in configuration.endpoints {
            do {
                let endpoint = try EndpointSettings(
                    section, link: configuration.link, transcription: configuration.transcription,
                    tools: configuration.tools, credentials: credentials)
                sections.append(section)
                settings.append(endpoint)
            } catch {
                if section.optional, case .credentialMissing = error { continue }
                faults.append((section.name, error))
            }
        }
    }

    /// Says before anybody talks whether a key is missing.
    func tell(_ instruments: Instruments) {
        for (endpoint, fault) in faults {
            instruments.log(
                fault.isUnsafe ? .credentialUnsafe : .credentialMissing, fault.description, .endpoint(endpoint))
        }
        let readable = faults.last { $0.fault.isUnsafe }?.fault.description
        instruments.health.set(.credentialUnsafe, readable != nil, detail: readable ?? "")
        let missing = faults.last { !$0.fault.isUnsafe }?.fault.description
        instruments.health.set(.needsCredential, missing != nil, detail: missing ?? "")
    }

    func require() throws(ControlError) {
        guard settings.isEmpty else { return }
        if let fault = faults.last?.fault, fault.isUnsafe {
            throw ControlError(
                .credential, fault.description, hint: "let only the daemon's user read it: chown, and chmod 600")
        }
        throw ControlError(
            .cloudAuth, faults.last?.fault.description ?? "no endpoint is configured",
            hint: "run: voicelivectl credential set")
    }
}

extension EndpointFault {
    fileprivate var isUnsafe: Bool { if case .credentialUnsafe = self { true } else { false } }
}
