/// Starts a conversation and makes this connection its owner.
package enum SessionStart: Method {
    package static let facts = MethodFacts(
        "session.start", role: .controller, lane: .async, servedBy: .server,
        about: "Starts a conversation and makes this connection its owner.",
        errors: [
            .maintenance,
            .sessionBusy, .sessionPreempted, .lease, .sessionState, .queueFull, .offline, .cloudAuth, .quota,
            .configInvalid, .profile,
        ])

    /// Who decides when the person's turn ends.
    package enum Mode: String, WireWord {
        case vad, ptt, text
    }

    /// What to do while another session is active.
    package enum OnBusy: String, WireWord {
        case fail, queue, preempt
    }

    package struct Params: WireRecord, Equatable {
        /// The profile for this session.
        package var profile: String?
        /// Who decides when the person's turn ends.
        package var mode: Mode
        /// What to do while another session is active.
        package var onBusy: OnBusy
        /// At most the class that configuration gives this client; that one when missing.
        package var priority: PriorityClass?
        /// What becomes of the session when this connection ends.
        package var owner: OwnerPolicy
        /// End after this time without speech.
        package var idleTimeoutMilliseconds: Int?
        /// How long to wait in the queue.
        package var queueTimeoutMilliseconds: Int
        /// Session keys of the service for this session only.
        package var overrides: JSONObject?
        /// A repeat within 60 s returns the same session.
        package var idempotencyKey: String?
        /// Passed through to session.status; never logged.
        package var meta: JSONObject?
        /// Vendor members, passed through.
        package var ext: JSONObject?

        package init(
            profile: String? = nil,
            mode: Mode = .vad,
            onBusy: OnBusy = .fail,
            priority: PriorityClass? = nil,
            owner: OwnerPolicy = OwnerPolicy(),
            idleTimeoutMilliseconds: Int? = nil,
            queueTimeoutMilliseconds: Int = 30_000,
            overrides: JSONObject? = nil,
            idempotencyKey: String? = nil,
            meta: JSONObject? = nil,
            ext: JSONObject? = nil
        ) {
            self.profile = profile
            self.mode = mode
            self.onBusy = onBusy
            self.priority = priority
            self.owner = owner
            self.idleTimeoutMilliseconds = idleTimeoutMilliseconds
            self.queueTimeoutMilliseconds = queueTimeoutMilliseconds
            self.overrides = overrides
            self.idempotencyKey = idempotencyKey
            self.meta = meta
            self.ext = ext
        }

        package static let record = Record(
            Params.init,
            Field("profile", \.profile, "The profile for this session.", in: 1...64),
            Field("mode", \.mode, "Who decides when the person's turn ends.", default: .vad),
            Field("on_busy", \.onBusy, "What to do while another session is active.", default: .fail),
            Field(
                "priority", \.priority,
                "At most the class that configuration gives this client; that one when missing."),
            Field("owner", \.owner, "What becomes of the session when this connection ends.", default: OwnerPolicy()),
            Field(
                "idle_timeout_ms", \.idleTimeoutMilliseconds,
                "End after this time without speech.", in: 1_000...86_400_000),
            Field(
                "queue_timeout_ms", \.queueTimeoutMilliseconds,
                "How long to wait in the queue.", default: 30_000, in: 1...600_000),
            Field("overrides", \.overrides, "Session keys of the service for this session only.", maxBytes: 16_384),
            Field("idempotency_key", \.idempotencyKey, "A repeat within 60 s returns the same session.", in: 1...64),
            Field("meta", \.meta, "Passed through to session.status; never logged.", maxBytes: 2_048),
            Field("ext", \.ext, "Vendor members, passed through.", maxBytes: 2_048))
    }

    package struct Result: WireRecord, Equatable {
        /// The session's name.
        package var session: String
        /// Proof of ownership. Keep it secret.
        package var lease: String
        /// Where it stands.
        package var state: SessionPhase
        /// Its place in the queue, from 1.
        package var queuePosition: Int?

        package init(session: String, lease: String, state: SessionPhase, queuePosition: Int? = nil) {
            self.session = session
            self.lease = lease
            self.state = state
            self.queuePosition = queuePosition
        }

        package static let record = Record(
            Result.init,
            Field("session", \.session, "The session's name."),
            Field("lease", \.lease, "Proof of ownership. Keep it secret."),
            Field("state", \.state, "Where it stands."),
            Field("queue_position", \.queuePosition, "Its place in the queue, from 1."))
    }

    package static let example = Example(
        Params(mode: .vad, onBusy: .queue),
        Result(session: "s-3", lease: "0f1e2d3c4b5a69788796a5b4c3d2e1f0", state: .connecting))
}
