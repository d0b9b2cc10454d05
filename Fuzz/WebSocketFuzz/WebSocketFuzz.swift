// Feeds hostile bytes to what reads a peer's bytes: heads of upgrades, and both roles of the machine, cut in two places.
import FuzzDriver
import WebSocket

@_cdecl("WebSocketFuzz_main")
func start(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    unsafe vl_fuzz(count, arguments)
}

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    unsafe fuzz(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// The first byte chooses the reader, the second and third where to cut.
private func fuzz(_ bytes: [UInt8]) {
    guard bytes.count > 3 else { return }
    let input = Array(bytes[3...])
    let cuts = [Int(bytes[1]), Int(bytes[2])].map { $0 % (input.count + 1) }.sorted()
    let pieces = [input[..<cuts[0]], input[cuts[0]..<cuts[1]], input[cuts[1]...]].map(Array.init)
    switch bytes[0] % 3 {
    case 0: converse(.client, input, pieces)
    case 1: converse(.server, input, pieces)
    default: UpgradeFuzzing.read(pieces)
    }
}

private let limit = 4096

/// However the bytes are cut, the machine must do the same, hold its limit, and say nothing after the end.
private func converse(_ role: Role, _ input: [UInt8], _ pieces: [[UInt8]]) {
    let whole = actions(role, [input])
    precondition(actions(role, pieces) == whole, "the cut changed the outcome")
    var isOver = false
    for action in whole {
        precondition(!isOver, "an action after the end")
        switch action {
        case .deliver(.text(let text)):
            precondition(text.count <= limit && String(validating: text, as: UTF8.self) != nil, "bad text")
        case .deliver(.binary(let bytes)): precondition(bytes.count <= limit, "over the limit")
        case .finish: isOver = true
        case .send, .peerClosing, .measured: break
        }
    }
}

private func actions(_ role: Role, _ pieces: [[UInt8]]) -> [WebSocketMachine.Action] {
    let start = Moment.now
    var machine = WebSocketMachine(
        role: role, limits: .init(messageBytes: limit, pingEvery: nil), masks: MaskSource { MaskKey(bits: 1) },
        at: start)
    var all: [WebSocketMachine.Action] = []
    for piece in pieces { all += machine.receive(piece.span, at: start) }
    return all + machine.answerClose() + machine.transportEnded(nil)
}
