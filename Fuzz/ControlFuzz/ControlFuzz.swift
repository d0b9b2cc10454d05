import ControlProtocol
import ControlServer
import FuzzDriver

@_cdecl("ControlFuzz_main")
func start(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    unsafe vl_fuzz(count, arguments)
}

/// Bytes of two clients through framing, parser, dispatcher and queues. The input's lines go to one and the other in
/// turn; a line of `!` lets time pass, `-` ends a client. No input may crash, and every line written must be JSON.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start = unsafe start, count <= 200_000 else { return 0 }
    var settings = ControlSettings(access: AccessPolicy(ownUser: 0))
    settings.limits.requestBurst = nil
    settings.access.users = [1: .controller]
    var core = ControlCore(settings: settings, instance: "i-fuzz", daemon: ClientName(name: "voicelived"))
    var clients = [ConnectionID(1), ConnectionID(2)]
    for (uid, id) in clients.enumerated() {
        _ = core.connected(id, Peer(uid: UInt32(uid), gid: 0, pid: 1, groups: []), at: .control, now: 0)
    }
    var lines = LineBuffer(limit: settings.limits.lineBytes)
    unsafe lines.append(UnsafeRawBufferPointer(start: start, count: count))
    var now: Int64 = 0
    var turn = 0
    while let piece = lines.next() ?? lines.last() {
        guard case .line(let line) = piece else {
            core.received(piece, from: clients[turn % 2], now: now)
            break
        }
        turn += 1
        now += 1_000
        step(&core, line, clients[turn % 2], &now, &clients)
        for action in core.takeActions() { answer(action, &core, now) }
        for id in clients { check(&core, id) }
    }
    return 0
}

private func step(
    _ core: inout ControlCore, _ line: [UInt8], _ id: ConnectionID, _ now: inout Int64, _ clients: inout [ConnectionID]
) {
    switch line {
    case [UInt8(ascii: "!")]:
        now += 5_000_000
        core.wake(now: now)
    case [UInt8(ascii: "-")]:
        core.disconnected(id, now: now)
        let next = ConnectionID((clients.map(\.number).max() ?? 0) + 1)
        clients = clients.map { $0 == id ? next : $0 }
        _ = core.connected(next, Peer(uid: 1, gid: 0, pid: 1, groups: []), at: .control, now: now)
    default: core.received(line, from: id, now: now)
    }
}

/// The daemon does what it is asked.
private func answer(_ action: CoreAction, _ core: inout ControlCore, _ now: Int64) {
    switch action {
    case .ask(let ticket, _, _): core.answered(ticket, .failure(ControlError(.notAvailable, "fuzz")), now: now)
    case .start(let ticket, _): core.began(ticket, nil, now: now)
    case .openTap(let ticket, _): core.openedTap(ticket, .success(TapShape(rate: 16_000, channels: 1)), now: now)
    case .order(.endSession(let name, _, _)):
        if let event = ControlEvent(SessionState(state: .ended), session: name) { core.published(event, now: now) }
    case .order(.toolsChanged(let tools)):
        for tool in tools {
            core.toolCalled("t-\(now)-\(tool.name)", tool: tool.name, arguments: "{}", session: "s-1", now: now)
        }
    case .order, .giveUp, .close, .tell: break
    }
}

private func check(_ core: inout ControlCore, _ id: ConnectionID) {
    var written: [UInt8] = []
    core.fill(&written, for: id, upTo: .max)
    for line in written.split(separator: UInt8(ascii: "\n")) {
        guard (try? JSONParser.parse(Array(line), limits: .reply)) != nil else {
            fatalError("not JSON: \(String(decoding: line, as: UTF8.self))")
        }
    }
}
