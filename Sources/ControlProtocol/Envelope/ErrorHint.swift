extension ErrorName {
    /// What to do about it, unless whoever reports it knows better.
    package var hint: String {
        switch self {
        case .parse: "send one JSON object a line, UTF-8, RFC 8259"
        case .invalid: "a request is {\"id\":1,\"method\":\"…\",\"params\":{…}}"
        case .unknownMethod: "rpc.discover lists the methods"
        case .invalidParams: "rpc.discover describes the parameters"
        case .internalFault: "look into the journal of voicelived"
        case .notAvailable: "this daemon was built or configured without it; rpc.hello lists the features"
        case .cancelled: "the request was cancelled by rpc.cancel"
        case .lineTooLong: "keep a line, with its end, within limits.request_bytes of rpc.hello"
        case .tooDeep: "nest at most 32 levels"
        case .batch: "send the requests one a line"
        case .version: "ask for a major version listed in supported"
        case .rate: "wait retry_after_ms, then go on"
        case .connections: "close a connection, or raise the limit in the configuration"
        case .inFlight: "wait for replies before sending more"
        case .slowClient: "read faster, or subscribe to less"
        case .notJSON: "this is not HTTP or TLS: connect to the Unix socket and send JSON lines"
        case .denied: "ask the administrator to add you to the group voicelived-clients"
        case .role: "ask the administrator for the role named in need"
        case .topic: "this topic or tap point needs a role or a grant that you do not have"
        case .notOwner: "only the session's owner or an admin may do this; pass the lease, or use session.attach"
        case .sessionBusy: "use on_busy \"queue\", or ask the owner"
        case .sessionPreempted: "a client of a higher priority took over; start again later"
        case .sessionUnknown: "session.list names the sessions"
        case .lease: "use the lease that session.start returned"
        case .sessionState: "session.status tells the state"
        case .queueFull: "try again when a queued session has ended"
        case .sessionIdle: "start a new session"
        case .maintenance: "try again later; an admin ends it with: voicelivectl maintenance off"
        case .serverDown: "check the sound server: voicelivectl doctor"
        case .noDevice: "audio.devices lists the devices"
        case .tapPoint: "choose a point that is open to you"
        case .hardMuted: "the hard mute is lifted only where it was set"
        case .stalled: "check the sound server: voicelivectl doctor"
        case .audioFormat: "choose a format and a rate that rpc.discover lists"
        case .offline: "check the network"
        case .dns: "check the host name of the endpoint and the resolver"
        case .refused: "check the address and port of the endpoint"
        case .linkTimeout: "check the network"
        case .tls: "check the certificates: ca_file of the endpoint"
        case .tlsPin: "compare the configured pins with the server's key"
        case .clock: "set the clock, certificates cannot be checked before"
        case .proxy: "check the proxy of the endpoint"
        case .cloudAuth: "check the credential of the endpoint"
        case .quota: "wait retry_after_ms"
        case .cloudServer: "the service has a fault; the daemon retries"
        case .cloudProtocol: "the service answered something unexpected; see the journal"
        case .toolSchema: "see the tools section of voicelived-protocol(7)"
        case .unknownCall: "the call was answered already or never made"
        case .toolTimeout: "answer before deadline_ms, or register with a longer timeout_ms"
        case .toolGone: "the tool's owner has left"
        case .configInvalid: "correct the places in problems, then reload"
        case .configNotLive: "change it in the configuration file and restart"
        case .configReadOnly: "only the administrator changes this, in the configuration file"
        case .profile: "profile.list names the profiles"
        case .credential: "set the credential named in the configuration"
        case .storageFull: "delete recordings, or raise the quota"
        case .storageMissing: "record.list names the recordings"
        case .storageName: "use letters, digits, dot, underscore and hyphen, at most 64, not starting with a sign"
        }
    }

    /// The same request may succeed later.
    package var isRetryable: Bool {
        switch self {
        case .internalFault, .rate, .connections, .inFlight, .slowClient, .sessionBusy, .sessionPreempted,
            .sessionState, .queueFull, .maintenance, .serverDown, .noDevice, .stalled, .offline, .dns, .refused,
            .linkTimeout,
            .clock, .proxy, .quota, .cloudServer, .storageFull:
            true
        default: false
        }
    }
}
