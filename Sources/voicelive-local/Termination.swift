import Dispatch
import Glibc

/// SIGTERM and SIGINT end the server in good order; a second one at once.
final class Termination {
    private let sources: [any DispatchSourceSignal]

    private init(_ sources: [any DispatchSourceSignal]) {
        self.sources = sources
    }

    static func watch(_ stop: @escaping @Sendable () -> Void) -> Termination {
        Termination(
            [SIGTERM, SIGINT].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { @Sendable in
                    stop()
                    signal(number, SIG_DFL)
                }
                source.resume()
                return source
            })
    }

    func cancel() {
        for source in sources { source.cancel() }
    }
}
