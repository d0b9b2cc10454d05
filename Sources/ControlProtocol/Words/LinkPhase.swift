/// How the connection to the service stands.
package enum LinkPhase: String, WireWord {
    case down, resolving, connecting, up, backoff, quota
    case clockWait = "clock_wait"
    case authFailed = "auth_failed"
    case needsCredentials = "needs_credentials"
}
