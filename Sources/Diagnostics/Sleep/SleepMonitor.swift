import Dispatch
import Synchronization

/// Follows the machine's sleep by logind, and delays it until the daemon has let go of what must not freeze half-way: an
/// open connection to the service, a running sound card.
///
/// A box without logind or without a bus is none that sleeps by it: nothing is told, and it is looked for again from time
/// to time. Concurrency: everything happens on a queue of its own; `mayGo` may be called from anywhere.
package final class SleepMonitor: Sendable {
    package enum Event: Sendable, Equatable {
        /// The machine will sleep as soon as `mayGo` is called, or in some seconds without it.
        case sleeps
        /// The machine is awake again, and the next sleep is delayed again.
        case awake
    }

    package let events: AsyncStream<Event>
    private let tell: AsyncStream<Event>.Continuation
    private let queue = DispatchQueue(label: "logind")
    private let place: Place

    /// What lives on the queue.
    private final class Place: @unchecked Sendable {
        // @unchecked: touched on the queue alone.
        var bus: LoginBus?
        var source: (any DispatchSourceRead)?
        var isWatching = true
        /// Between "sleeps" and "awake".
        var isSleeping = false
    }

    /// A bus that is away is looked for this often.
    private static let patience = DispatchTimeInterval.seconds(30)
    private let address: String?

    /// - Parameter address: of the bus; `nil` for the system's.
    package init(address: String? = nil) {
        self.address = address
        place = Place()
        (events, tell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(8))
    }

    /// Begins to watch. Returns at once: a bus that hangs delays nobody.
    package func start() { queue.async { [self] in connect() } }

    /// The daemon is ready for the sleep that was told.
    package func mayGo() { queue.async { [self] in place.bus?.letGo() } }

    package func stop() {
        queue.sync {
            place.isWatching = false
            disconnect()
        }
        tell.finish()
    }

    // MARK: On the queue

    private func connect() {
        guard place.isWatching else { return }
        guard let bus = LoginBus(address: address, told: { [weak self] in self?.told($0) }) else { return tryLater() }
        place.bus = bus
        let source = DispatchSource.makeReadSource(fileDescriptor: bus.descriptor, queue: queue)
        source.setEventHandler { [weak self] in self?.process() }
        // Signals that came while we asked for the lock wait inside the library, not in the socket.
        place.source = source
        source.resume()
        if !bus.hold() { tryLater() }
        process()
    }

    private func process() {
        guard let bus = place.bus, !bus.process() else { return }
        disconnect()
        tryLater()
    }

    private func disconnect() {
        place.source?.cancel()
        place.source = nil
        place.bus = nil
    }

    private func tryLater() {
        queue.asyncAfter(deadline: .now() + Self.patience) { [weak self] in self?.repair() }
    }

    private func repair() {
        guard place.isWatching else { return }
        guard let bus = place.bus else { return connect() }
        if !place.isSleeping, !bus.hold() { tryLater() }
        process()
    }

    private func told(_ sleeps: Bool) {
        guard sleeps != place.isSleeping else { return }
        place.isSleeping = sleeps
        if !sleeps, place.bus?.hold() == false { tryLater() }
        tell.yield(sleeps ? .sleeps : .awake)
    }
}
