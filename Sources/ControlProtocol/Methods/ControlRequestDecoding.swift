extension ControlRequest {
    /// Decodes the parameters of a method that the daemon serves; nil for those that the server answers itself.
    package init?(_ method: ControlMethod, _ params: JSONObject) throws(WireFault) {
        switch method {
        case .daemonStatus: self = .daemonStatus(try Call(params))
        case .daemonHealth: self = .daemonHealth(try Call(params))
        case .daemonMetrics: self = .daemonMetrics(try Call(params))
        case .daemonDoctor: self = .daemonDoctor(try Call(params))
        case .daemonMaintenance: self = .daemonMaintenance(try Call(params))
        case .configShow: self = .configShow(try Call(params))
        case .configCheck: self = .configCheck(try Call(params))
        case .configReload: self = .configReload(try Call(params))
        case .configSet: self = .configSet(try Call(params))
        case .configUnset: self = .configUnset(try Call(params))
        case .profileList: self = .profileList(try Call(params))
        case .profileUse: self = .profileUse(try Call(params))
        case .sessionUpdate: self = .sessionUpdate(try Call(params))
        case .sessionSay: self = .sessionSay(try Call(params))
        case .sessionImage: self = .sessionImage(try Call(params))
        case .sessionPlay: self = .sessionPlay(try Call(params))
        case .sessionApprove: self = .sessionApprove(try Call(params))
        case .sessionInterrupt: self = .sessionInterrupt(try Call(params))
        case .sessionPtt: self = .sessionPtt(try Call(params))
        case .sessionTouch: self = .sessionTouch(try Call(params))
        case .sessionAvatarServers: self = .sessionAvatarServers(try Call(params))
        case .sessionAvatarConnect: self = .sessionAvatarConnect(try Call(params))
        case .audioDevices: self = .audioDevices(try Call(params))
        case .audioSelect: self = .audioSelect(try Call(params))
        case .audioMute: self = .audioMute(try Call(params))
        case .audioVolume: self = .audioVolume(try Call(params))
        case .linkKick: self = .linkKick(try Call(params))
        case .audioTest: self = .audioTest(try Call(params))
        case .recordStart: self = .recordStart(try Call(params))
        case .recordStop: self = .recordStop(try Call(params))
        case .recordList: self = .recordList(try Call(params))
        case .recordDelete: self = .recordDelete(try Call(params))
        case .dspGet: self = .dspGet(try Call(params))
        case .dspSet: self = .dspSet(try Call(params))
        case .dspUnset: self = .dspUnset(try Call(params))
        case .dspKeep: self = .dspKeep(try Call(params))
        case .dspReplay: self = .dspReplay(try Call(params))
        case .jobStatus: self = .jobStatus(try Call(params))
        case .jobCancel: self = .jobCancel(try Call(params))
        case .rpcHello, .rpcPing, .rpcDiscover, .rpcCancel, .daemonClients, .sessionStart, .sessionStop,
            .sessionStatus, .sessionList, .sessionAttach, .eventsSubscribe, .eventsUnsubscribe, .tapOpen,
            .tapClose, .tapStream, .toolRegister, .toolUnregister, .toolResult, .toolProgress:
            return nil
        }
    }
}
