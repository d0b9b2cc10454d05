/// Limits of an open connection, the same for both roles.
package struct ConnectionSettings: Equatable, Sendable {
    /// Longest message accepted; a longer one closes with 1009 as soon as its header tells.
    package var messageLimit = 16 << 20
    /// Bytes of messages that may wait for the reader before reading stops. One message more may be in flight.
    package var receiveLimit = 1 << 20
    /// Bytes that may wait for the kernel before `send` waits.
    package var sendLimit = 1 << 20
    /// Interval of our pings. Nil: none.
    package var pingEvery: Duration? = .seconds(30)
    /// How long a pong may take. Nil: half the interval.
    package var pongWithin: Duration?
    /// How long the peer may take to answer our close.
    package var closeWithin = Duration.seconds(2)

    package init() {}

    var machineLimits: WebSocketMachine.Limits {
        .init(
            messageBytes: messageLimit, pingEvery: pingEvery, pongWithin: pongWithin, closeWithin: closeWithin)
    }
}

extension WebSocketConnection {
    /// Puts a connection on an upgraded stream and starts it.
    static func open(
        _ role: Role, _ conversation: StreamConversation, leftover: [UInt8], settings: ConnectionSettings,
        subprotocol: String?, timings: ConnectTimings, transportGone: (@Sendable () -> Void)? = nil
    ) throws(SocketFault) -> WebSocketConnection {
        let machine = WebSocketMachine(role: role, limits: settings.machineLimits, masks: .unpredictable, at: .now)
        var state = ConnectionState(
            machine: machine, stream: conversation.stream, receiveLimit: settings.receiveLimit,
            sendLimit: settings.sendLimit)
        state.transportGone = transportGone
        let core = ConnectionCore(state, conversation.stream.descriptor, conversation.loop)
        try core.start(leftover: leftover)
        return WebSocketConnection(core, subprotocol: subprotocol, timings: timings)
    }
}
