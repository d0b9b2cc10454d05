import CPulse
import Sound

#if canImport(Glibc)
    import Glibc
#endif

/// What a stream's owner hears from libpulse. Called on the sound thread, from within libpulse.
protocol PulseStreamOwner: AnyObject {
    /// Capture: `bytes` can be read. Playback: `bytes` are wanted.
    func streamWantsService(_ stream: PulseStream, bytes: Int)
    /// The server told where the device is.
    func streamWasTimed(_ stream: PulseStream)
    /// Playback: the server ran out of sound, or (`false`) has some again.
    func streamRanDry(_ stream: PulseStream, _ isDry: Bool)
}

/// One record or playback stream of libpulse, mono, 16 bit. Sound thread only.
@safe final class PulseStream {
    enum Condition: Equatable {
        case creating
        case ready
        /// Why is not to be known: libpulse parts a stream that died from its connection, and from the error with it.
        case failed
    }

    let handle: OpaquePointer
    let rate: StreamRate
    private weak var owner: (any PulseStreamOwner)?
    /// Set by callbacks, looked at by the loop.
    private(set) var hasChanged = true
    /// The server put us on another device although told not to.
    private(set) var wasMoved = false
    /// The server was told to mute this stream: by somebody's mixer, or by the box's audio manager.
    fileprivate(set) var isMuted = false
    /// The audio manager asked this stream to hold its tongue.
    fileprivate(set) var isAskedToCork = false
    /// The open questions for the device's place, and for the mute.
    private var timingQuestion: OpaquePointer?
    fileprivate var muteQuestion: OpaquePointer?

    init?(context: PulseContext, name: String, role: String, rate: StreamRate, owner: any PulseStreamOwner) {
        var form = pa_sample_spec(format: PA_SAMPLE_S16LE, rate: UInt32(rate.hertz), channels: 1)
        let properties = PropertyList()
        if !role.isEmpty { properties.set("media.role", role) }
        guard
            let made = unsafe pa_stream_new_with_proplist(context.handle, name, &form, nil, properties.handle)
        else { return nil }
        unsafe handle = made
        self.rate = rate
        self.owner = owner
        setCallbacks()
    }

    deinit {
        clearCallbacks()
        // libpulse keeps a stream until the server took note of its end; an answer may come before.
        if let question = unsafe timingQuestion { unsafe pa_operation_cancel(question) }
        unsafe release(timingQuestion)
        if let question = unsafe muteQuestion { unsafe pa_operation_cancel(question) }
        unsafe release(muteQuestion)
        unsafe pa_stream_disconnect(handle)
        unsafe pa_stream_unref(handle)
    }

    /// Begins a record stream. `false` when libpulse refuses at once (then no callback follows).
    func record(from device: String, fragmentSamples: Int) -> Bool {
        var attributes = pa_buffer_attr.serverChoice
        attributes.fragsize = UInt32(fragmentSamples * 2)
        return unsafe pa_stream_connect_record(handle, device, &attributes, Self.flags(PA_STREAM_NOFLAGS)) == 0
    }

    /// Begins a playback stream, standing still until `run`.
    func play(to device: String, targetSamples: Int, requestSamples: Int) -> Bool {
        var attributes = pa_buffer_attr.serverChoice
        attributes.tlength = UInt32(targetSamples * 2)
        attributes.minreq = UInt32(max(1, min(requestSamples, targetSamples / 4)) * 2)
        attributes.prebuf = 0
        let flags = Self.flags(PA_STREAM_START_CORKED)
        return unsafe pa_stream_connect_playback(handle, device, &attributes, flags, nil, nil) == 0
    }

    /// Lets a playback stream go.
    func run() {
        unsafe release(pa_stream_cork(handle, 0, nil, nil))
    }

    /// Puts `samples` at the writing place, moved by `offset` samples first. Returns whether libpulse took them.
    func write(_ samples: UnsafeBufferPointer<Int16>, offset: Int = 0) -> Bool {
        unsafe pa_stream_write(
            handle, samples.baseAddress, samples.count * 2, nil, Int64(offset * 2), PA_SEEK_RELATIVE) == 0
    }

    /// Asks the server where the device is, unless a question is still open.
    func askForTiming() {
        guard unsafe timingQuestion == nil else { return }
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe timingQuestion = pa_stream_update_timing_info(
            handle, { _, succeeded, me in unsafe stream(me)?.timed(succeeded != 0) }, me)
    }

    /// The present condition. Clears `hasChanged`.
    func look() -> Condition {
        hasChanged = false
        switch unsafe pa_stream_get_state(handle) {
        case PA_STREAM_READY: return .ready
        case PA_STREAM_FAILED, PA_STREAM_TERMINATED: return .failed
        default: return .creating
        }
    }

    var isSuspended: Bool { unsafe pa_stream_is_suspended(handle) == 1 }

    /// Name of the device the stream is on.
    var device: String {
        unsafe pa_stream_get_device_name(handle).map { unsafe String(cString: $0) } ?? ""
    }

    /// The server's sample at which it last ran out of ours; `nil` before it ever did.
    var dryPlace: Int64? {
        let bytes = unsafe pa_stream_get_underflow_index(handle)
        return (0...pa_timing_info.furthest).contains(bytes) ? bytes / 2 : nil
    }

    /// What the server granted.
    var attributes: pa_buffer_attr {
        unsafe pa_stream_get_buffer_attr(handle)?.pointee ?? .serverChoice
    }

