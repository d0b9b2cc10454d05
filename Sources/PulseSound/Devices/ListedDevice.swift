import Sound

/// A device as the server lists it now.
struct ListedDevice: Equatable, Sendable {
    var device: SoundDevice
    /// The server's number for it: another one after every re-plug.
    var index: UInt32
    var isSuspended: Bool

    var name: String { device.name }

    /// The server's stand-in when there is no hardware at all: nobody would hear or say anything.
    var isDummy: Bool {
        device.name == "auto_null" || device.name == "auto_null.monitor"
    }
}
