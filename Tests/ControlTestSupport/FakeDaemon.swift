package import ControlProtocol
package import ControlServer
import Synchronization

/// A daemon that answers from a script and remembers what it was told. A fake of the `ControlCommands` port.
package final class FakeDaemon: ControlCommands {
    private struct State {
        var orders: [ControlOrder] = []
        var started: [SessionOrder] = []
        var requests: [ControlRequest] = []
        var illAnswers = 0
        var refusesSessions: ControlError?
        var waiting: [CheckedContinuation<Void, Never>] = []
        var holds = false
        var checks: [CheckReport]?
    }

    private let state = Mutex(State())
    /// Called with each session that begins and each order, on the thread they come on.
    private let onOrder: Mutex<(@Sendable (ControlOrder) -> Void)?> = Mutex(nil)

    private let onTools: Mutex<(@Sendable ([ToolDefinition]) -> Void)?> = Mutex(nil)

    package init() {}

    package var orders: [ControlOrder] { state.withLock { $0.orders } }
    package var started: [SessionOrder] { state.withLock { $0.started } }
    package var requests: [ControlRequest] { state.withLock { $0.requests } }
    package var asked: Int { requests.count }

    /// So many answers about its health are bad ones.
    package func fallIll(for answers: Int) { state.withLock { $0.illAnswers = answers } }

    package func refuseSessions(_ error: ControlError?) { state.withLock { $0.refusesSessions = error } }
    /// What `daemon.doctor` answers from now on.
    package func find(_ checks: [CheckReport]) { state.withLock { $0.checks = checks } }
    package func onOrder(_ body: @escaping @Sendable (ControlOrder) -> Void) { onOrder.withLock { $0 = body } }

    /// Called with all tools on offer whenever they change.
    package func onTools(_ body: @escaping @Sendable ([ToolDefinition]) -> Void) { onTools.withLock { $0 = body } }

    /// From now on `audio.devices` waits until `release`.
    package func hold() { state.withLock { $0.holds = true } }

    package func release() {
        let waiting = state.withLock { state in
            defer {
                state.waiting = []
                state.holds = false
            }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    package func answer(
        _ request: ControlRequest, from client: ControlClient
    ) async throws(ControlError) -> ControlReply {
        state.withLock { $0.requests.append(request) }
        switch request {
        case .daemonStatus(let call): return call.answer(DaemonStatus.example.result)
        case .daemonHealth(let call):
            var health = DaemonHealth.example.result
            health.ok = state.withLock { state in
                state.illAnswers -= 1
                return state.illAnswers < 0
            }
            return call.answer(health)
        case .daemonDoctor(let call):
            guard let checks = state.withLock({ $0.checks }) else { throw Self.unable }
            return call.answer(DaemonDoctor.Result(checks: checks))
        case .audioVolume(let call):
            return call.answer(AudioVolume.Result(decibels: call.params.decibels ?? -12, limitDecibels: -6))
        case .audioMute(let call): return call.answer(AudioMute.Result(isOn: call.params.isOn))
        case .audioSelect(let call): return call.answer(AudioSelect.Result(device: call.params.device))
        case .audioDevices(let call):
            await hung()
            return call.answer(AudioDevices.example.result)
        case .sessionSay(let call): return call.answer(SessionSay.Result(item: "item-" + call.params.text))
        case .sessionInterrupt(let call): return call.answer(SessionInterrupt.Result(playedMilliseconds: 1_240))
        case .sessionPtt(let call): return call.done()
        case .sessionApprove(let call): return call.done()
        case .recordStart(let call): return call.answer(RecordStart.Result(file: call.params.name + ".wav"))
        case .configSet(let call):
            if call.params.path.hasPrefix("endpoint") { throw ControlError(.configNotLive, "needs a restart") }
            if call.params.path.hasPrefix("access") { throw ControlError(.configReadOnly, "set it in the file") }
            return call.answer(ConfigSet.Result(previous: 1))
        case .jobStatus(let call): return call.answer(JobSummary(job: call.params.job, state: .done))
        default: return request.exampleReply
        }
    }

    private static let unable = ControlError(.notAvailable, "the fake daemon cannot do this")

    private func hung() async {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.holds { state.waiting.append(continuation) }
                return !state.holds
            }
            if goesOn { continuation.resume() }
        }
    }

    package func start(_ session: SessionOrder) async throws(ControlError) {
        let refusal = state.withLock { state in
            state.started.append(session)
            return state.refusesSessions
        }
        if let refusal { throw refusal }
    }

    package func openTap(_ stream: TappedStream) async throws(ControlError) -> TapShape {
        if stream.format == .opus { throw ControlError(.audioFormat, "no Opus here") }
        return TapShape(rate: stream.rate ?? 16_000, channels: 1)
    }

    package func take(_ order: ControlOrder) {
        state.withLock { $0.orders.append(order) }
        onOrder.withLock(\.self)?(order)
        if case .toolsChanged(let all) = order { onTools.withLock(\.self)?(all) }
    }
}
