import CLinux
import ControlProtocol
import ControlServer
import Diagnostics
import Glibc
import Synchronization

/// The running session in a piece of memory that the service manager holds while the daemon is exchanged: after a crash, a
/// `systemctl restart`, an upgrade. What was said is in the journal on disk; here is whose session it is, with the lease,
/// which never touches a disk.
final class HandOver: Sendable {
    /// The service manager's name for it.
    static let name = "session"
    private static let largest = 65_536
    /// A daemon that dies of a session must not die of it for ever.
    private static let mostAtOnce = 3
    private static let span: Int64 = 600

    private let notifier: ServiceNotifier
    private let state: Mutex<State>

    private struct State {
        var memory: Int32?
        /// Seconds since boot at which a daemon went on with this session.
        var takenUp: [Int64] = []
    }

    init(_ notifier: ServiceNotifier, inherited: [InheritedDescriptor]) {
        self.notifier = notifier
        state = Mutex(State(memory: inherited.first { $0.name == Self.name }?.descriptor))
    }

    /// The session that the daemon before this one held. `nil` when there was none, or when it was gone on with too often.
    func take() -> HeldSession? {
        state.withLock { state in
            guard let memory = state.memory, let (held, times) = Self.read(memory) else { return nil }
            let now = BootTime.now().components.seconds
            state.takenUp = times.filter { now - $0 < Self.span && $0 <= now } + [now]
            guard state.takenUp.count <= Self.mostAtOnce else {
                Self.write([], to: memory)
                return nil
            }
            Self.write(Self.bytes(held, state.takenUp), to: memory)
            return held
        }
    }

    /// From now on this session is what another daemon goes on with.
    func keep(_ held: HeldSession) {
        guard notifier.isPresent else { return }
        state.withLock { state in
            let bytes = Self.bytes(held, state.takenUp)
            guard bytes.count <= Self.largest, let memory = state.memory ?? store() else { return }
            state.memory = memory
            Self.write(bytes, to: memory)
        }
    }

    /// The session ended for good.
    func forget() {
        state.withLock { state in
            state.takenUp = []
            if let memory = state.memory { Self.write([], to: memory) }
        }
    }

    private func store() -> Int32? {
        let memory = unsafe vl_memfd("voicelived-session", 0)
        guard memory >= 0 else { return nil }
        notifier.store(descriptor: memory, name: Self.name)
        return memory
    }

    // MARK: Bytes

    private static func bytes(_ held: HeldSession, _ takenUp: [Int64]) -> [UInt8] {
        var members = JSONObject()
        members["held"] = held.wire
        members["taken_up"] = .array(takenUp.map { .integer($0) })
        return Array(JSONWriter.text(of: .object(members)).utf8)
    }

    private static func read(_ memory: Int32) -> (HeldSession, [Int64])? {
        var bytes = [UInt8](repeating: 0, count: largest)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(memory, $0.baseAddress, $0.count, 0) }
        guard count > 0, let wire = try? JSONParser.parse(Array(bytes[..<count])),
            let held = wire["held"].flatMap(HeldSession.init(wire:))
        else { return nil }
        return (held, wire["taken_up"]?.array?.compactMap(\.wholeNumber) ?? [])
    }

    /// What a daemon that dies in the middle leaves is not whole JSON, and counts as nothing.
    private static func write(_ bytes: [UInt8], to memory: Int32) {
        guard ftruncate(memory, 0) == 0, !bytes.isEmpty else { return }
        _ = unsafe bytes.withUnsafeBytes { unsafe pwrite(memory, $0.baseAddress, $0.count, 0) }
    }
}
