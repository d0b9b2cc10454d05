/// Changes and questions to a private sound server, through `pactl`.
struct PulseControl {
    let server: any SoundServer
    private let limit: Duration = .seconds(10)

    init(server: any SoundServer) {
        self.server = server
    }

    /// A line of `pactl list short`.
    struct Entry {
        var index: Int
        var name: String
        var line: String
    }

    @discardableResult
    func pactl(_ arguments: String...) throws(ChildProcessError) -> String {
        try run("pactl", arguments, environment: server.environment, within: limit)
    }

    func list(_ what: String) throws(ChildProcessError) -> [Entry] {
        try pactl("list", "short", what).split(separator: "\n").compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count > 1, let index = Int(columns[0]) else { return nil }
            return Entry(index: index, name: String(columns[1]), line: String(line))
        }
    }

    @discardableResult
    func load(_ device: VirtualDevice) throws -> Int {
        let module = device.module(
            rate: server.options.rate(of: device), allowsRewinds: server.options.allowsRewinds)
        try run(
            "pactl", ["load-module", module.name] + module.arguments, environment: server.environment, within: limit)
        var index: Int?
        let isThere = try becomesTrue(within: limit) {
            index = try server.index(of: device)
            return index != nil
        }
        guard isThere, let index else { throw SoundServerError.noSuchDevice(device.name) }
        return index
    }

    func unload(_ device: VirtualDevice) throws {
        let marks = try list("modules").filter { Self.words($0.line).contains(device.moduleMark) }
        guard let module = marks.first else { throw SoundServerError.noSuchDevice(device.name) }
        try pactl("unload-module", String(module.index))
        let isGone = try becomesTrue(within: limit) { try server.index(of: device) == nil }
        guard isGone else { throw SoundServerError.notReady("unplugging \(device.name)", log: "") }
    }

    private static func words(_ line: String) -> [String] {
        line.split { $0 == "\t" || $0 == " " }.map(String.init)
    }

    /// Waits for the server to answer, then plugs what `options` say and makes it the default.
    func plugAll() throws {
        try load(.room)
        for device in server.options.devices { try load(device) }
        for kind in [VirtualDevice.Kind.loudspeaker, .microphone] {
            if let device = server.options.devices.first(where: { $0.kind == kind }) {
                try becomeDefault(device)
            }
        }
    }

    /// PipeWire takes the wish at once and fulfils it a moment later; while its session manager still starts, it
    /// answers "not supported".
    private func becomeDefault(_ device: VirtualDevice) throws {
        let isTaken = becomesTrue(within: limit) { (try? pactl("set-default-" + device.noun, device.name)) != nil }
        let isDefault =
            try isTaken
            && becomesTrue(within: limit) { try pactl("get-default-" + device.noun) == device.name + "\n" }
        guard isDefault else { throw SoundServerError.notReady("default \(device.noun) \(device.name)", log: "") }
    }

    func waitUntilAnswering(within limit: Duration) throws {
        let isListening = becomesTrue(within: limit) {
            server.isRunning && UnixConnection(server.socketPath) != nil
        }
        guard isListening else { throw SoundServerError.notReady(server.socketPath, log: log) }
        let answers = becomesTrue(within: limit) { (try? pactl("info")) != nil }
        guard answers else { throw SoundServerError.notReady("pactl info", log: log) }
    }

    private var log: String {
        server.processes.map { "== \($0.program)\n" + $0.standardError }.joined()
    }
}
