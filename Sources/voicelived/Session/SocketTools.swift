import ControlProtocol
import ControlServer
import Conversation
import Diagnostics

/// The conversation's tools are those that clients registered on the control socket.
struct SocketTools: ToolHost {
    let session: String
    let instruments: Instruments
    let approvals: ApprovalDesk
    let clock: DaemonClock

    func call(_ call: ConversationToolCall) {
        guard let server = instruments.megaphone.target else { return }
        server.callTool(Self.name(call.number), tool: call.name.text, arguments: call.arguments.text, session: session)
    }

    func cancel(_ call: CallNumber, _ failure: ConversationToolFailure) {
        instruments.log(.toolFailed, "tool call \(call.value): \(failure)", .session(session))
        instruments.megaphone.target?.cancelTool(Self.name(call), reason: "\(failure)")
    }

    /// The conversation denies by itself at the deadline.
    func askApproval(_ request: ApprovalRequest, deadline: Duration) {
        let name = approvals.ask(request)
        instruments.log(
            .toolApproval, "\(name): the service asks to call \(request.tool) of \(request.server)", .session(session))
        instruments.megaphone.target?.publish(
            SessionApproval(
                name, request, .wanted, deadlineMilliseconds: (deadline - clock.now()).wholeMilliseconds),
            session: session)
    }

    static func name(_ call: CallNumber) -> String { "call-\(call.value)" }

    static func number(_ name: String) -> CallNumber? {
        name.hasPrefix("call-") ? Int(name.dropFirst(5)).map(CallNumber.init) : nil
    }

    static func result(_ outcome: ToolOutcome) -> ConversationToolResult {
        switch outcome {
        case .output(.string(let text)): .output(PrivateText(text))
        case .output(let value):
            .output(PrivateText(String(decoding: JSONWriter.bytes(of: value), as: UTF8.self)))
        case .failure(let code, let message): .failed(.refused(code: code, PrivateText(message)))
        }
    }

    static func description(_ tool: ToolDefinition) -> ConversationToolDescription {
        ConversationToolDescription(
            name: ToolName(tool.name), description: tool.description,
            parameters: String(decoding: JSONWriter.bytes(of: .object(tool.parameters)), as: UTF8.self),
            timeout: .milliseconds(tool.timeoutMilliseconds ?? 10_000),
            onBargeIn: tool.onBargeIn == .cancel ? .cancel : .goOn)
    }
}
