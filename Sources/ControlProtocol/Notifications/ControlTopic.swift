/// Every topic of notifications, one file each.
package enum ControlTopic: String, CaseIterable, Sendable {
    case sessionState = "session.state"
    case sessionTranscript = "session.transcript"
    case sessionTurn = "session.turn"
    case sessionUsage = "session.usage"
    case sessionApproval = "session.approval"
    case sessionAvatar = "session.avatar"
    case sessionWord = "session.word"
    case sessionViseme = "session.viseme"
    case sessionBlendshapes = "session.blendshapes"
    case leaseLost = "lease.lost"
    case audioState = "audio.state"
    case audioDeviceChange = "audio.device"
    case audioLevel = "audio.level"
    case audioActivity = "audio.activity"
    case audioXrun = "audio.xrun"
    case audioTap = "audio.tap"
    case linkState = "link.state"
    case toolCall = "tool.call"
    case toolCancel = "tool.cancel"
    case toolProgressed = "tool.progress"
    case configChanged = "config.changed"
    case tapData = "tap.data"
    case daemonDegraded = "daemon.degraded"
    case daemonStopping = "daemon.stopping"
    case jobProgress = "job.progress"
    case eventsMark = "events.mark"

    package var description: any Topic.Type {
        switch self {
        case .sessionState: SessionState.self
        case .sessionTranscript: SessionTranscript.self
        case .sessionTurn: SessionTurn.self
        case .sessionUsage: SessionUsage.self
        case .sessionApproval: SessionApproval.self
        case .sessionAvatar: SessionAvatar.self
        case .sessionWord: SessionWord.self
        case .sessionViseme: SessionViseme.self
        case .sessionBlendshapes: SessionBlendshapes.self
        case .leaseLost: LeaseLost.self
        case .audioState: AudioState.self
        case .audioDeviceChange: AudioDeviceChange.self
        case .audioLevel: AudioLevel.self
        case .audioActivity: AudioActivity.self
        case .audioXrun: AudioXrun.self
        case .audioTap: AudioTap.self
        case .linkState: LinkState.self
        case .toolCall: ToolCall.self
        case .toolCancel: ToolCancel.self
        case .toolProgressed: ToolProgressed.self
        case .configChanged: ConfigChanged.self
        case .tapData: TapData.self
        case .daemonDegraded: DaemonDegraded.self
        case .daemonStopping: DaemonStopping.self
        case .jobProgress: JobProgress.self
        case .eventsMark: EventsMark.self
        }
    }
}
