/// A loudspeaker or microphone that exists only in a private sound server.
package struct VirtualDevice: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A null sink.
        case loudspeaker
        /// A source of its own, not a monitor, that hears what is played into `VirtualDevice.room`.
        case microphone
    }

    package var kind: Kind
    package var name: String
    /// `device.*` properties by which a daemon may recognise it.
    package var properties: [String: String]

    package init(_ kind: Kind, name: String, properties: [String: String] = [:]) {
        self.kind = kind
        self.name = name
        self.properties = properties
    }

    package static let loudspeaker = VirtualDevice(.loudspeaker, name: "spk")
    package static let microphone = VirtualDevice(.microphone, name: "microphone")
    /// The air in front of the microphones: a null sink that people and the loudspeaker's echo are played into. It is
    /// a sink like any other to the server, so a daemon under test should be told to use `loudspeaker` by name.
    package static let room = VirtualDevice(.loudspeaker, name: "room")

    /// How it is loaded: module and arguments.
    func module(rate: Int, allowsRewinds: Bool) -> (name: String, arguments: [String]) {
        switch kind {
        case .loudspeaker:
            let arguments = [
                "sink_name=\(name)", "rate=\(rate)", "channels=1", "format=s16le",
                "norewinds=\(allowsRewinds ? 0 : 1)",
            ]
            return ("module-null-sink", arguments + propertyArgument("sink_properties"))
        case .microphone:
            let arguments = [
                "source_name=\(name)", "master=\(Self.room.name).monitor", "rate=\(rate)", "channels=1", "format=s16le",
            ]
            return ("module-remap-source", arguments + propertyArgument("source_properties"))
        }
    }

    private func propertyArgument(_ key: String) -> [String] {
        guard !properties.isEmpty else { return [] }
        let pairs = properties.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return [key + "=\"" + pairs.joined(separator: " ") + "\""]
    }

    /// The argument that tells its module from others.
    var moduleMark: String { (kind == .loudspeaker ? "sink_name=" : "source_name=") + name }

    /// `pactl`'s word for its kind.
    var noun: String { kind == .loudspeaker ? "sink" : "source" }
}
