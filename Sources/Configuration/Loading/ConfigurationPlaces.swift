/// Where the files are.
package enum ConfigurationPlaces: Sendable, Equatable {
    /// These directories, the most important first. The first main file found replaces those behind it; drop-ins of
    /// all directories count, one name once.
    case layered([String])
    /// One file alone, without drop-ins.
    case alone(String)
}

extension ConfigurationPlaces {
    /// A system instance. `root` goes in front, for images that are checked offline.
    package static func system(root: String = "") -> ConfigurationPlaces {
        .layered(["/etc/voicelived", "/run/voicelived", "/usr/lib/voicelived"].map { root + $0 })
    }

    /// An instance of a user. `configurationHome` is $XDG_CONFIG_HOME or ~/.config.
    package static func user(configurationHome: String) -> ConfigurationPlaces {
        .layered([configurationHome + "/voicelived", "/etc/voicelived", "/usr/lib/voicelived"])
    }

    package static let mainName = "voicelived.toml"
    package static let dropInDirectory = "voicelived.toml.d"
}
