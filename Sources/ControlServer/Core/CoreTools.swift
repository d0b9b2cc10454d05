import ControlProtocol

/// Tools: the registry asked, its actions performed.
extension ControlCore {
    mutating func registerTools(_ params: ToolRegister.Params, _ client: Client) throws(ControlError) -> JSONValue {
        perform(try tools.register(params.tools, by: client.id, uid: client.peer.uid, now: now))
        return ToolRegister.Result(accepted: params.tools.map { NamedItem(name: $0.name) }).wire
    }

    mutating func unregisterTools(
        _ params: ToolUnregister.Params, _ client: Client
    ) throws(ControlError) -> JSONValue {
        let (removed, actions) = tools.unregister(params.tools?.map(\.name), by: client.id)
        perform(actions)
        return ToolUnregister.Result(removed: removed.map { NamedItem(name: $0) }).wire
    }

    mutating func toolResult(_ params: ToolResult.Params, _ client: Client) throws(ControlError) -> JSONValue {
        perform(try tools.result(params, by: client.id, now: now))
        return Nothing().wire
    }

    mutating func toolProgress(_ params: ToolProgress.Params, _ client: Client) throws(ControlError) -> JSONValue {
        let (left, actions) = try tools.progress(params, by: client.id, now: now)
        perform(actions)
        return ToolProgress.Result(deadlineMilliseconds: left).wire
    }

    /// The model calls a tool. `arguments` is JSON as the model wrote it.
    package mutating func toolCalled(_ call: String, tool: String, arguments: String, session: String, now: Int64) {
        self.now = now
        perform(tools.call(call, tool: tool, arguments: arguments, session: session, now: now))
    }

    package mutating func toolCancelled(_ call: String, reason: String, now: Int64) {
        self.now = now
        perform(tools.cancel(call, reason: reason))
    }

    package mutating func bargedIn(session: String, now: Int64) {
        self.now = now
        perform(tools.bargedIn(session: session))
    }

    mutating func perform(_ actions: [ToolRegistry.Action]) {
        for action in actions {
            switch action {
            case .call(let owner, let call): notify(owner, call, session: call.session)
            case .cancel(let owner, let cancel, let session): notify(owner, cancel, session: session)
            case .answered(let call, let outcome): self.actions.append(.order(.toolAnswered(call: call, outcome)))
            case .progressed(let progress, let session): publish(progress, session: session)
            case .changed(let all): self.actions.append(.order(.toolsChanged(all)))
            }
        }
    }
}
