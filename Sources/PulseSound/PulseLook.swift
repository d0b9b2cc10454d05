import CPulse
package import Sound

/// One look at a sound server, over a connection of its own that lives no longer than the look.
package enum PulseLook {
    /// Milliseconds for the whole look.
    private static let patience = 2_000

    /// Blocks the calling thread, for two seconds at most.
    package static func at(_ settings: SoundSettings) -> SoundLook {
        guard let loop = unsafe pa_mainloop_new() else {
            return SoundLook(server: .down(reason: "the system gives no memory for sound"))
        }
        defer { unsafe pa_mainloop_free(loop) }
        return unsafe ask(settings, in: loop)
    }

    /// The connection is gone when this returns, before its loop is.
    private static func ask(_ settings: SoundSettings, in loop: OpaquePointer) -> SoundLook {
        guard let context = unsafe PulseContext(api: pa_mainloop_get_api(loop), role: "") else {
            return SoundLook(server: .down(reason: "the system gives no memory for sound"))
        }
        let end = Moment.now + patience
        var found: DeviceListing?
        context.connect(to: settings.server)
        while found == nil {
            if context.hasChanged {
                switch context.look() {
                case .failed(let failure): return SoundLook(server: ServerState(failure))
                case .ready: context.listDevices { found = $0 }
                case .connecting: break
                }
            }
            let left = end - .now
            guard left > 0, unsafe pa_mainloop_prepare(loop, Int32(clamping: left)) >= 0,
                unsafe pa_mainloop_poll(loop) >= 0, unsafe pa_mainloop_dispatch(loop) >= 0
            else { return SoundLook(server: .silent) }
        }
        return SoundLook(found, settings)
    }
}

extension ServerState {
    /// What one failed attempt to connect says.
    fileprivate init(_ failure: LinkFailure) {
        switch failure {
        case .unreachable(let reason), .lost(let reason): self = .down(reason: reason)
        case .denied: self = .refused
        case .silent: self = .silent
        case .closedAtTheDoor: self = .down(reason: "the sound server closed the connection")
        }
    }
}

extension SoundLook {
    fileprivate init(_ listing: DeviceListing?, _ settings: SoundSettings) {
        let listed = listing?.devices ?? []
        self.init(
            server: .ready(listing?.serverName ?? ""), devices: listed.map(\.device),
            source: settings.sourceSelection.device(among: listed, last: nil)?.name,
            sink: settings.sinkSelection.device(among: listed, last: nil)?.name)
    }
}
