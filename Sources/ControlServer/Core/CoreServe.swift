import ControlProtocol

/// The methods that the server answers itself.
extension ControlCore {
    /// Nil when the reply comes later.
    mutating func serve(
        _ method: ControlMethod, _ params: JSONObject, id: RequestID, for client: Client
    ) throws -> JSONValue? {
        switch method {
        case .rpcHello: try hello(Call<RpcHello>(params).params, client).wire
        case .rpcPing:
            RpcPing.Result(echo: try Call<RpcPing>(params).params.echo, monoMicroseconds: Int(now)).wire
        case .rpcDiscover: try discover(Call<RpcDiscover>(params))
        case .rpcCancel: RpcCancel.Result(cancelled: try cancel(Call<RpcCancel>(params).params.id, of: client)).wire
        case .daemonClients: try connectedClients(Call<DaemonClients>(params))
        case .sessionStart: try startSession(Call<SessionStart>(params).params, id: id, for: client)
        case .sessionStop: try stopSession(Call<SessionStop>(params).params, for: client)
        case .sessionStatus: try sessionStatus(Call<SessionStatus>(params).params)
        case .sessionList:
            SessionList.Result(sessions: try listedSessions(Call<SessionList>(params))).wire
        case .sessionAttach: try attach(Call<SessionAttach>(params).params, client)
        case .eventsSubscribe: try subscribe(Call<EventsSubscribe>(params).params, id: id, client)
        case .eventsUnsubscribe: try unsubscribe(Call<EventsUnsubscribe>(params).params, client)
        case .tapOpen:
            try openTap(Call<TapOpen>(params).params.stream, method, id: id, for: client)
        case .tapStream:
            try openTap(Call<TapStream>(params).params.stream, method, id: id, for: client)
        case .tapClose: try closeTap(Call<TapClose>(params).params.tap, client)
        case .toolRegister: try registerTools(Call<ToolRegister>(params).params, client)
        case .toolUnregister: try unregisterTools(Call<ToolUnregister>(params).params, client)
        case .toolResult: try toolResult(Call<ToolResult>(params).params, client)
        case .toolProgress: try toolProgress(Call<ToolProgress>(params).params, client)
        default:
            throw ControlError(.notAvailable, "\(method.rawValue) is not served here")
        }
    }

    private func hello(_ params: RpcHello.Params, _ client: Client) throws(ControlError) -> RpcHello.Result {
        if let wanted = params.protocolVersion, wanted != ProtocolVersion.major {
            var error = ControlError(.version, "protocol \(wanted) is not spoken here")
            error.details["supported"] = [["major": .integer(Int64(ProtocolVersion.major))]]
            throw error
        }
        if let name = params.client { client.name = name }
        let limits = settings.limits
        return RpcHello.Result(
            protocolVersion: RpcHello.Version(major: ProtocolVersion.major, minor: ProtocolVersion.minor),
            daemon: daemon, instance: instance, conn: client.id.name, role: client.role,
            schemaSha256: SchemaDocument.fingerprint, features: features.map { NamedItem(name: $0) },
            limits: RpcHello.Limits(
                requestBytes: limits.lineBytes, inFlight: limits.inFlight, queueBytes: limits.queueBytes),
            now: RpcHello.Now(monoMicroseconds: Int(now), wall: wall()))
    }

    private func discover(_ call: Call<RpcDiscover>) throws -> JSONValue {
        .object(SchemaDocument.openRPC)
    }

    private func connectedClients(_ call: Call<DaemonClients>) throws -> JSONValue {
        let all = clients.values.sorted { $0.id.number < $1.id.number }.map { client in
            ClientSummary(
                conn: client.id.name, uid: Int(client.peer.uid), pid: Int(client.peer.pid), name: client.name?.name,
                role: client.role, queueBytes: client.output.bytes, dropped: client.output.dropped,
                subs: client.subscriptions.count)
        }
        return DaemonClients.Result(clients: all).wire
    }

    private func listedSessions(_ call: Call<SessionList>) throws -> [SessionSummary] {
        arbitration.summaries(now: now)
    }
}

extension TapWish {
    fileprivate var stream: TappedStream { TappedStream(point: point, format: format, rate: rate) }
}
