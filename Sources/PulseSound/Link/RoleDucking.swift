import CPulse
import Sound

/// Other programs' streams are lowered by PulseAudio itself, by a module that knows our role. So nothing has to be put
/// back: when our stream goes, closed or killed, the server raises the others again. The module stays loaded; without a
/// stream of ours it does nothing. Sound thread only.
@safe final class RoleDucking {
    private static let module = "module-role-ducking"
    /// A role that no stream has: it tells our module from others'.
    private static let mark = "voicelived-others"

    /// Arguments of the module we want; `nil` for none.
    private let wanted: String?
    private let refused: (String) -> Void
    private let role: String
    private let lowered: ([String]) -> Void
    /// What other modules do to our stream, in words.
    private var effects: [String] = []
    private var context: OpaquePointer?
    /// Questions that are open: their answers must not come when nobody is here any more.
    private var questions: [OpaquePointer] = unsafe []
    /// Ours with other arguments, left by an earlier setting.
    private var stale: [UInt32] = []
    private var isLoaded = false

    /// - Parameters:
    ///   - refused: the server does not take our module.
    ///   - lowered: what modules of others do to our own stream; told once, also when it is nothing.
    init(
        decibels: Double, role: String, refused: @escaping (String) -> Void, lowered: @escaping ([String]) -> Void
    ) {
        self.refused = refused
        self.role = role
        self.lowered = lowered
        wanted =
            decibels < 0 && !role.isEmpty
            ? "trigger_roles=\(role) ducking_roles=\(Self.mark),any_role volume=\(decibels)dB" : nil
    }

    deinit {
        while let question = unsafe questions.popLast() {
            unsafe pa_operation_cancel(question)
            unsafe pa_operation_unref(question)
        }
    }

    /// Looks at what is loaded, then loads and unloads what is missing and stale.
    func begin(on context: OpaquePointer) {
        unsafe self.context = context
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe keep(
            pa_context_get_module_info_list(
                context, { _, info, end, me in unsafe ducking(me)?.take(info, end) }, me))
    }

    private func take(_ info: UnsafePointer<pa_module_info>?, _ end: Int32) {
        guard end == 0, let info = unsafe info?.pointee else { return listed() }
        let name = unsafe text(info.name)
        let argument = unsafe text(info.argument)
        if !argument.contains(Self.mark), let effect = RolePolicy(module: name, arguments: argument)?.effect(on: role) {
            effects.append(effect)
        }
        guard name == Self.module else { return }
        if argument == wanted {
            isLoaded = true
        } else if argument.contains(Self.mark) {
            unsafe stale.append(info.index)
        }
    }

    private func listed() {
        lowered(effects)
        effects = []
        guard let context = unsafe context else { return }
        for index in stale { unsafe release(pa_context_unload_module(context, index, nil, nil)) }
        stale = []
        guard let wanted, !isLoaded else { return }
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe keep(
            pa_context_load_module(
                context, Self.module, wanted, { _, index, me in unsafe ducking(me)?.loaded(index) }, me))
    }

    private func loaded(_ index: UInt32) {
        guard index == UInt32.max, let context = unsafe context else { return }
        refused(unsafe String(cString: pa_strerror(pa_context_errno(context))))
    }

    private func text(_ pointer: UnsafePointer<CChar>?) -> String {
        unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    }

    private func keep(_ question: OpaquePointer?) {
        if let question = unsafe question { unsafe questions.append(question) }
    }

    private func release(_ operation: OpaquePointer?) {
        if let operation = unsafe operation { unsafe pa_operation_unref(operation) }
    }
}

private func ducking(_ pointer: UnsafeMutableRawPointer?) -> RoleDucking? {
    unsafe pointer.map { unsafe Unmanaged<RoleDucking>.fromOpaque($0).takeUnretainedValue() }
}
