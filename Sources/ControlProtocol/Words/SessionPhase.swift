/// Where a session stands.
package enum SessionPhase: String, WireWord {
    case queued, connecting, listening, thinking, speaking, draining, ended
    case userSpeaking = "user_speaking"
}
