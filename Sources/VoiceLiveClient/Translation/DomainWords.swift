import Conversation

// This file imports `Conversation` alone, and `WireWords.swift` imports `VoiceLiveProtocol` alone: some names exist in
// both. Everywhere else the plain name is ambiguous, and one of these is meant.

typealias DomainAudioDelta = AudioDelta
typealias DomainFunctionCall = FunctionCall
typealias DomainServiceError = ServiceError
typealias DomainText = PrivateText
typealias DomainTurnDetectionKind = TurnDetectionKind
typealias DomainResponseRequest = ResponseRequest
typealias DomainResponseStatus = ResponseStatus
