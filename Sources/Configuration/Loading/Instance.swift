/// Which instance this is, the machine's or a user's, and where its files and sockets are.
package struct Instance: Sendable {
    /// An instance of one person, in their login or with linger.
    package let isUser: Bool
    private let environment: [String: String]

    /// - Parameter environment: of the process. $VOICELIVED_SOCKET, $STATE_DIRECTORY, $XDG_RUNTIME_DIR,
    ///   $XDG_CONFIG_HOME, $XDG_STATE_HOME and $HOME count.
    package init(userID: UInt32, environment: [String: String]) {
        self.environment = environment.filter { !$0.value.isEmpty }
        isUser = userID != 0 && self.environment["XDG_RUNTIME_DIR"] != nil
    }

    /// Where its configuration is.
    package var places: ConfigurationPlaces {
        guard isUser, let home = configurationHome else { return .system() }
        return .user(configurationHome: home)
    }

    /// The control socket. The environment wins; a user's instance has its own unless the files name another.
    package func controlSocket(_ configuration: Configuration = Configuration()) -> String {
        if let path = environment["VOICELIVED_SOCKET"] { return path }
        let usual = ControlSection().socket
        guard isUser, configuration.control.socket == usual, let folder = environment["XDG_RUNTIME_DIR"] else {
            return configuration.control.socket
        }
        return folder + "/voicelived/control.sock"
    }

    /// What the daemon remembers. Systemd may name several directories; the first is ours.
    package func stateDirectory(_ configuration: Configuration) -> String {
        if let path = environment["STATE_DIRECTORY"]?.split(separator: ":").first { return String(path) }
        guard isUser, configuration.general.stateDirectory == GeneralSection().stateDirectory else {
            return configuration.general.stateDirectory
        }
        if let home = environment["XDG_STATE_HOME"] { return home + "/voicelived" }
        return environment["HOME"].map { $0 + "/.local/state/voicelived" } ?? configuration.general.stateDirectory
    }

    /// Where recordings go.
    package func recordDirectory(_ configuration: Configuration) -> String {
        let named = configuration.record.directory
        return named.isEmpty ? stateDirectory(configuration) + "/recordings" : named
    }

    private var configurationHome: String? {
        environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { $0 + "/.config" }
    }
}
