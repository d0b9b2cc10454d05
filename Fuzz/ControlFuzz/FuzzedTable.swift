import ControlProtocol
import ControlServer

/// A core with two clients and a daemon that does what it is asked; see `testOneInput`.
struct FuzzedTable {
    /// Within reach of an input's length.
    static let lineBytes = 2_048

    private var core: ControlCore
    private var settings = ControlSettings(access: AccessPolicy(ownUser: 0))
    private var clients = [ConnectionID(1), ConnectionID(2)]
    private var last: UInt64 = 2
    private var deaf: Set<ConnectionID> = []
    private var streams: Set<TappedStream> = []
    /// Questions that the daemon takes its time for.
    private var pending: [Ticket] = []
    private var now: Int64 = 0
    private var turn = 0

    init() {
        settings.limits.lineBytes = Self.lineBytes
        settings.limits.requestBurst = nil
        settings.limits.queueBytes = 262_144
        settings.limits.slowQueueBytes = 65_536
        settings.access.users = [1: .controller]
        core = ControlCore(settings: settings, instance: "i-fuzz", daemon: ClientName(name: "voicelived"))
        for (uid, id) in clients.enumerated() { welcome(id, uid: UInt32(uid)) }
    }

    private mutating func welcome(_ id: ConnectionID, uid: UInt32) {
        _ = core.connected(id, Peer(uid: uid, gid: 0, pid: 1, groups: []), at: .control, now: now)
    }

    mutating func take(_ line: [UInt8]) {
        turn += 1
        now += 1_000
        let id = clients[turn % 2]
        switch line {
        case [UInt8(ascii: "!")]:
            now += 5_000_000
            answerPending()
            core.wake(now: now)
        case [UInt8(ascii: "-")]: replace(id)
        case [UInt8(ascii: "^")]: core.inputEnded(id, now: now)
        case [UInt8(ascii: "~")]: if deaf.remove(id) == nil { deaf.insert(id) }
        case [UInt8(ascii: "+")]: tellNews()
        case [UInt8(ascii: "=")]:
            settings.access.users[1] = settings.access.users[1] == .controller ? .observer : .controller
            core.configure(settings, now: now)
        default: core.received(line, from: id, now: now)
        }
        settle()
    }

    mutating func fault(_ piece: LineBuffer.Piece) {
        core.received(piece, from: clients[(turn + 1) % 2], now: now)
        settle()
    }

    /// All go, and time passes until nothing waits for it.
    mutating func end() {
        for id in clients { core.disconnected(id, now: now) }
        answerPending()
        settle()
        for _ in 0..<64 {
            guard let next = core.nextWake else { break }
            now = max(now, next)
            core.wake(now: now)
            settle()
        }
        precondition(core.clientCount == 0 && core.nextWake == nil && !core.hasWork, "something is left")
    }

    private mutating func replace(_ id: ConnectionID) {
        core.disconnected(id, now: now)
        deaf.remove(id)
        last += 1
        clients = clients.map { $0 == id ? ConnectionID(last) : $0 }
        welcome(ConnectionID(last), uid: 1)
    }

    private mutating func tellNews() {
        let session = "s-1"
        let news = [
            ControlEvent(AudioLevel(rmsDecibels: -20, peakDecibels: -12, vad: 0.9, farDecibels: -90)),
            ControlEvent(
                SessionTranscript(role: .user, item: "i", text: "A \"word\"", isFinal: true), session: session),
            ControlEvent(SessionViseme(item: "i", viseme: turn, offsetMilliseconds: turn), session: session),
        ]
        for event in news { event.map { core.published($0, now: now) } }
        // A raw stream of such samples is JSON, too.
        for stream in streams {
            core.delivered(
                TapFrame(
                    stream: stream, offset: Int64(turn), bytes: Array("{}\n\n".utf8), durationMicroseconds: 20_000),
                now: now)
        }
        core.bargedIn(session: session, now: now)
    }

    // MARK: What the core wants

    private mutating func settle() {
        repeat {
            for action in core.takeActions() { answer(action) }
            _ = core.takeDirty()
            for id in clients where !deaf.contains(id) { read(id) }
        } while core.hasWork
    }

    private mutating func answer(_ action: CoreAction) {
        switch action {
        case .ask(let ticket, let request, _):
            if turn % 3 == 0 { return pending.append(ticket) }
            core.answered(ticket, Self.reply(to: request), now: now)
        case .start(let ticket, _):
            core.began(ticket, turn % 5 == 0 ? ControlError(.offline, "fuzz") : nil, now: now)
        case .openTap(let ticket, let stream):
            guard stream.format == .pcm16 else {
                return core.openedTap(ticket, .failure(ControlError(.audioFormat, "fuzz")), now: now)
            }
            streams.insert(stream)
            core.openedTap(ticket, .success(TapShape(rate: 16_000, channels: 1)), now: now)
        case .order(let order): take(order)
        // Who owns the descriptors writes what there is, and is gone.
        case .close(let id):
            deaf.remove(id)
            read(id)
            if clients.contains(id) { replace(id) }
        case .giveUp(let ticket): pending.removeAll { $0 == ticket }
        case .tell: break
        }
    }

    private static func reply(to request: ControlRequest) -> Result<ControlReply, ControlError> {
        switch request {
        case .daemonStatus(let call): .success(call.answer(DaemonStatus.example.result))
        case .configShow(let call): .success(call.answer(ConfigShow.example.result))
        case .sessionSay(let call): .success(call.answer(SessionSay.Result(item: call.params.text)))
        case .sessionPtt(let call): .success(call.done())
        default: .failure(ControlError(.notAvailable, "fuzz"))
        }
    }

    private mutating func answerPending() {
        for ticket in pending { core.answered(ticket, .failure(ControlError(.cancelled, "fuzz")), now: now) }
        pending = []
    }

    private mutating func take(_ order: ControlOrder) {
        switch order {
        case .endSession(let name, let reason, _):
            guard let event = ControlEvent(SessionState(state: .ended, reason: reason.rawValue), session: name) else {
                return
            }
            core.published(event, now: now)
        case .toolsChanged(let tools):
            for tool in tools {
                core.toolCalled("t-\(now)-\(tool.name)", tool: tool.name, arguments: "{}", session: "s-1", now: now)
            }
        case .closeTap(let stream): streams.remove(stream)
        case .toolAnswered: break
        }
    }

    /// A client reads all there is.
    private mutating func read(_ id: ConnectionID) {
        var written: [UInt8] = []
        core.fill(&written, for: id, upTo: .max)
        core.drained(id, now: now)
        core.fill(&written, for: id, upTo: .max)
        precondition(written.count <= settings.limits.queueBytes + Self.largestReply, "more waited than may")
        // The longest is the protocol's own document, always the same; reading it each time would take most of the time.
        for line in written.split(separator: UInt8(ascii: "\n")) where line.count < 32_768 {
            guard (try? JSONParser.parse(Array(line), limits: .reply)) != nil else {
                fatalError("not JSON: \(String(decoding: line, as: UTF8.self))")
            }
        }
    }

    private static let largestReply = 1_048_576
}
