import ControlProtocol
import ControlServer
import Conversation
import Diagnostics
import Synchronization

/// The machine sleeps and wakes up. The session stays whose it is; its connection and the sound card do not survive that
/// in any case, and are let go politely.
extension SessionDesk {
    /// Returns when line and card are closed and the conversation is on disk.
    func sleep() async {
        let running = running.withLock { running in
            running?.isForSleep = true
            return running
        }
        guard let running else { return }
        running.conversation.tell(.stop(.forRestart))
        await running.task.value
        await running.memory.settle()
    }

    /// - Parameter settings: for a session with this profile.
    func wake(_ settings: (String?) throws(ControlError) -> Settings) {
        guard let order = asleep.withLock({ $0.take() }) else { return }
        do {
            try start(order, settings: try settings(order.params.profile))
        } catch {
            instruments.log(.sessionEnded, "session \(order.session): \(error.message)", .session(order.session))
            forget(order, "failed", error.name)
        }
    }

    /// A session that sleeps ends.
    func forget(_ order: SessionOrder, _ reason: String, _ error: ErrorName? = nil) {
        asleep.withLock { $0 = nil }
        tidy()
        publishEnd(of: order.session, reason: reason, error: error?.rawValue)
    }
}
