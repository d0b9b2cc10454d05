/// Every method of the socket, one file each. A new method is a file and a case here; the compiler names the rest.
package enum ControlMethod: String, CaseIterable, Sendable {
    case rpcHello = "rpc.hello"
    case rpcPing = "rpc.ping"
    case rpcDiscover = "rpc.discover"
    case rpcCancel = "rpc.cancel"
    case daemonStatus = "daemon.status"
    case daemonHealth = "daemon.health"
    case daemonMetrics = "daemon.metrics"
    case daemonClients = "daemon.clients"
    case daemonDoctor = "daemon.doctor"
    case daemonMaintenance = "daemon.maintenance"
    case configShow = "config.show"
    case configCheck = "config.check"
    case configReload = "config.reload"
    case configSet = "config.set"
    case configUnset = "config.unset"
    case profileList = "profile.list"
    case profileUse = "profile.use"
    case sessionStart = "session.start"
    case sessionStop = "session.stop"
    case sessionStatus = "session.status"
    case sessionList = "session.list"
    case sessionAttach = "session.attach"
    case sessionUpdate = "session.update"
    case sessionSay = "session.say"
    case sessionImage = "session.image"
    case sessionPlay = "session.play"
    case sessionApprove = "session.approve"
    case sessionInterrupt = "session.interrupt"
    case sessionPtt = "session.ptt"
    case sessionTouch = "session.touch"
    case sessionAvatarServers = "session.avatar.servers"
    case sessionAvatarConnect = "session.avatar.connect"
    case audioDevices = "audio.devices"
    case audioSelect = "audio.select"
    case audioMute = "audio.mute"
    case audioVolume = "audio.volume"
    case linkKick = "link.kick"
    case audioTest = "audio.test"
    case eventsSubscribe = "events.subscribe"
    case eventsUnsubscribe = "events.unsubscribe"
    case tapOpen = "tap.open"
    case tapClose = "tap.close"
    case tapStream = "tap.stream"
    case recordStart = "record.start"
    case recordStop = "record.stop"
    case recordList = "record.list"
    case recordDelete = "record.delete"
    case dspGet = "dsp.get"
    case dspSet = "dsp.set"
    case dspUnset = "dsp.unset"
    case dspKeep = "dsp.keep"
    case dspReplay = "dsp.replay"
    case toolRegister = "tool.register"
    case toolUnregister = "tool.unregister"
    case toolResult = "tool.result"
    case toolProgress = "tool.progress"
    case jobStatus = "job.status"
    case jobCancel = "job.cancel"

    package var description: any Method.Type {
        switch self {
        case .rpcHello: RpcHello.self
        case .rpcPing: RpcPing.self
        case .rpcDiscover: RpcDiscover.self
        case .rpcCancel: RpcCancel.self
        case .daemonStatus: DaemonStatus.self
        case .daemonHealth: DaemonHealth.self
        case .daemonMetrics: DaemonMetrics.self
        case .daemonClients: DaemonClients.self
        case .daemonDoctor: DaemonDoctor.self
        case .daemonMaintenance: DaemonMaintenance.self
        case .configShow: ConfigShow.self
        case .configCheck: ConfigCheck.self
        case .configReload: ConfigReload.self
        case .configSet: ConfigSet.self
        case .configUnset: ConfigUnset.self
        case .profileList: ProfileList.self
        case .profileUse: ProfileUse.self
        case .sessionStart: SessionStart.self
        case .sessionStop: SessionStop.self
        case .sessionStatus: SessionStatus.self
        case .sessionList: SessionList.self
        case .sessionAttach: SessionAttach.self
        case .sessionUpdate: SessionUpdate.self
        case .sessionSay: SessionSay.self
        case .sessionImage: SessionImage.self
        case .sessionPlay: SessionPlay.self
        case .sessionApprove: SessionApprove.self
        case .sessionInterrupt: SessionInterrupt.self
        case .sessionPtt: SessionPtt.self
        case .sessionTouch: SessionTouch.self
        case .sessionAvatarServers: SessionAvatarServers.self
        case .sessionAvatarConnect: SessionAvatarConnect.self
        case .audioDevices: AudioDevices.self
        case .audioSelect: AudioSelect.self
        case .audioMute: AudioMute.self
        case .audioVolume: AudioVolume.self
        case .linkKick: LinkKick.self
        case .audioTest: AudioTest.self
        case .eventsSubscribe: EventsSubscribe.self
        case .eventsUnsubscribe: EventsUnsubscribe.self
        case .tapOpen: TapOpen.self
        case .tapClose: TapClose.self
        case .tapStream: TapStream.self
        case .recordStart: RecordStart.self
        case .recordStop: RecordStop.self
        case .recordList: RecordList.self
        case .recordDelete: RecordDelete.self
        case .dspGet: DspGet.self
        case .dspSet: DspSet.self
        case .dspUnset: DspUnset.self
        case .dspKeep: DspKeep.self
        case .dspReplay: DspReplay.self
        case .toolRegister: ToolRegister.self
        case .toolUnregister: ToolUnregister.self
        case .toolResult: ToolResult.self
        case .toolProgress: ToolProgress.self
        case .jobStatus: JobStatus.self
        case .jobCancel: JobCancel.self
        }
    }
}