    /// What the server last told of the device's place, and how long ago in microseconds. Nonsense counts as nothing.
    func timing() -> (info: pa_timing_info, age: Int64)? {
        guard let info = unsafe pa_stream_get_timing_info(handle)?.pointee, info.isPossible else { return nil }
        var told = info.timestamp
        return (info, Int64(clamping: unsafe pa_timeval_age(&told)))
    }

    private static func flags(_ more: pa_stream_flags_t) -> pa_stream_flags_t {
        pa_stream_flags_t(
            rawValue: PA_STREAM_ADJUST_LATENCY.rawValue | PA_STREAM_DONT_MOVE.rawValue | more.rawValue)
    }

    private func timed(_ succeeded: Bool) {
        unsafe release(timingQuestion)
        unsafe timingQuestion = nil
        if succeeded { owner?.streamWasTimed(self) }
    }

    private func setCallbacks() {
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe pa_stream_set_state_callback(handle, { _, me in unsafe stream(me)?.hasChanged = true }, me)
        unsafe pa_stream_set_suspended_callback(handle, { _, me in unsafe stream(me)?.hasChanged = true }, me)
        unsafe pa_stream_set_buffer_attr_callback(handle, { _, me in unsafe stream(me)?.hasChanged = true }, me)
        unsafe pa_stream_set_moved_callback(handle, { _, me in unsafe stream(me)?.moved() }, me)
        unsafe pa_stream_set_underflow_callback(handle, { _, me in unsafe stream(me)?.ranDry(true) }, me)
        unsafe pa_stream_set_started_callback(handle, { _, me in unsafe stream(me)?.ranDry(false) }, me)
        unsafe pa_stream_set_event_callback(
            handle, { _, name, _, me in unsafe stream(me)?.asked(name.map { unsafe String(cString: $0) } ?? "") }, me)
        unsafe pa_stream_set_read_callback(handle, { _, bytes, me in unsafe stream(me)?.serve(bytes) }, me)
        unsafe pa_stream_set_write_callback(handle, { _, bytes, me in unsafe stream(me)?.serve(bytes) }, me)
    }

    private func clearCallbacks() {
        unsafe pa_stream_set_state_callback(handle, nil, nil)
        unsafe pa_stream_set_suspended_callback(handle, nil, nil)
        unsafe pa_stream_set_buffer_attr_callback(handle, nil, nil)
        unsafe pa_stream_set_moved_callback(handle, nil, nil)
        unsafe pa_stream_set_underflow_callback(handle, nil, nil)
        unsafe pa_stream_set_started_callback(handle, nil, nil)
        unsafe pa_stream_set_event_callback(handle, nil, nil)
        unsafe pa_stream_set_read_callback(handle, nil, nil)
        unsafe pa_stream_set_write_callback(handle, nil, nil)
    }

    private func moved() {
        wasMoved = true
        hasChanged = true
    }

    private func ranDry(_ isDry: Bool) {
        owner?.streamRanDry(self, isDry)
    }

    private func serve(_ bytes: Int) {
        owner?.streamWantsService(self, bytes: bytes)
    }

    fileprivate func changed() { hasChanged = true }

    fileprivate func release(_ operation: OpaquePointer?) {
        if let operation = unsafe operation { unsafe pa_operation_unref(operation) }
    }
}

/// The audio manager's hand on the stream.
extension PulseStream {
    var isHushed: Bool { isMuted || isAskedToCork }

    /// Asks the server whether somebody muted this stream, unless a question is still open.
    func askForMute(_ direction: SoundDirection) {
        guard unsafe muteQuestion == nil else { return }
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        // A stream that died belongs to no connection, and libpulse aborts when asked about none.
        guard let context = unsafe pa_stream_get_context(handle) else { return }
        let index = unsafe pa_stream_get_index(handle)
        switch direction {
        case .playback:
            unsafe muteQuestion = pa_context_get_sink_input_info(
                context, index, { _, info, end, me in unsafe stream(me)?.muted(info?.pointee.mute, end) }, me)
        case .capture:
            unsafe muteQuestion = pa_context_get_source_output_info(
                context, index, { _, info, end, me in unsafe stream(me)?.muted(info?.pointee.mute, end) }, me)
        }
    }

    private func muted(_ mute: Int32?, _ end: Int32) {
        if let mute, (mute != 0) != isMuted {
            isMuted = mute != 0
            // Who asks to cork mutes as well, and takes only the mute back from streams that did not cork themselves.
            if !isMuted { isAskedToCork = false }
            changed()
        }
        guard end != 0 else { return }
        unsafe release(muteQuestion)
        unsafe muteQuestion = nil
    }

    fileprivate func asked(_ wish: String) {
        switch wish {
        case PA_STREAM_EVENT_REQUEST_CORK: isAskedToCork = true
        case PA_STREAM_EVENT_REQUEST_UNCORK: isAskedToCork = false
        default: return
        }
        changed()
    }
}

extension pa_buffer_attr {
    /// Everything as the server likes.
    static var serverChoice: pa_buffer_attr {
        pa_buffer_attr(
            maxlength: UInt32.max, tlength: UInt32.max, prebuf: UInt32.max, minreq: UInt32.max, fragsize: UInt32.max)
    }
}

private func stream(_ pointer: UnsafeMutableRawPointer?) -> PulseStream? {
    unsafe pointer.map { unsafe Unmanaged<PulseStream>.fromOpaque($0).takeUnretainedValue() }
}
