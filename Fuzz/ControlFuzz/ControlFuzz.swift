import ControlProtocol
import ControlServer
import FuzzDriver

@_cdecl("ControlFuzz_main")
func start(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    unsafe vl_fuzz(count, arguments)
}

/// Bytes of two clients through framing, parser, dispatcher and queues. The input's lines go to one and the other in
/// turn. A line of one sign is what happens to the client whose turn it is, or to all:
///
/// - `!` five seconds pass
/// - `-` it dies, and another comes in its place
/// - `^` it ends its input
/// - `~` it stops reading, or reads again
/// - `+` the daemon has news, and sound for every tap
/// - `=` the rights of its user shrink, or come back
///
/// No input may crash, every line written must be JSON, what waits must stay within the limits, and when all clients
/// are gone nothing may be left to do.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start = unsafe start else { return 0 }
    var table = FuzzedTable()
    var lines = LineBuffer(limit: FuzzedTable.lineBytes)
    unsafe lines.append(UnsafeRawBufferPointer(start: start, count: count))
    while let piece = lines.next() ?? lines.last() {
        guard case .line(let line) = piece else {
            table.fault(piece)
            break
        }
        table.take(line)
    }
    table.end()
    return 0
}
