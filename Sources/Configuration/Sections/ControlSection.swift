/// The sockets for thin clients.
package struct ControlSection: SettingSection {
    package var socket = "/run/voicelived/control.sock"
    package var observeSocket = ""
    package var maxClients = 64
    package var maxClientsPerUser = 16
    package var requestsPerSecond = 50

    package init() {}

    package static let path = "control"
    package static let about = "The sockets for thin clients."

    package static let keys: [SettingKey<ControlSection>] = [
        SettingKey(
            "socket", \.socket, .path, .restart,
            "The control socket. With socket activation the unit's ListenStream= is used and must be the same."),
        SettingKey(
            "observe_socket", \.observeSocket, .path, .restart,
            "A second socket whose clients can look but not touch. Empty: none."),
        SettingKey("max_clients", \.maxClients, .integer(1...4096), .live, "Clients connected at once."),
        SettingKey(
            "max_clients_per_user", \.maxClientsPerUser, .integer(1...4096), .live,
            "Clients connected at once with the same user id."),
        SettingKey(
            "requests_per_second", \.requestsPerSecond, .integer(1...100_000), .live,
            "Requests a second of one user; twice as many may come in a burst."),
    ]
}
