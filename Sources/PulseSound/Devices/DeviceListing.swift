import CPulse
import Sound

/// One look at all that the server has: its name and defaults, its loudspeakers, its microphones. Sound thread only.
final class DeviceListing {
    private(set) var serverName = ""
    private(set) var devices: [ListedDevice] = []
    private var defaultSink = ""
    private var defaultSource = ""
    private var answersMissing = 3
    private let finished: (DeviceListing) -> Void

    /// A server may list any number of devices; more than this are not looked at.
    private static let limit = 256

    init(finished: @escaping (DeviceListing) -> Void) {
        self.finished = finished
    }

    /// Sends the three questions. `finished` is called when the last is answered; never, when the connection ends first.
    func begin(on context: OpaquePointer) {
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe release(
            pa_context_get_server_info(
                context, { _, info, me in unsafe listing(me)?.take(server: info) }, me))
        unsafe release(
            pa_context_get_sink_info_list(
                context, { _, info, end, me in unsafe listing(me)?.take(sink: info, end) }, me))
        unsafe release(
            pa_context_get_source_info_list(
                context, { _, info, end, me in unsafe listing(me)?.take(source: info, end) }, me))
    }

    /// A question that could not even be sent is answered with nothing.
    private func release(_ operation: OpaquePointer?) {
        guard let operation = unsafe operation else { return answered() }
        unsafe pa_operation_unref(operation)
    }

    private func take(server info: UnsafePointer<pa_server_info>?) {
        if let info = unsafe info?.pointee {
            let name = unsafe text(info.server_name)
            let version = unsafe text(info.server_version)
            serverName = name.contains(version) ? name : name + " " + version
            unsafe defaultSink = text(info.default_sink_name)
            unsafe defaultSource = text(info.default_source_name)
        }
        answered()
    }

    private func take(sink info: UnsafePointer<pa_sink_info>?, _ end: Int32) {
        guard end == 0, let info = unsafe info?.pointee else { return answered() }
        let name = unsafe text(info.name)
        let device = unsafe SoundDevice(
            name: name, description: text(info.description), direction: .playback, isMonitor: false,
            isDefault: name == defaultSink, rate: Int(info.sample_spec.rate), properties: properties(in: info.proplist))
        unsafe add(device, info.index, isSuspended: info.state == PA_SINK_SUSPENDED)
    }

    private func take(source info: UnsafePointer<pa_source_info>?, _ end: Int32) {
        guard end == 0, let info = unsafe info?.pointee else { return answered() }
        let name = unsafe text(info.name)
        let device = unsafe SoundDevice(
            name: name, description: text(info.description), direction: .capture,
            isMonitor: info.monitor_of_sink != UInt32.max, isDefault: name == defaultSource,
            rate: Int(info.sample_spec.rate), properties: properties(in: info.proplist))
        unsafe add(device, info.index, isSuspended: info.state == PA_SOURCE_SUSPENDED)
    }

    private func add(_ device: SoundDevice, _ index: UInt32, isSuspended: Bool) {
        guard devices.count < Self.limit else { return }
        devices.append(ListedDevice(device: device, index: index, isSuspended: isSuspended))
    }

    private func answered() {
        answersMissing -= 1
        if answersMissing == 0 { finished(self) }
    }
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String {
    unsafe pointer.map { unsafe String(cString: $0) } ?? ""
}

private func listing(_ pointer: UnsafeMutableRawPointer?) -> DeviceListing? {
    unsafe pointer.map { unsafe Unmanaged<DeviceListing>.fromOpaque($0).takeUnretainedValue() }
}
