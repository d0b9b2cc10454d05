package import ControlProtocol

extension ControlRequest {
    /// The reply that the protocol's document shows.
    package var exampleReply: ControlReply {
        switch self {
        case .daemonStatus(let call): example(call)
        case .daemonHealth(let call): example(call)
        case .daemonMaintenance(let call): example(call)
        case .daemonMetrics(let call): example(call)
        case .daemonDoctor(let call): example(call)
        case .configShow(let call): example(call)
        case .configCheck(let call): example(call)
        case .configReload(let call): example(call)
        case .configSet(let call): example(call)
        case .configUnset(let call): example(call)
        case .profileList(let call): example(call)
        case .profileUse(let call): example(call)
        case .sessionUpdate(let call): example(call)
        case .sessionSay(let call): example(call)
        case .sessionImage(let call): example(call)
        case .sessionPlay(let call): example(call)
        case .sessionApprove(let call): example(call)
        case .sessionInterrupt(let call): example(call)
        case .sessionPtt(let call): example(call)
        case .sessionTouch(let call): example(call)
        case .sessionAvatarServers(let call): example(call)
        case .sessionAvatarConnect(let call): example(call)
        case .audioDevices(let call): example(call)
        case .audioSelect(let call): example(call)
        case .audioMute(let call): example(call)
        case .audioVolume(let call): example(call)
        case .linkKick(let call): example(call)
        case .audioTest(let call): example(call)
        case .recordStart(let call): example(call)
        case .recordStop(let call): example(call)
        case .recordList(let call): example(call)
        case .recordDelete(let call): example(call)
        case .dspGet(let call): example(call)
        case .dspSet(let call): example(call)
        case .dspUnset(let call): example(call)
        case .dspKeep(let call): example(call)
        case .dspReplay(let call): example(call)
        case .jobStatus(let call): example(call)
        case .jobCancel(let call): example(call)
        }
    }

    private func example<M: Method>(_ call: Call<M>) -> ControlReply { call.answer(M.example.result) }
}
