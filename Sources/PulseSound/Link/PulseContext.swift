import CPulse

#if canImport(Glibc)
    import Glibc
#endif

/// One connection to the sound server. Sound thread only.
@safe final class PulseContext {
    enum Condition: Equatable {
        case connecting
        case ready
        case failed(LinkFailure)
    }

    let handle: OpaquePointer
    /// Set by callbacks, looked at by the loop: state, device list, or both changed.
    private(set) var hasChanged = true
    private(set) var devicesHaveChanged = true
    /// Somebody changed a stream, perhaps ours.
    var streamsHaveChanged = false
    private var wasReady = false
    /// The listing under way.
    private var listing: DeviceListing?
    private var ducking: RoleDucking?

    init?(api: UnsafeMutablePointer<pa_mainloop_api>?, role: String) {
        let properties = PropertyList()
        properties.set("application.name", "voicelived")
        properties.set("application.icon_name", "audio-input-microphone")
        if !role.isEmpty { properties.set("media.role", role) }
        guard let made = unsafe pa_context_new_with_proplist(api, "voicelived", properties.handle) else { return nil }
        unsafe handle = made
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe pa_context_set_state_callback(made, { _, me in unsafe context(me)?.hasChanged = true }, me)
        unsafe pa_context_set_subscribe_callback(
            made, { _, kind, _, me in unsafe context(me)?.happened(kind.rawValue) }, me)
    }

    deinit {
        unsafe pa_context_set_state_callback(handle, nil, nil)
        unsafe pa_context_set_subscribe_callback(handle, nil, nil)
        unsafe pa_context_disconnect(handle)
        unsafe pa_context_unref(handle)
    }

    /// Begins to connect. Never waits.
    func connect(to server: String?) {
        // A refusal shows as state FAILED, at once or later.
        _ = unsafe pa_context_connect(handle, server, PA_CONTEXT_NOAUTOSPAWN, nil)
        hasChanged = true
    }

    /// The present condition. Clears `hasChanged`.
    func look() -> Condition {
        hasChanged = false
        switch unsafe pa_context_get_state(handle) {
        case PA_CONTEXT_READY:
            wasReady = true
            return .ready
        case PA_CONTEXT_FAILED, PA_CONTEXT_TERMINATED: return .failed(failure())
        default: return .connecting
        }
    }

    /// Asks to be told of devices that come, go and change.
    func watchDevices() {
        let kinds =
            PA_SUBSCRIPTION_MASK_SINK.rawValue | PA_SUBSCRIPTION_MASK_SOURCE.rawValue
            | PA_SUBSCRIPTION_MASK_SERVER.rawValue | PA_SUBSCRIPTION_MASK_SINK_INPUT.rawValue
            | PA_SUBSCRIPTION_MASK_SOURCE_OUTPUT.rawValue
        let request = unsafe pa_context_subscribe(handle, pa_subscription_mask_t(rawValue: kinds), nil, nil)
        if let request = unsafe request { unsafe pa_operation_unref(request) }
    }

    /// Asks for the whole list, unless one is under way already.
    func listDevices(finished: @escaping (DeviceListing) -> Void) {
        guard listing == nil else { return }
        devicesHaveChanged = false
        let begun = DeviceListing { [unowned self] listing in
            self.listing = nil
            finished(listing)
        }
        listing = begun
        unsafe begun.begin(on: handle)
    }

    /// Has the server lower other programs' streams while one of `role` plays; 0 decibels takes that back.
    /// Tells what others' modules do to ours.
    func lowerOthers(
        by decibels: Double, whileRole role: String, refused: @escaping (String) -> Void,
        lowered: @escaping ([String]) -> Void
    ) {
        let ducking = RoleDucking(decibels: decibels, role: role, refused: refused, lowered: lowered)
        self.ducking = ducking
        unsafe ducking.begin(on: handle)
    }

    private func happened(_ kind: UInt32) {
        switch kind & PA_SUBSCRIPTION_EVENT_FACILITY_MASK.rawValue {
        case PA_SUBSCRIPTION_EVENT_SINK_INPUT.rawValue, PA_SUBSCRIPTION_EVENT_SOURCE_OUTPUT.rawValue:
            streamsHaveChanged = true
        default: devicesHaveChanged = true
        }
    }

    private func failure() -> LinkFailure {
        let code = unsafe pa_context_errno(handle)
        let text = unsafe String(cString: pa_strerror(code))
        switch pa_error_code_t(rawValue: UInt32(clamping: code)) {
        case PA_ERR_CONNECTIONTERMINATED where !wasReady: return .closedAtTheDoor
        case PA_ERR_ACCESS, PA_ERR_AUTHKEY: return .denied(text)
        case PA_ERR_TIMEOUT: return .silent
        default: return wasReady ? .lost(text) : .unreachable(text)
        }
    }
}

private func context(_ pointer: UnsafeMutableRawPointer?) -> PulseContext? {
    unsafe pointer.map { unsafe Unmanaged<PulseContext>.fromOpaque($0).takeUnretainedValue() }
}
