import ControlTestSupport
import Glibc
import TestBench

/// Everything that runs: sound server, room, local service, daemon, listener. Ends with the process.
final class Stage {
    let room: AcousticRoom
    let listener = Listener()
    private let folder: TemporaryFolder
    private let server: any SoundServer
    private let local: ChildProcess
    private let daemon: ChildProcess
    let socket: String

    struct DidNotStart: Error, CustomStringConvertible {
        var program: String
        var said: String
        var description: String { "\(program) did not start: \(said)" }
    }

    init(_ programs: Programs) throws {
        Screen.say("A virtual sound card: PulseAudio with a loudspeaker, a microphone, and a room between them.")
        folder = try TemporaryFolder("demo")
        server = try SoundServerKind.pulseAudio.start(SoundServerOptions())
        var air = RoomSettings(echoDecibels: -12, delayMilliseconds: 20)
        air.noise = Noise.fan(count: 48_000 * 5, decibels: -58)
        room = try AcousticRoom(server, air)

        Screen.say("voicelive-local: recogniser, dialogue and voice on this machine.")
        let service = folder.path + "/local.sock"
        local = try ChildProcess(programs.local, ["--listen", "unix:\(service)", "--intents", programs.intents])
        try Self.wait(for: service, of: local, "voicelive-local")

        Screen.say("voicelived: the daemon, with this configuration:\n")
        socket = folder.path + "/control.sock"
        let file = folder.path + "/voicelived.toml"
        let text = Self.configuration(socket: socket, service: service)
        Screen.say(text.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n") + "\n")
        _ = writeWholeFile(file, Array(text.utf8))
        daemon = try ChildProcess(programs.daemon, ["--config", file], environment: server.environment)
        try Self.wait(for: socket, of: daemon, "voicelived")
        try listener.follow(socket)
        try listener.offerClimate(socket)
    }

    private static func configuration(socket: String, service: String) -> String {
        """
        [log]
        level = "debug"
        [control]
        socket = "\(socket)"
        [audio]
        source = "\(VirtualDevice.microphone.name)"
        sink = "\(VirtualDevice.loudspeaker.name)"
        [conversation]
        greeting = "Hello. How can I help?"
        [turn]
        detection = "server"
        patience = "quick"
        [[endpoint]]
        name = "local"
        url = "ws+unix:\(service)"
        authentication = "none"

        """
    }

    private static func wait(for socket: String, of process: ChildProcess, _ name: String) throws {
        // The file is there a moment before anybody listens.
        guard becomesTrue(within: .seconds(20), { (try? LineClient(socket)) != nil || !process.isRunning }),
            process.isRunning
        else { throw DidNotStart(program: name, said: process.standardError) }
    }

    // MARK: The end

    func report(writingTo path: String) {
        let seen = listener.read()
        Screen.say("\nTurn timings in milliseconds, from the person's last sample to the box's first:\n")
        Screen.say("  turn   total  capture  uplink  service  downlink  buffer  output")
        for turn in seen.turns {
            let parts = ["capture", "uplink", "service", "downlink", "buffer", "output"].map { turn.parts[$0] ?? 0 }
            Screen.say(Self.row([Double(turn.number), turn.total] + parts))
        }
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        if !folder.isEmpty { _ = unsafe mkdir(folder, 0o755) }
        if room.recording().write(to: path) {
            Screen.say(
                "\nWhat was said and heard, left the microphone, right the loudspeaker: \(path)")
        }
        if Environment.wantsLog { Screen.say(log) }
    }

    var log: String { daemon.standardError + local.standardError }

    private static func row(_ numbers: [Double]) -> String {
        let widths = [6, 8, 9, 8, 9, 10, 8, 8]
        return zip(numbers, widths).map { number, width in
            let text = String(Int(number.rounded()))
            return String(repeating: " ", count: max(1, width - text.count)) + text
        }.joined()
    }
}

/// What may be asked of the demonstration.
enum Environment {
    /// `VOICELIVED_DEMO_LOG=1` shows what the programs logged.
    static let wantsLog = unsafe getenv("VOICELIVED_DEMO_LOG") != nil
}
