package import ControlProtocol

/// The tools that clients offer and the calls that wait for an answer. Every call comes to exactly one end, whatever its
/// owner does, so the conversation never hangs. Times are microseconds on the caller's clock.
package struct ToolRegistry {
    package enum Action: Equatable {
        /// Ask the owner.
        case call(ConnectionID, ToolCall)
        /// Tell the owner that no answer is needed any more.
        case cancel(ConnectionID, ToolCancel, session: String)
        /// Tell the daemon how a call ended.
        case answered(String, ToolOutcome)
        case progressed(ToolProgressed, session: String)
        /// Tell the daemon what is on offer now.
        case changed([ToolDefinition])
    }

    private struct Tool {
        var definition: ToolDefinition
        var schema: Schema
        /// Nil while its owner is gone and its open calls wait.
        var owner: ConnectionID?
        var uid: UInt32
    }

    private struct OpenCall {
        var tool: Tool
        var arguments: JSONObject
        var session: String
        var deadline: Int64
        var wasExtended = false
    }

    /// How a call ended that is still remembered, for the one who answers too late.
    private enum Past { case answered, timedOut }

    private var tools: [String: Tool] = [:]
    private var calls: [String: OpenCall] = [:]
    private var past: [(call: String, how: Past)] = []
    package var limits: ControlLimits

    package init(limits: ControlLimits) {
        self.limits = limits
    }

    package var definitions: [ToolDefinition] {
        tools.values.map(\.definition).sorted { $0.name < $1.name }
    }

    package func holds(_ connection: ConnectionID) -> Bool {
        tools.values.contains { $0.owner == connection }
    }

    // MARK: Offering

    package mutating func register(
        _ offered: [ToolDefinition], by connection: ConnectionID, uid: UInt32, now: Int64
    ) throws(ControlError) -> [Action] {
        var accepted: [String: Tool] = [:]
        for (index, definition) in offered.enumerated() {
            let field = "/tools/\(index)"
            try checkName(definition.name, by: connection, uid: uid, at: field + "/name")
            guard accepted[definition.name] == nil else {
                throw ToolSchema.refused("is there twice", field + "/name")
            }
            let schema = try ToolSchema.parse(definition.parameters, at: field + "/parameters")
            var definition = definition
            definition.timeoutMilliseconds = definition.timeoutMilliseconds ?? limits.toolTimeout
            accepted[definition.name] = Tool(definition: definition, schema: schema, owner: connection, uid: uid)
        }
        let own = tools.values.filter { $0.owner == connection && accepted[$0.definition.name] == nil }.count
        guard limits.toolsPerClient > 0 else {
            throw ToolSchema.refused("cannot be offered: they are switched off", "/tools")
        }
        guard own + accepted.count <= limits.toolsPerClient else {
            throw ToolSchema.refused("would be more than \(limits.toolsPerClient) tools", "/tools")
        }
        tools.merge(accepted) { $1 }
        return [.changed(definitions)] + waitingCalls(of: accepted, for: connection, now: now)
    }

    private func checkName(
        _ name: String, by connection: ConnectionID, uid: UInt32, at field: String
    ) throws(ControlError) {
        let isRight =
            name.utf8.first.map { 0x61...0x7A ~= $0 } ?? false
            && name.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "_") }
        guard isRight else { throw ToolSchema.refused("must be like [a-z][a-z0-9_]*", field) }
        guard let there = tools[name] else { return }
        let isFree = there.owner == connection || (there.owner == nil && there.uid == uid)
        guard isFree else { throw ToolSchema.refused("\"\(name)\" is registered by another client", field) }
    }

    /// Calls that waited for their tool's owner to come back are asked again.
    private mutating func waitingCalls(
        of accepted: [String: Tool], for connection: ConnectionID, now: Int64
    ) -> [Action] {
        calls.keys.sorted().compactMap { name -> Action? in
            guard let call = calls[name], call.tool.owner == nil,
                let tool = accepted[call.tool.definition.name]
            else { return nil }
            calls[name]?.tool = tool
            return .call(connection, notification(name, call, now: now))
        }
    }

    package mutating func unregister(_ names: [String]?, by connection: ConnectionID) -> (removed: [String], [Action]) {
        let own = tools.values.filter { $0.owner == connection }.map(\.definition.name)
        let removed = own.filter { names?.contains($0) ?? true }.sorted()
        guard !removed.isEmpty else { return ([], []) }
        var actions: [Action] = []
        for name in removed {
            tools[name] = nil
            actions += fail(calls.filter { $0.value.tool.definition.name == name }.keys.sorted(), .toolGone)
        }
        return (removed, [.changed(definitions)] + actions)
    }

    package mutating func left(_ connection: ConnectionID) -> [Action] {
        let own = tools.values.filter { $0.owner == connection }
        guard !own.isEmpty else { return [] }
        var actions: [Action] = []
        for tool in own.sorted(by: { $0.definition.name < $1.definition.name }) {
            let name = tool.definition.name
            let open = calls.filter { $0.value.tool.definition.name == name }.keys.sorted()
            if tool.definition.onOwnerGone == .wait && !open.isEmpty {
                tools[name]?.owner = nil
                for call in open { calls[call]?.tool.owner = nil }
            } else {
                tools[name] = nil
                actions += fail(open, .toolGone)
            }
        }
        return [.changed(definitions)] + actions
    }

    // MARK: Calling

    /// `arguments` is JSON as the model wrote it.
    package mutating func call(
        _ call: String, tool name: String, arguments: String, session: String, now: Int64
    ) -> [Action] {
        guard calls[call] == nil else { return [] }
        guard let tool = tools[name], let owner = tool.owner else {
            return [.answered(call, .failure(code: ErrorName.toolGone.rawValue, message: "there is no such tool"))]
        }
        guard calls.count < limits.openToolCalls else {
            return [.answered(call, .failure(code: ErrorName.toolGone.rawValue, message: "too many calls at once"))]
        }
        let checked: JSONObject
        switch Self.check(arguments, tool.schema) {
        case .success(let object): checked = object
        case .failure(let error):
            return [.answered(call, .failure(code: ErrorName.toolSchema.rawValue, message: error.message))]
        }
        let open = OpenCall(
            tool: tool, arguments: checked, session: session,
            deadline: now + timeout(of: tool.definition))
        calls[call] = open
        return [.call(owner, notification(call, open, now: now))]
    }

    /// In microseconds.
    private func timeout(of tool: ToolDefinition) -> Int64 {
        Int64(tool.timeoutMilliseconds ?? limits.toolTimeout) * 1_000
    }

    private static func check(_ text: String, _ schema: Schema) -> Result<JSONObject, ControlError> {
        do {
            let value = try JSONParser.parse(Array(text.utf8))
            try schema.check(value)
            return .success(value.object ?? JSONObject())
        } catch let fault as JSONFault {
            return .failure(ControlError(fault))
        } catch let fault as WireFault {
            return .failure(
                ControlError(.toolSchema, "\(fault.field.isEmpty ? "arguments" : fault.field) \(fault.problem)"))
        } catch {
            return .failure(ControlError(.internalFault, "arguments could not be checked"))
        }
    }

    private func notification(_ name: String, _ call: OpenCall, now: Int64) -> ToolCall {
        ToolCall(
            call: name, name: call.tool.definition.name, arguments: call.arguments, session: call.session,
            deadlineMilliseconds: Int(max(0, call.deadline - now) / 1_000))
    }

    /// The calls of a session that wait for this connection's answer.
    package func open(for connection: ConnectionID, session: String, now: Int64) -> [OpenToolCall] {
        calls.keys.sorted().compactMap { name in
            guard let call = calls[name], call.session == session, call.tool.owner == connection else { return nil }
            return OpenToolCall(
                call: name, name: call.tool.definition.name, arguments: call.arguments, session: session,
                deadlineMilliseconds: Int(max(0, call.deadline - now) / 1_000))
        }
    }

    // MARK: Answering

    package mutating func result(
        _ params: ToolResult.Params, by connection: ConnectionID, now: Int64
    ) throws(ControlError) -> [Action] {
        try check(params.call, by: connection, now: now)
        let outcome: ToolOutcome
        switch (params.output, params.error) {
        case (let output?, nil):
            guard output.string != nil || output.object != nil else {
                throw ControlError(WireFault(expected: "text or an object", found: output).inside("output"))
            }
            outcome = .output(output)
        case (nil, let error?): outcome = .failure(code: error.code, message: error.message)
        default: throw ControlError(.invalidParams, "give either output or error")
        }
        close(params.call, .answered)
        return [.answered(params.call, outcome)]
    }

    package mutating func progress(
        _ params: ToolProgress.Params, by connection: ConnectionID, now: Int64
    ) throws(ControlError) -> (deadlineMilliseconds: Int, [Action]) {
        try check(params.call, by: connection, now: now)
        guard var call = calls[params.call] else { return (0, []) }
        if !call.wasExtended {
            call.wasExtended = true
            call.deadline = now + timeout(of: call.tool.definition)
            calls[params.call] = call
        }
        let told = ToolProgressed(call: params.call, name: call.tool.definition.name, text: params.text ?? "")
        return (Int((call.deadline - now) / 1_000), [.progressed(told, session: call.session)])
    }

    private func check(_ name: String, by connection: ConnectionID, now: Int64) throws(ControlError) {
        guard let call = calls[name] else {
            switch past.last(where: { $0.call == name })?.how {
            case .timedOut: throw ControlError(.toolTimeout, "the deadline of call \"\(name)\" is over")
            case .answered: throw ControlError(.unknownCall, "call \"\(name)\" was answered already")
            case nil: throw ControlError(.unknownCall, "there is no call \"\(name)\"")
            }
        }
        guard call.tool.owner == connection else {
            throw ControlError(.notOwner, "call \"\(name)\" was made to somebody else")
        }
    }

    // MARK: Other ends

    /// The person interrupted: calls whose tools say so need no answer any more.
    package mutating func bargedIn(session: String) -> [Action] {
        let open = calls.filter { $0.value.session == session && $0.value.tool.definition.onBargeIn == .cancel }
        return fail(open.keys.sorted(), .cancelled, reason: "barge_in")
    }

    package mutating func sessionEnded(_ session: String) -> [Action] {
        fail(calls.filter { $0.value.session == session }.keys.sorted(), .cancelled, reason: "session_ended")
    }

    /// The daemon itself gives a call up.
    package mutating func cancel(_ call: String, reason: String) -> [Action] {
        fail(calls[call] == nil ? [] : [call], .cancelled, reason: reason)
    }

    package var nextWake: Int64? { calls.values.map(\.deadline).min() }

    package mutating func wake(now: Int64) -> [Action] {
        fail(calls.filter { $0.value.deadline <= now }.keys.sorted(), .toolTimeout, reason: "timeout")
    }

    private mutating func fail(_ names: [String], _ error: ErrorName, reason: String? = nil) -> [Action] {
        names.flatMap { name -> [Action] in
            guard let call = calls[name] else { return [] }
            close(name, error == .toolTimeout ? .timedOut : .answered)
            let words = reason.map { "the call was given up: \($0)" } ?? "the tool's owner has left"
            let answer = Action.answered(name, .failure(code: error.rawValue, message: words))
            guard let owner = call.tool.owner, let reason else { return [answer] }
            return [.cancel(owner, ToolCancel(call: name, reason: reason), session: call.session), answer]
        }
    }

    private mutating func close(_ name: String, _ how: Past) {
        calls[name] = nil
        past.append((name, how))
        if past.count > 256 { past.removeFirst(past.count - 256) }
    }
}
