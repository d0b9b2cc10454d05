/// Tool calls from the model's wish to its answer. Every call is answered exactly once: by its owner, or by a failure.
///
/// Calls of one response are answered together, when the last of them is settled and the response has ended; then one
/// further response is wanted.
struct ToolDesk: Equatable, Sendable {
    /// Calls that are open keep the time they were given.
    var settings: ToolSettings
    private(set) var tools: [ToolDescription] = []
    private var groups: [Group] = []
    private var lastNumber = 0
    private var isConnected = true
    private var seen = RecentSet<CallKey>(capacity: 256)

    private struct CallKey: Hashable, Sendable {
        var connection: ConnectionNumber
        var call: CallID
    }

    private struct Group: Equatable, Sendable {
        var response: ResponseKey
        var calls: [Call] = []
        var responseEnded = false
        /// The connection is gone: the answers go to the next one, as text.
        var isOrphaned = false
        var wantsResponse = true
    }

    fileprivate struct Call: Equatable, Sendable {
        var number: CallNumber
        var call: CallID
        var tool: ToolDescription
        var arguments: PrivateText
        var result: ToolResult?
    }

    enum Step: Equatable, Sendable {
        case call(ToolCall)
        case cancel(CallNumber, ToolFailure)
        case settled(CallNumber, ToolResult)
        case answer(ConnectionNumber, [NewItem], wantsResponse: Bool)
        /// For a connection that never heard of the calls.
        case recount([PrivateText], wantsResponse: Bool)
    }

    init(_ settings: ToolSettings) { self.settings = settings }

    var openCalls: Int { groups.reduce(0) { $0 + $1.calls.count(where: { $0.result == nil }) } }
    var isBusy: Bool { !groups.isEmpty }
    /// Calls whose answers will make the assistant speak.
    var willWantResponse: Bool { groups.contains(where: \.wantsResponse) }

    /// Calls remembered at once, answered ones included: a service that asks without end is not listened to.
    static let mostCalls = 256

    mutating func register(_ tools: [ToolDescription]) { self.tools = tools }

    // MARK: The model asks

    mutating func wanted(
        _ call: FunctionCall, on connection: ConnectionNumber, checking check: ArgumentCheck, at now: Duration
    ) -> [Step] {
        guard groups.reduce(0, { $0 + $1.calls.count }) < Self.mostCalls else { return [] }
        guard seen.insert(CallKey(connection: connection, call: call.call)) else { return [] }
        let tool = tools.first { $0.name == call.name }
        lastNumber += 1
        let number = CallNumber(lastNumber)
        let key = ResponseKey(connection, call.response)
        let known = tool ?? ToolDescription(name: call.name)
        let entry = Call(number: number, call: call.call, tool: known, arguments: call.arguments)
        let isTooMany = openCalls >= settings.mostOpenCalls
        if let index = groups.firstIndex(where: { $0.response == key }) {
            groups[index].calls.append(entry)
        } else {
            groups.append(Group(response: key, calls: [entry]))
        }
        if let failure = fault(tool, call.arguments, isTooMany: isTooMany, check) {
            return settle(number, .failed(failure))
        }
        let deadline = now + min(known.timeout, settings.longestTimeout)
        return [.call(ToolCall(number: number, name: call.name, arguments: call.arguments, deadline: deadline))]
    }

    private func fault(
        _ tool: ToolDescription?, _ arguments: PrivateText, isTooMany: Bool, _ check: ArgumentCheck
    ) -> ToolFailure? {
        guard let tool else { return .unknownTool }
        if isTooMany { return .tooMany }
        return check(tool, arguments).map(ToolFailure.badArguments)
    }

    // MARK: Somebody answers

    /// `nil` for a call that is unknown or was answered before.
    mutating func result(_ result: ToolResult, for number: CallNumber) -> [Step]? {
        guard isOpen(number) else { return nil }
        if case .output(let text) = result, text.text.utf8.count > settings.longestOutput {
            return settle(number, .failed(.tooLong(limitBytes: settings.longestOutput)))
        }
        return settle(number, result)
    }

