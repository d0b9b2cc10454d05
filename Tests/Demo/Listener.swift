import ControlProtocol
import ControlTestSupport
import Sound
import Synchronization

/// What the daemon's events have told so far. One thread reads the socket; the story looks here.
final class Listener: Sendable {
    struct Seen: Sendable {
        var phase = ""
        var level = -100.0
        var lines: [Line] = []
        var turns: [Turn] = []
        var temperature: Int64?
        var ended = false
        /// Times the answer fell silent because somebody spoke.
        var interruptions = 0
    }

    struct Line: Sendable {
        var speaker: String
        var text: String
        var item: String
    }

    struct Turn: Sendable {
        var number: Int64
        var total: Double
        var parts: [String: Double]
    }

    private let seen = Mutex(Seen())
    private let thread = Mutex<RealTimeThread?>(nil)

    func read() -> Seen { seen.withLock { $0 } }

    /// Follows the events of the daemon at `socket` until it hangs up.
    func follow(_ socket: String) throws {
        let client = Held(try LineClient(socket))
        let topics = ["session.state", "session.transcript", "session.turn", "audio.level"]
        let wanted = topics.map { "{\"name\":\"\($0)\"}" }.joined(separator: ",")
        _ = try client.value.ask(#"{"id":1,"method":"events.subscribe","params":{"topics":[\#(wanted)]}}"#)
        let started = RealTimeThread(name: "events", priority: 0) { [self] _ in
            while let event = try? client.value.read(seconds: 3_600) { take(event) }
        }
        thread.withLock { $0 = started }
    }

    /// Offers a climate tool to the model.
    func offerClimate(_ socket: String) throws {
        let client = Held(try LineClient(socket))
        _ = try client.value.ask(Self.climate)
        let started = RealTimeThread(name: "tool", priority: 0) { [self] _ in
            while let event = try? client.value.read(seconds: 3_600) {
                guard event["method"]?.string == "tool.call", let call = event["params"]?["data"] else { continue }
                let value = call["arguments"]?["value"]?.wholeNumber ?? 0
                seen.withLock { $0.temperature = value }
                let name = call["call"]?.string ?? ""
                client.value.send(
                    line: #"{"id":9,"method":"tool.result","params":{"call":"\#(name)","output":{"value":\#(value)}}}"#)
            }
        }
        tool.withLock { $0 = started }
    }

    private let tool = Mutex<RealTimeThread?>(nil)

    private static let climate = #"""
        {"id":1,"method":"tool.register","params":{"tools":[{"name":"set_temperature","description":"Sets the cabin temperature.","parameters":{"type":"object","properties":{"value":{"type":"number","minimum":50,"maximum":90},"unit":{"type":"string","enum":["fahrenheit","celsius"]}},"required":["value"]},"timeout_ms":2000}]}}
        """#.filter { $0 != "\n" }

    private func take(_ event: JSONValue) {
        guard let data = event["params"]?["data"] else { return }
        switch event["method"]?.string {
        case "session.state": note(phase: data["state"]?.string ?? "")
        case "audio.level": seen.withLock { $0.level = data["rms_db"]?.double ?? -100 }
        case "session.transcript" where data["final"]?.bool == true: note(line: data)
        case "session.turn": note(turn: data)
        default: break
        }
    }

    private func note(phase: String) {
        seen.withLock { seen in
            if seen.phase == "speaking", phase == "user_speaking" { seen.interruptions += 1 }
            seen.phase = phase
            if phase == "ended" { seen.ended = true }
        }
    }

    private func note(line data: JSONValue) {
        let line = Line(
            speaker: data["role"]?.string ?? "", text: data["text"]?.string ?? "", item: data["item"]?.string ?? "")
        seen.withLock { seen in
            if let index = seen.lines.firstIndex(where: { $0.item == line.item }) {
                seen.lines[index] = line
            } else {
                seen.lines.append(line)
            }
        }
        Screen.say("  \(line.speaker == "user" ? "person" : "   box"): \(line.text)")
    }

    private func note(turn data: JSONValue) {
        var parts: [String: Double] = [:]
        for member in data["parts"]?.object?.members ?? [] { parts[member.name] = member.value.double }
        let turn = Turn(
            number: data["turn"]?.wholeNumber ?? 0, total: data["total_ms"]?.double ?? 0, parts: parts)
        seen.withLock { $0.turns.append(turn) }
    }
}

/// A client in the hands of one thread.
private final class Held: @unchecked Sendable {
    // @unchecked: made on the main thread, then used by one reader alone.
    let value: LineClient

    init(_ value: LineClient) {
        self.value = value
    }
}
