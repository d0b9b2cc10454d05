/// What a sound server has, asked without opening a microphone or a loudspeaker.
package struct SoundLook: Sendable, Equatable {
    package var server: ServerState
    package var devices: [SoundDevice]
    /// Names of the devices that the settings mean; `nil` where none may be used.
    package var source: String?
    package var sink: String?

    package init(server: ServerState, devices: [SoundDevice] = [], source: String? = nil, sink: String? = nil) {
        self.server = server
        self.devices = devices
        self.source = source
        self.sink = sink
    }
}
