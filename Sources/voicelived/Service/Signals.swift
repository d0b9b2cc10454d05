import Dispatch
import Glibc

/// Signals as a stream.
enum Signals {
    static func stream(_ numbers: [Int32]) -> AsyncStream<Int32> {
        AsyncStream { continuation in
            let queue = DispatchQueue(label: "signals")
            for number in numbers {
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler { @Sendable in continuation.yield(number) }
                source.resume()
                kept.withLock { $0.append(source) }
            }
        }
    }

    private static let kept = SignalSources()
}

/// Sources live as long as the process.
private final class SignalSources: @unchecked Sendable {
    // @unchecked: the queue below serialises.
    private let queue = DispatchQueue(label: "signal sources")
    private var sources: [any DispatchSourceSignal] = []

    func withLock(_ body: (inout [any DispatchSourceSignal]) -> Void) { queue.sync { body(&sources) } }
}
