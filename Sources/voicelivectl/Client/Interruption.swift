import Glibc
import Synchronization

/// Somebody wants the program to end: what it writes is brought to its end first.
enum Interruption {
    private static let came = Atomic<Bool>(false)

    /// From now on Ctrl-C and SIGTERM only raise `isWanted`, and end what waits.
    static func watch() {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in Interruption.came.store(true, ordering: .relaxed) }
        // Without SA_RESTART: what waits for the daemon wakes up.
        for signal in [SIGINT, SIGTERM, SIGHUP] { _ = unsafe sigaction(signal, &action, nil) }
    }

    static var isWanted: Bool { came.load(ordering: .relaxed) }
}
