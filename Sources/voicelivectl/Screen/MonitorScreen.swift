import ControlProtocol

/// A conversation as it goes: what is final becomes a line; what changes all the time stays in the last line.
struct MonitorScreen {
    private let terminal: Terminal
    private let wantsJSON: Bool
    private var activity: AudioActivity?
    /// Words that are not final.
    private var partial = ""
    /// The last line of each state; the same is not said twice.
    private var said: [String: String] = [:]

    init(_ session: Session) {
        terminal = session.terminal
        wantsJSON = session.wantsJSON
    }

    mutating func show(_ topic: String, _ data: JSONValue, _ whole: JSONValue) {
        if wantsJSON { return terminal.result(JSONWriter.text(of: whole)) }
        if let line = line(topic, data), isNews(line, topic) { terminal.resultAboveLive(line) }
        terminal.live(liveLine)
    }

    private mutating func isNews(_ line: String, _ topic: String) -> Bool {
        guard ControlTopic(rawValue: topic)?.facts.isState ?? false else { return true }
        defer { said[topic] = line }
        return said[topic] != line
    }

    private mutating func line(_ topic: String, _ data: JSONValue) -> String? {
        switch ControlTopic(rawValue: topic) {
        case .sessionState: return (try? SessionState(wire: data)).map { terminal.dim("— \($0.state.rawValue)") }
        case .sessionTranscript: return (try? SessionTranscript(wire: data)).flatMap { words($0) }
        case .sessionTurn: return (try? SessionTurn(wire: data)).map { terminal.dim(Self.times($0)) }
        case .sessionApproval: return (try? SessionApproval(wire: data)).map(Self.question)
        case .audioState: return (try? AudioState(wire: data)).map { terminal.dim("sound card: \($0.state.rawValue)") }
        case .linkState: return (try? LinkState(wire: data)).map { terminal.dim("link: \($0.state.rawValue)") }
        case .audioActivity:
            activity = try? AudioActivity(wire: data)
            return nil
        default: return nil
        }
    }

    private mutating func words(_ said: SessionTranscript) -> String? {
        let who = said.role == .user ? "you  " : "bot  "
        partial = said.isFinal ? "" : who + String(visible(said.text).suffix(40))
        return said.isFinal ? terminal.bold(who) + visible(said.text) : nil
    }

    /// The service asks for leave to call a tool of its own.
    static func question(_ asked: SessionApproval) -> String {
        let tool = "\(visible(asked.tool)) of \(visible(asked.server))"
        guard asked.state == .wanted else { return "\(tool): \(asked.state.rawValue)" }
        let arguments = asked.arguments.map { " " + visible(JSONWriter.text(of: .object($0))) } ?? ""
        let seconds = asked.deadlineMilliseconds.map { " within \($0 / 1_000) s" } ?? ""
        let name = visible(asked.approval)
        return "may the service call \(tool)\(arguments)? voicelivectl session approve|deny \(name)\(seconds)"
    }

    /// From the person's last word to the first of the answer, and where that went.
    static func times(_ turn: SessionTurn) -> String {
        let parts = turn.parts.members.compactMap { part in
            part.value.double.map { "\(part.name) \(Int($0.rounded()))" }
        }
        let spent = parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
        return "turn \(turn.turn): \(Int(turn.totalMilliseconds)) ms\(spent)"
    }

    private var liveLine: String {
        guard let activity else { return partial }
        let turn = activity.turn == .nobody ? "" : "  \(activity.turn.rawValue)"
        return LevelBar.text(activity.levelDecibels) + turn + (activity.safeToSpeak ? "" : "  wait") + "  " + partial
    }
}

/// −60 dB to 0 dB in 30 steps.
enum LevelBar {
    static func text(_ decibels: Double) -> String {
        let steps = max(0, min(30, Int((decibels + 60) / 2)))
        let bar = String(repeating: "█", count: steps) + String(repeating: "·", count: 30 - steps)
        return "\(bar) \(Int(decibels)) dB"
    }
}
