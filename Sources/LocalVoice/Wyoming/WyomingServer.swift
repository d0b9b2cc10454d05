import VoiceLiveProtocol
import WebSocket

/// Where a Wyoming server is and how long it may take.
package struct WyomingServer: Sendable {
    let route: WebSocketEndpoint.Route
    /// To connect, and from one event to the next.
    let patience: Duration

    /// - Parameter address: "host:port" or "unix:/path". `nil` when it is neither.
    package init?(_ address: String, patience: Duration) {
        self.patience = patience
        if address.hasPrefix("unix:/") {
            route = .unix(path: String(address.dropFirst(5)))
        } else if let parsed = try? WebSocketEndpoint(parsing: "ws://" + address), parsed.target == "/",
            address.last?.isNumber == true, address.contains(":")
        {
            route = parsed.route
        } else {
            return nil
        }
    }

    func connect() async throws -> WyomingConnection {
        WyomingConnection(try await ByteConnection.open(route, within: patience), patience: patience)
    }
}

/// What went wrong with an engine behind the protocol.
enum WyomingFault: Error, Equatable, CustomStringConvertible {
    /// Its own words.
    case engine(String)
    case brokenOff
    case noSound
    case wrongSound(String)
    case tooMuch
    case late(Duration)

    var description: String {
        switch self {
        case .engine(let why): "the engine answers with an error: \(why)"
        case .brokenOff: "the engine ended the connection before its answer"
        case .noSound: "the engine made no sound"
        case .wrongSound(let what): "the engine's sound cannot be used: \(what)"
        case .tooMuch: "the engine sends more than it should"
        case .late(let limit): "no answer within \(limit)"
        }
    }
}

/// Events to and from one engine. Sending and reading may happen in two tasks.
struct WyomingConnection: Sendable {
    private let connection: ByteConnection
    private let patience: Duration

    init(_ connection: ByteConnection, patience: Duration) {
        self.connection = connection
        self.patience = patience
    }

    func send(_ events: [WyomingEvent]) async throws {
        try await connection.write(events.flatMap(\.encoded), within: patience)
    }

    /// Hands events over until `isLast` says that there is enough. Errors of the engine are thrown.
    func read(until isLast: (WyomingEvent) throws -> Bool) async throws {
        var reader = WyomingReader()
        while true {
            let bytes = try await connection.read(within: patience)
            guard !bytes.isEmpty else { throw WyomingFault.brokenOff }
            for event in try reader.take(bytes) {
                if event.type == "error" {
                    throw WyomingFault.engine(String((event.data["text"]?.string ?? "no reason given").prefix(200)))
                }
                if try isLast(event) { return }
            }
        }
    }

    func end() { connection.end() }
}
