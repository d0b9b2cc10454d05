import ControlTestSupport
import Synchronization

/// A client in a thread of its own that asks as fast as it can.
final class Flood: Sendable {
    private let goesOn = Mutex(true)
    private let thread = Mutex<Background<Void>?>(nil)

    init(_ socket: String) {
        let running = Background { [self] in
            let batch = Array(String(repeating: Pings.line + "\n", count: 64).utf8)
            let client = try LineClient(socket)
            while goesOn.withLock(\.self) {
                client.send(batch)
                try client.skipLines(64)
            }
        }
        thread.withLock { $0 = running }
    }

    func stop() {
        goesOn.withLock { $0 = false }
        try? thread.withLock { $0.take() }?.result()
    }
}
