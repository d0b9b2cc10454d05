/// Starting with the last configuration that worked, where the admin wants that.
extension ConfigurationLoader {
    package enum Start: Sendable {
        case loaded(EffectiveConfiguration)
        /// The files are broken; this is the last good configuration. The problems are those of the files.
        case fallback(EffectiveConfiguration, [Problem])
        case refused([Problem], files: [String], isMissing: Bool)
    }

    /// Loads the files; when they are broken and the configuration saved at `path` says `fallback_last_good`, loads
    /// that. Save `EffectiveConfiguration.lastGoodText` there after each good load.
    package func start(lastGood path: String) -> Start {
        switch load() {
        case .loaded(let effective): return .loaded(effective)
        case .refused(let problems, let files, let isMissing):
            if case .loaded(let old) = elsewhere(.alone(path)).load(), old.values.general.fallbackLastGood {
                return .fallback(old, problems)
            }
            return .refused(problems, files: files, isMissing: isMissing)
        }
    }
}

extension EffectiveConfiguration {
    /// Everything in force as one file. The profile's values are written out, so that the file does not depend on it.
    package var lastGoodText: String {
        var plain = values
        plain.general.profile = ""
        return "# Written by voicelived; do not edit.\n" + plain.toml
    }
}
