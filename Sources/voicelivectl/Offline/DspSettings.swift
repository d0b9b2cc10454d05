import Configuration
import Glibc
import SignalPath
import SignalSettings

/// How recordings are to be processed: the admin's file, single keys on top.
struct DspSettings {
    enum Uplink: String, CaseIterable { case processed, raw }

    let format: PipelineFormat
    let pipeline: PipelineSettings
    let uplink: Uplink

    init(_ arguments: Arguments) throws(Failure) {
        let values = try Self.configuration(arguments)
        guard let format = PipelineFormat(values) else {
            throw Failure(.configuration, "audio.rate is \(values.audio.rate), which is no rate of the signal path")
        }
        self.format = format
        pipeline = PipelineSettings(values)
        let word = arguments["uplink"] ?? Uplink.processed.rawValue
        guard let uplink = Uplink(rawValue: word) else {
            throw .usage("--uplink must be one of processed, raw, not \"\(visible(word))\"")
        }
        self.uplink = uplink
    }

    private static func configuration(_ arguments: Arguments) throws(Failure) -> AdminSettings {
        let overrides = try overrides(arguments.all("set"))
        // Without a file the built-in defaults hold, whatever this machine's daemon is told.
        let places = arguments["config"].map { ConfigurationPlaces.alone($0) } ?? .layered([])
        switch ConfigurationLoader(places, owners: [getuid()]).load(overrides: overrides) {
        case .loaded(let effective): return effective.values
        case .refused(let problems, let files, let isMissing):
            guard !isMissing || arguments["config"] != nil else { return AdminSettings() }
            let first = problems.first?.text ?? "the configuration was not loaded"
            throw Failure(
                .configuration, first, hint: problems.count > 1 ? problems.summary(files: files.count) : nil)
        }
    }

    private static func overrides(_ settings: [String]) throws(Failure) -> RuntimeOverrides {
        var overrides = RuntimeOverrides()
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[1].isEmpty else {
                throw .usage("--set needs KEY=VALUE, not \"\(visible(setting))\"")
            }
            try set(parts[0], parts[1], in: &overrides)
        }
        return overrides
    }

    /// Only keys that the signal path hears of.
    private static let tables = ["audio.rate", "dsp.", "speech.", "barge_in."]

    private static func set(_ key: String, _ value: String, in overrides: inout RuntimeOverrides) throws(Failure) {
        guard tables.contains(where: { key.hasPrefix($0) }) else {
            throw .usage("--set \(visible(key)): only dsp.*, speech.*, barge_in.* and audio.rate matter here")
        }
        do throws(RuntimeOverrides.Refusal) {
            do throws(RuntimeOverrides.Refusal) {
                try overrides.set(key, to: value, by: "command line", for: nil, now: .zero)
            } catch .value(let reason) {
                // A word without quotes, as a shell leaves it.
                guard value.allSatisfy({ $0.isLetter || $0 == "_" }) else { throw .value(reason) }
                try overrides.set(key, to: "\"\(value)\"", by: "command line", for: nil, now: .zero)
            }
        } catch {
            throw refused(key, value, error)
        }
    }

    private static func refused(_ key: String, _ value: String, _ why: RuntimeOverrides.Refusal) -> Failure {
        let text = visible(key)
        return switch why {
        case .unknownKey(let near):
            .usage("--set \(text): no such key", hint: near.map { "did you mean \($0)?" })
        case .notAtRuntime, .forFilesAlone: .usage("--set \(text): only a file may set this; use --config")
        case .value(let reason): .usage("--set \(text)=\(visible(value)): \(reason)")
        case .tooMany: .usage("--set was given too often")
        }
    }
}
