extension ServerEvent {
    /// The response an event belongs to, where it says so: late events of a cancelled response are told by it.
    package var responseID: String? {
        switch self {
        case .responseCreated(let report), .responseDone(let report): report.response.id
        case .outputItemAdded(let output), .outputItemDone(let output): output.responseID
        default: contentPlace?.responseID ?? outputPlace?.responseID
        }
    }

    /// The content part an event is about, for the events that stream one.
    package var contentPlace: ContentPlace? {
        switch self {
        case .contentPartAdded(let report), .contentPartDone(let report): report.place
        case .textDelta(let delta), .audioTranscriptDelta(let delta): delta.place
        case .textDone(let done): done.place
        case .audioTranscriptDone(let done): done.place
        case .audioDelta(let delta): delta.place
        case .audioDone(let done), .audioTimestampDone(let done), .visemeDone(let done): done.place
        case .annotationAdded(let added): added.place
        case .audioTimestampDelta(let timestamp): timestamp.place
        case .visemeDelta(let viseme): viseme.place
        case .blendshapesDelta(let shapes): shapes.place
        default: nil
        }
    }

    /// The item an event is about, for the events that tell how its making goes on.
    package var outputPlace: OutputPlace? {
        switch self {
        case .blendshapesDone(let done): done.place
        case .functionCallArgumentsDelta(let delta), .foundryAgentCallArgumentsDelta(let delta): delta.place
        case .functionCallArgumentsDone(let done), .foundryAgentCallArgumentsDone(let done): done.place
        case .mcpCallArgumentsDelta(let delta): delta.place
        case .mcpCallArgumentsDone(let done): done.place
        case .webSearchInProgress(let search), .webSearchSearching(let search), .webSearchCompleted(let search),
            .fileSearchInProgress(let search), .fileSearchSearching(let search), .fileSearchCompleted(let search):
            search.place
        default: nil
        }
    }
}
