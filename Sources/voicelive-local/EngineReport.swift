import Diagnostics
import LocalVoice
import Synchronization

/// Tells the journal and the service manager how the outer engines are.
final class EngineReport: Sendable {
    private let failed = Mutex<[String]>([])

    func tell(_ news: EngineHealth.News) {
        switch news {
        case .failed(let engine, let reason):
            failed.withLock { $0.append(engine) }
            // The service manager reads the number as a warning.
            VoiceliveLocal.tell("<4>voicelive-local: \(engine) failed: \(reason); the embedded one stands in for it")
        case .isBack(let engine):
            failed.withLock { names in names.removeAll { $0 == engine } }
            VoiceliveLocal.tell("<5>voicelive-local: \(engine) is back")
        }
        ServiceNotifier().status(status)
    }

    /// For `systemctl status`.
    var status: String {
        let names = failed.withLock { $0 }
        return names.isEmpty ? "serving" : "degraded: without " + names.joined(separator: ", ")
    }
}
