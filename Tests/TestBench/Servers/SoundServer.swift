/// A sound server of the test's own, in a folder of its own, without hardware: one loudspeaker (`spk`), one
/// microphone (`microphone`) and the air between (`room`).
///
/// All methods block until what they promise is true, or throw. One test uses one server from one thread at a time.
package protocol SoundServer: AnyObject, Sendable {
    /// Address for a client, as in PULSE_SERVER.
    var address: String { get }
    /// Path of its Unix socket.
    var socketPath: String { get }
    var options: SoundServerOptions { get }
    /// The processes it consists of; empty while it is dead.
    var processes: [ChildProcess] { get }

    /// Starts it and plugs loudspeaker, room and microphone. It accepts clients when this returns.
    func start() throws
    /// Ends it, with SIGKILL, as a crash would. Its devices are gone with it.
    func kill()
}

package struct SoundServerOptions: Sendable {
    /// Samples per second of the loudspeaker.
    package var loudspeakerRate = 48_000
    /// Samples per second of room and microphone.
    package var microphoneRate = 48_000
    /// Whether PulseAudio may take back what a sink already rendered, as real cards let it. A null sink that may renders
    /// two seconds ahead while nobody listens, and its monitor then holds sound that was never played: an
    /// `AcousticRoom` is exact only without.
    package var allowsRewinds = false
    /// How long a start may take on a machine under load. It is a fraction of a second on an idle one.
    package var startLimit: Duration = .seconds(15)
    /// Plugged at every start, after `VirtualDevice.room`.
    package var devices: [VirtualDevice] = [.loudspeaker, .microphone]

    package init() {}

    package init(rate: Int) {
        loudspeakerRate = rate
        microphoneRate = rate
    }

    func rate(of device: VirtualDevice) -> Int {
        device == .room || device.kind == .microphone ? microphoneRate : loudspeakerRate
    }
}

/// Which server a suite runs on: `@Test(arguments: SoundServerKind.allCases)`.
package enum SoundServerKind: String, CaseIterable, Sendable {
    case pulseAudio, pipeWire

    /// A started server.
    package func start(_ options: SoundServerOptions = SoundServerOptions()) throws -> any SoundServer {
        let server: any SoundServer =
            switch self {
            case .pulseAudio: try PulseAudioServer(options)
            case .pipeWire: try PipeWireServer(options)
            }
        try server.start()
        return server
    }
}

package enum SoundServerError: Error {
    case notReady(String, log: String)
    case noSuchDevice(String)
}

extension SoundServer {
    /// What a client needs in its environment to find this server and no other.
    package var environment: [String: String] { ["PULSE_SERVER": address] }

    package var isRunning: Bool { !processes.isEmpty && processes.allSatisfy(\.isRunning) }

    /// How its processes ended, if they did by themselves; a line each.
    package var lastWords: String {
        processes.compactMap { process in
            process.wait(within: .zero).map { "\(process.program) ended by itself: \($0)\n" }
        }.joined()
    }

    /// SIGSTOP: it takes connections in the kernel, and answers nothing.
    package func freeze() {
        for process in processes.reversed() { process.freeze() }
    }

    package func thaw() {
        for process in processes { process.thaw() }
    }

    /// Kills it and starts it again at the same address.
    package func restart() throws {
        kill()
        try start()
    }

    var control: PulseControl { PulseControl(server: self) }

    /// Plugs a device in. Returns its index, which no device had before.
    @discardableResult
    package func plug(_ device: VirtualDevice) throws -> Int {
        try control.load(device)
    }

    package func unplug(_ device: VirtualDevice) throws {
        try control.unload(device)
    }

    package func suspend(_ device: VirtualDevice) throws {
        try control.pactl("suspend-" + device.noun, device.name, "1")
    }

    package func resume(_ device: VirtualDevice) throws {
        try control.pactl("suspend-" + device.noun, device.name, "0")
    }

    /// The device's index; `nil` when it is not plugged in.
    package func index(of device: VirtualDevice) throws -> Int? {
        try control.list(device.noun + "s").first { $0.name == device.name }?.index
    }

    package func makeDefault(_ device: VirtualDevice) throws {
        try control.pactl("set-default-" + device.noun, device.name)
    }

    /// Moves every stream that runs on some device of `device`'s kind to `device`.
    package func moveStreams(to device: VirtualDevice) throws {
        let streams = device.kind == .loudspeaker ? "sink-input" : "source-output"
        for stream in try control.list(streams + "s") {
            try control.pactl("move-" + streams, String(stream.index), device.name)
        }
    }
}