    mutating func giveUp(_ number: CallNumber, _ failure: ToolFailure) -> [Step] {
        isOpen(number) ? [.cancel(number, failure)] + settle(number, .failed(failure)) : []
    }

    mutating func ownerGone(_ names: [ToolName]) -> [Step] {
        tools.removeAll { names.contains($0.name) }
        return open { names.contains($0.tool.name) }.flatMap { giveUp($0, .ownerGone) }
    }

    /// The person talks over the answer: calls that shall not outlive that are given up. No call's answer makes the
    /// assistant speak by itself now: the person's turn will.
    mutating func interrupted() -> [Step] {
        for index in groups.indices { groups[index].wantsResponse = false }
        return open { $0.tool.onBargeIn == .cancel }.flatMap { giveUp($0, .cancelledByPerson) }
    }

    mutating func conversationEnded() -> [Step] {
        defer { groups = [] }
        return open { _ in true }.map { .cancel($0, .conversationEnded) }
    }

    // MARK: The line

    mutating func responseEnded(_ key: ResponseKey) -> [Step] {
        guard let index = groups.firstIndex(where: { $0.response == key }) else { return [] }
        groups[index].responseEnded = true
        return answer(index)
    }

    mutating func connectionLost(_ connection: ConnectionNumber) {
        isConnected = false
        for index in groups.indices where groups[index].response.connection == connection {
            groups[index].isOrphaned = true
            groups[index].responseEnded = true
        }
    }

    /// The connection was replaced, and its response is still being told: the answers will go to the new one, as text.
    mutating func orphan(_ connection: ConnectionNumber) {
        for index in groups.indices where groups[index].response.connection == connection {
            groups[index].isOrphaned = true
        }
    }

    /// It tells nothing more.
    mutating func replacedConnectionEnded(_ connection: ConnectionNumber) -> [Step] {
        let keys = groups.map(\.response).filter { $0.connection == connection }
        orphan(connection)
        return keys.flatMap { responseEnded($0) }
    }

    /// What was settled while there was no connection.
    mutating func connectionReady() -> [Step] {
        isConnected = true
        return groups.indices.reversed().flatMap { answer($0) }
    }

    // MARK: Inside

    private func isOpen(_ number: CallNumber) -> Bool { !open { $0.number == number }.isEmpty }

    private func open(where matches: (Call) -> Bool) -> [CallNumber] {
        groups.flatMap(\.calls).filter { $0.result == nil && matches($0) }.map(\.number)
    }

    private mutating func settle(_ number: CallNumber, _ result: ToolResult) -> [Step] {
        guard let group = groups.firstIndex(where: { $0.calls.contains { $0.number == number } }),
            let call = groups[group].calls.firstIndex(where: { $0.number == number })
        else { return [] }
        groups[group].calls[call].result = result
        return [.settled(number, result)] + answer(group)
    }

    private mutating func answer(_ index: Int) -> [Step] {
        let group = groups[index]
        guard group.responseEnded, group.calls.allSatisfy({ $0.result != nil }) else { return [] }
        if group.isOrphaned {
            guard isConnected else { return [] }
            groups.remove(at: index)
            return [.recount(group.calls.map(\.recounted), wantsResponse: group.wantsResponse)]
        }
        groups.remove(at: index)
        let outputs = group.calls.map { NewItem.functionOutput($0.call, output: $0.output) }
        return [.answer(group.response.connection, outputs, wantsResponse: group.wantsResponse)]
    }
}

extension ToolDesk.Call {
    fileprivate var output: PrivateText {
        switch result {
        case .output(let text): text
        case .failed(let failure): failure.wordingForModel
        case nil: ToolFailure.timeout.wordingForModel
        }
    }

    fileprivate var recounted: PrivateText {
        PrivateText("The tool \(tool.name) was called with \(arguments.text) and answered: \(output.text)")
    }
}
