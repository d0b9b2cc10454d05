package import ControlProtocol

/// What the daemon does for the control socket. The server calls from its own thread and from tasks, never holding a lock.
package protocol ControlCommands: Sendable {
    /// Answers one request. Rights, leases and the shapes of the parameters are checked already. The task is cancelled
    /// when the client gives the request up. What the daemon cannot do it refuses with `.notAvailable`.
    func answer(_ request: ControlRequest, from client: ControlClient) async throws(ControlError) -> ControlReply

    /// Begins the session. The reply to the client waits for this; publish `SessionState` as it goes on, and
    /// `.ended` exactly once whatever the reason. `.endSession` may come before this returns.
    func start(_ session: SessionOrder) async throws(ControlError)

    /// Makes one point's samples flow to `ControlServer.deliver` until `.closeTap`.
    func openTap(_ stream: TappedStream) async throws(ControlError) -> TapShape

    /// Takes an order that needs no answer. Called on the server's thread in the order of the decisions: it must only
    /// queue the order.
    func take(_ order: ControlOrder)
}

/// Who asks.
package struct ControlClient: Equatable, Sendable {
    package let connection: ConnectionID
    package let role: Role
    package let uid: UInt32
    /// For display only: the process when it connected.
    package let pid: Int32
    /// What `rpc.hello` said. For display only.
    package let name: String?

    package init(connection: ConnectionID, role: Role, uid: UInt32, pid: Int32, name: String?) {
        self.connection = connection
        self.role = role
        self.uid = uid
        self.pid = pid
        self.name = name
    }
}

/// One connection to the socket; numbers are never used again.
package struct ConnectionID: Hashable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) {
        self.number = number
    }

    /// As clients see it.
    package var name: String { "c\(number)" }
}

/// A session that has the microphone from now on.
package struct SessionOrder: Equatable, Sendable {
    package let session: String
    package let params: SessionStart.Params
    package let priority: PriorityClass
    package let client: ControlClient
    package let lease: Lease
}

/// What the daemon is told without being asked to answer.
package enum ControlOrder: Equatable, Sendable {
    /// End the session and publish `SessionState(.ended)`.
    case endSession(String, because: SessionEnd, drain: SessionStop.Drain)
    /// A tool call of `ControlServer.callTool` has come to its end; comes exactly once a call.
    case toolAnswered(call: String, ToolOutcome)
    /// The tools on offer have changed; this is all of them.
    case toolsChanged([ToolDefinition])
    /// Nobody listens to this stream any more.
    case closeTap(TappedStream)
}

/// Why the server ends a session.
package enum SessionEnd: String, Equatable, Sendable {
    case stopped
    case preempted
    case ownerGone = "owner_gone"
}

/// How a tool call ended.
package enum ToolOutcome: Equatable, Sendable {
    case output(JSONValue)
    /// To be told to the model, so that the conversation never hangs.
    case failure(code: String, message: String)
}

/// Samples of one point in one coding; several taps may share it.
package struct TappedStream: Hashable, Sendable {
    package let point: TapPoint
    package let format: AudioFormat
    /// Samples a second; nil for the point's own.
    package let rate: Int?

    package init(point: TapPoint, format: AudioFormat, rate: Int?) {
        self.point = point
        self.format = format
        self.rate = rate
    }
}

/// What a stream's samples are like.
package struct TapShape: Equatable, Sendable {
    /// Samples a second.
    package let rate: Int
    package let channels: Int
    /// Samples by which a decoder's sound lags.
    package let lookahead: Int?

    package init(rate: Int, channels: Int, lookahead: Int? = nil) {
        self.rate = rate
        self.channels = channels
        self.lookahead = lookahead
    }
}

/// A piece of a stream.
package struct TapFrame: Equatable, Sendable {
    package let stream: TappedStream
    /// Index of the first sample, on the clock that all streams share.
    package let offset: Int64
    package let bytes: [UInt8]
    package let durationMicroseconds: Int64

    package init(stream: TappedStream, offset: Int64, bytes: [UInt8], durationMicroseconds: Int64) {
        self.stream = stream
        self.offset = offset
        self.bytes = bytes
        self.durationMicroseconds = durationMicroseconds
    }
}
