import CPulse
import Sound
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A test's own client of a sound server: some streams on one thread, rebuilt whenever server or device come back.
///
/// Real-time priority is asked for, so that a busy machine disturbs the test's measurements less than what it measures.
package final class PulseLink: Sendable {
    private let isStopping = Atomic<Bool>(false)
    private let thread = Mutex<RealTimeThread?>(nil)

    package init(address: String, streams: [(plan: PulseStreamPlan, user: any PulseStreamUser)]) {
        let worker = RealTimeThread(name: "test-link", priority: 20) { [isStopping = self] _ in
            PulseLinkLoop(address: address, streams: streams)?.run { isStopping.isStopping.load(ordering: .relaxed) }
        }
        thread.withLock { $0 = worker }
    }

    /// Ends the streams. Blocks until the thread is gone. Must be called: the thread keeps the link alive.
    package func stop() {
        isStopping.store(true, ordering: .relaxed)
        let worker = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        worker?.join()
    }
}

/// What the link's thread owns.
@safe final class PulseLinkLoop {
    private let address: String
    private let streams: [PulseStream]
    private let loop: OpaquePointer
    private var context: OpaquePointer?
    /// No reconnecting before this instant, in microseconds.
    private var patience: UInt64 = 0
    private static let retryMicroseconds: UInt64 = 20_000

    init?(address: String, streams: [(plan: PulseStreamPlan, user: any PulseStreamUser)]) {
        guard let loop = unsafe pa_mainloop_new() else { return nil }
        unsafe self.loop = loop
        self.address = address
        self.streams = streams.map { PulseStream(plan: $0.plan, user: $0.user) }
    }

    deinit {
        unsafe pa_mainloop_free(loop)
    }

    func run(until isStopping: () -> Bool) {
        while !isStopping() {
            keepConnected()
            guard unsafe pa_mainloop_prepare(loop, Int32(Self.retryMicroseconds)) >= 0,
                unsafe pa_mainloop_poll(loop) >= 0, unsafe pa_mainloop_dispatch(loop) >= 0
            else { break }
        }
        for stream in streams { stream.drop() }
        dropContext()
    }

    private func keepConnected() {
        let state = unsafe context.map { unsafe pa_context_get_state($0) }
        if state == PA_CONTEXT_READY {
            for stream in streams { unsafe stream.keep(context) }
        } else if state == nil || state == PA_CONTEXT_FAILED || state == PA_CONTEXT_TERMINATED {
            for stream in streams { stream.drop() }
            dropContext()
            connect()
        }
    }

    private func connect() {
        guard pa_rtclock_now() >= patience else { return }
        patience = pa_rtclock_now() + Self.retryMicroseconds
        unsafe context = pa_context_new(pa_mainloop_get_api(loop), "test bench")
        if let context = unsafe context { unsafe pa_context_connect(context, address, PA_CONTEXT_NOAUTOSPAWN, nil) }
    }

    private func dropContext() {
        guard let old = unsafe context else { return }
        unsafe pa_context_disconnect(old)
        unsafe pa_context_unref(old)
        unsafe context = nil
    }
}
