import VoiceLiveProtocol

// See `DomainWords.swift`.

typealias WireAudioDelta = AudioDelta
typealias WireFunctionCall = FunctionCall
typealias WireServiceError = ServiceError
typealias WireText = PrivateText
typealias WireTurnDetectionKind = TurnDetectionKind
typealias WireResponseRequest = ResponseRequest
typealias WireResponseStatus = ResponseStatus
