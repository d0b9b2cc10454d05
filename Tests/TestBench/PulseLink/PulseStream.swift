import CPulse

/// One stream of a `PulseLink`. Link thread only.
@safe final class PulseStream {
    private let plan: PulseStreamPlan
    private let user: any PulseStreamUser
    private var stream: OpaquePointer?
    private var hasStarted = false
    /// No opening, and no asking for timing, before these instants, in microseconds.
    private var patience: UInt64 = 0
    private var nextTiming: UInt64 = 0

    init(plan: PulseStreamPlan, user: any PulseStreamUser) {
        self.plan = plan
        self.user = user
    }

    /// Opens it if it is not open.
    func keep(_ context: OpaquePointer?) {
        let state = unsafe stream.map { unsafe pa_stream_get_state($0) }
        if state == PA_STREAM_READY {
            if !hasStarted { user.streamStarted() }
            hasStarted = true
            askForTiming()
        }
        if state == nil || state == PA_STREAM_FAILED || state == PA_STREAM_TERMINATED {
            drop()
            guard pa_rtclock_now() >= patience else { return }
            patience = pa_rtclock_now() + 20_000
            unsafe open(context)
        }
    }

    func drop() {
        guard let old = unsafe stream else { return }
        unsafe pa_stream_set_read_callback(old, nil, nil)
        unsafe pa_stream_set_write_callback(old, nil, nil)
        unsafe pa_stream_set_underflow_callback(old, nil, nil)
        unsafe pa_stream_set_suspended_callback(old, nil, nil)
        unsafe pa_stream_set_latency_update_callback(old, nil, nil)
        unsafe pa_stream_disconnect(old)
        unsafe pa_stream_unref(old)
        unsafe stream = nil
        if hasStarted { user.streamEnded() }
        hasStarted = false
    }

    private func open(_ context: OpaquePointer?) {
        var format = pa_sample_spec(format: PA_SAMPLE_S16LE, rate: UInt32(plan.rate), channels: 1)
        guard let new = unsafe pa_stream_new(context, "test bench", &format, nil) else { return }
        unsafe stream = new
        let own = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe pa_stream_set_latency_update_callback(new, { unsafe PulseStream.of($1).tellTiming($0) }, own)
        unsafe pa_stream_set_suspended_callback(new, { unsafe PulseStream.of($1).user.streamDisturbed() }, own)
        let flags = pa_stream_flags_t(
            rawValue: PA_STREAM_DONT_MOVE.rawValue | PA_STREAM_ADJUST_LATENCY.rawValue
                | PA_STREAM_AUTO_TIMING_UPDATE.rawValue)
        var wishes = bufferWishes
        switch plan.direction {
        case .record:
            unsafe pa_stream_set_read_callback(
                new, { stream, _, own in unsafe PulseStream.of(own).record(stream) }, own)
            unsafe pa_stream_connect_record(new, plan.device, &wishes, flags)
        case .play:
            unsafe pa_stream_set_write_callback(
                new, { stream, bytes, own in unsafe PulseStream.of(own).play(stream, bytes) }, own)
            unsafe pa_stream_set_underflow_callback(new, { unsafe PulseStream.of($1).user.streamDisturbed() }, own)
            unsafe pa_stream_connect_playback(new, plan.device, &wishes, flags, nil, nil)
        }
    }

    private static func of(_ pointer: UnsafeMutableRawPointer?) -> PulseStream {
        // The link's loop keeps its streams until after their callbacks are taken away.
        unsafe Unmanaged<PulseStream>.fromOpaque(pointer.unsafelyUnwrapped).takeUnretainedValue()
    }

    private var bufferWishes: pa_buffer_attr {
        let bytes = { (milliseconds: Int) in UInt32(milliseconds * self.plan.rate / 1_000 * 2) }
        return pa_buffer_attr(
            maxlength: .max, tlength: bytes(plan.bufferMilliseconds), prebuf: .max,
            minreq: bytes(plan.pieceMilliseconds), fragsize: bytes(plan.pieceMilliseconds))
    }

    private func record(_ stream: OpaquePointer?) {
        while unsafe pa_stream_readable_size(stream) > 0 {
            var data: UnsafeRawPointer?
            var bytes = 0
            guard unsafe pa_stream_peek(stream, &data, &bytes) == 0, bytes > 0 else { return }
            if let data = unsafe data {
                let samples = unsafe UnsafeBufferPointer(
                    start: data.assumingMemoryBound(to: Int16.self), count: bytes / 2)
                unsafe user.streamRecorded(samples.span)
            } else {
                user.streamDisturbed()
            }
            unsafe pa_stream_drop(stream)
        }
    }

    private func play(_ stream: OpaquePointer?, _ wanted: Int) {
        var left = wanted
        while left >= 2 {
            var data: UnsafeMutableRawPointer?
            var bytes = left
            guard unsafe pa_stream_begin_write(stream, &data, &bytes) == 0, let target = unsafe data, bytes >= 2 else {
                return
            }
            let count = min(bytes, left) / 2
            let samples = unsafe UnsafeMutableBufferPointer(
                start: target.bindMemory(to: Int16.self, capacity: count), count: count)
            var span = unsafe samples.mutableSpan
            user.streamPlays(&span)
            unsafe pa_stream_write(stream, target, count * 2, nil, 0, PA_SEEK_RELATIVE)
            left -= count * 2
        }
    }

    private func askForTiming() {
        guard let stream = unsafe stream, pa_rtclock_now() >= nextTiming else { return }
        nextTiming = pa_rtclock_now() + 20_000
        if let operation = unsafe pa_stream_update_timing_info(stream, nil, nil) {
            unsafe pa_operation_unref(operation)
        }
    }

    /// The server's word, fresh from the wire: now less the age of the next recorded sample, or now and the sound that
    /// waits before the next one to play. The library's own interpolation takes seconds to settle on PipeWire.
    private func tellTiming(_ stream: OpaquePointer?) {
        var latency: pa_usec_t = 0
        var isNegative: Int32 = 0
        guard hasStarted, unsafe pa_stream_get_latency(stream, &latency, &isNegative) == 0 else { return }
        let signed = isNegative != 0 ? -Int64(latency) : Int64(latency)
        user.streamIsAt(Int64(pa_rtclock_now()) + (plan.direction == .play ? signed : -signed))
    }
}
