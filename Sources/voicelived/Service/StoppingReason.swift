import Configuration
import Diagnostics
import Dispatch
import Glibc

/// Why the daemon stops, as `daemon.stopping` and the log say it.
enum StoppingReason: String, Sendable {
    /// Asked to, and nothing is known that would start it again.
    case stopped
    /// It is back at once, the same program.
    case restart
    /// It is back at once, as another version.
    case upgrade
    /// The machine goes down, or the login of the daemon's user ends.
    case shutdown
    /// Only a new start helps, and there will be one.
    case fault

    /// - Parameters:
    ///   - job: what the service manager is about, if it is.
    ///   - isReplaced: Another program lies where this one was.
    init(_ job: ServiceJob?, isReplaced: Bool) {
        self =
            switch job {
            case .shutdown: .shutdown
            case .restart: isReplaced ? .upgrade : .restart
            // Who exchanges the program and then stops it by hand means to start the other.
            case .stop, nil: isReplaced ? .upgrade : .stopped
            }
    }

    /// Why a signal asks the daemon to stop. Takes half a second at most, on a thread that may wait.
    static func ofSignal() async -> StoppingReason {
        guard ServiceNotifier().isPresent else { return StoppingReason(nil, isReplaced: isProgramReplaced) }
        let bus: ServiceJob.Bus = ConfigurationFiles.instance.isUser ? .user : .system
        let job = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: ServiceJob.present(on: bus)) }
        }
        return StoppingReason(job, isReplaced: isProgramReplaced)
    }

    /// For people.
    var words: String {
        switch self {
        case .stopped: "asked to stop"
        case .restart: "asked to stop, to be started again"
        case .upgrade: "asked to stop, to be started again as another version"
        case .shutdown: "asked to stop, because the machine does"
        case .fault: "the sound server is frozen"
        }
    }

    /// The file that this process runs was deleted or replaced, as packages do it.
    private static var isProgramReplaced: Bool {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &path, path.count)
        return path.prefix(max(0, count)).suffix(Self.deleted.count).elementsEqual(Self.deleted)
    }

    /// What the kernel writes behind the name of a file that is gone.
    private static let deleted = " (deleted)".utf8.map { CChar($0) }
}
