/// Tools of clients, and approvals of the service's own.
extension ConversationMachine {
    mutating func functionCall(_ call: FunctionCall, on connection: ConnectionNumber) {
        // Arguments of an answer that was cut may be half of what was meant.
        guard !responses.isCut(ResponseKey(connection, call.response)) else { return }
        let response = ResponseKey(connection, call.response)
        guard isServing(connection) || responses.isOpen(response) else { return }
        perform(tools.wanted(call, on: connection, checking: checkArguments, at: now))
        if !isServing(connection) { tools.orphan(connection) }
        // Told late: nothing of that response is to be waited for.
        if !responses.isOpen(response) { perform(tools.responseEnded(response)) }
    }

    mutating func perform(_ steps: [ToolDesk.Step]) {
        for step in steps { perform(step) }
    }

    private mutating func perform(_ step: ToolDesk.Step) {
        switch step {
        case .call(let call):
            act(.tool(.call(call)))
            act(.setTimer(.toolDeadline(call.number), at: call.deadline))
            tell(.toolCalled(call))
            armFiller()
        case .cancel(let number, let failure):
            act(.cancelTimer(.toolDeadline(number)))
            act(.tool(.cancel(number, failure)))
        case .settled(let number, let result):
            act(.cancelTimer(.toolDeadline(number)))
            tell(.toolAnswered(number, result))
        case .answer(let connection, let outputs, let wantsResponse):
            for output in outputs { send(.createItem(output), on: connection) }
            if wantsResponse { responses.want(.plain) }
        case .recount(let texts, let wantsResponse): recount(texts, wantsResponse: wantsResponse)
        }
    }

    private mutating func recount(_ texts: [PrivateText], wantsResponse: Bool) {
        for text in texts { send(.createItem(.message(nextItem(), .system, text))) }
        if wantsResponse { responses.want(.plain) }
    }

    func isOurText(_ item: ItemID) -> Bool { item.text.hasPrefix("text_") }

    mutating func nextItem() -> ItemID { ItemID("text_\(nextCommand().value)") }

    // MARK: Approvals

    mutating func approvalWanted(_ request: ApprovalRequest, on connection: ConnectionNumber) {
        guard approvals[request.approval] == nil, link.isAlive(connection) else { return }
        guard isServing(connection) else {
            // It will be closed before anybody has answered. The line that took over is asked for the same anew.
            send(.createItem(.approval(request.approval, approved: false)), on: connection)
            return responses.want(.plain)
        }
        guard settings.tools.approval == .ask, approvals.count < settings.tools.mostOpenCalls else {
            return answer(request.approval, settings.tools.approval == .allow, on: connection)
        }
        approvals[request.approval] = connection
        let deadline = now + settings.tools.approvalTimeout
        act(.tool(.askApproval(request, deadline: deadline)))
        act(.setTimer(.approvalDeadline(request.approval), at: deadline))
    }

    mutating func approve(_ approval: ApprovalID, _ approved: Bool) {
        guard let connection = settle(approval, approved ? .allowed : .denied) else {
            return tell(.refused(.unknownApproval(approval)))
        }
        answer(approval, approved, on: connection)
    }

    /// Silence is a no: a question that is never answered would hang the turn.
    mutating func approvalTimedOut(_ approval: ApprovalID) {
        guard let connection = settle(approval, .timedOut) else { return }
        answer(approval, false, on: connection)
    }

    /// Of one connection, or all: whoever asked is not there to be answered.
    mutating func forgetApprovals(of connection: ConnectionNumber? = nil) {
        let lost = approvals.filter { connection == nil || $0.value == connection }.map(\.key.text).sorted()
        for approval in lost { _ = settle(ApprovalID(approval), .gone) }
        // What the person wanted done is asked for anew, and with it the question.
        if connection != nil, !lost.isEmpty { owesAnswer = true }
    }

    /// Returns who asked.
    private mutating func settle(_ approval: ApprovalID, _ outcome: ApprovalOutcome) -> ConnectionNumber? {
        guard let connection = approvals.removeValue(forKey: approval) else { return nil }
        act(.cancelTimer(.approvalDeadline(approval)))
        tell(.approval(approval, outcome))
        return connection
    }

    private mutating func answer(_ approval: ApprovalID, _ approved: Bool, on connection: ConnectionNumber) {
        send(.createItem(.approval(approval, approved: approved)), on: connection)
        responses.want(.plain)
    }
}
