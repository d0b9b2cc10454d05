import ControlProtocol
import Conversation
import Synchronization

/// Questions of the service for leave to call its own tools, under names that clients answer by. One session's.
///
/// Names are made anew for each question and never again: an answer that comes late can only miss.
final class ApprovalDesk: Sendable {
    private struct Question {
        var name: String
        var approval: ApprovalID
        var request: ApprovalRequest
        var isAnswered = false
    }

    private struct State {
        var open: [Question] = []
        /// The newest last.
        var past: [(name: String, outcome: ApprovalOutcome)] = []
    }

    private static let mostPast = 64
    private let state = Mutex(State())

    /// Returns the question's name.
    func ask(_ request: ApprovalRequest) -> String {
        let name = "approval-" + String(UInt64.random(in: .min ... .max), radix: 16)
        state.withLock { $0.open.append(Question(name: name, approval: request.approval, request: request)) }
        return name
    }

    /// For whoever answers first.
    func take(_ name: String) throws(ControlError) -> ApprovalID {
        try state.withLock { state throws(ControlError) in
            guard let place = state.open.firstIndex(where: { $0.name == name }) else {
                throw Self.closed(name, state.past.last { $0.name == name }?.outcome)
            }
            guard !state.open[place].isAnswered else { throw Self.closed(name, .allowed) }
            state.open[place].isAnswered = true
            return state.open[place].approval
        }
    }

    private static func closed(_ name: String, _ outcome: ApprovalOutcome?) -> ControlError {
        switch outcome {
        case nil: ControlError(.unknownCall, "nobody asked \"\(name.cut(toBytes: 64))\" in this session")
        case .timedOut: ControlError(.toolTimeout, "the deadline of \"\(name)\" is over, it was denied")
        case .gone: ControlError(.unknownCall, "the service that asked \"\(name)\" is gone")
        case .allowed, .denied: ControlError(.unknownCall, "\"\(name)\" was answered already")
        }
    }

    /// Returns the name, and what was asked.
    func settled(
        _ approval: ApprovalID, _ outcome: ApprovalOutcome
    ) -> (name: String, request: ApprovalRequest)? {
        state.withLock { state in
            guard let place = state.open.firstIndex(where: { $0.approval == approval }) else { return nil }
            let question = state.open.remove(at: place)
            state.past.append((question.name, outcome))
            if state.past.count > Self.mostPast { state.past.removeFirst() }
            return (question.name, question.request)
        }
    }
}

extension SessionApproval {
    /// What clients are told of a question. The arguments are left out where they are no object.
    init(_ name: String, _ request: ApprovalRequest, _ state: State, deadlineMilliseconds: Int? = nil) {
        let arguments = try? JSONParser.parse(Array(request.arguments.text.utf8))
        self.init(
            approval: name, state: state, server: request.server.cut(toBytes: 256),
            tool: request.tool.text.cut(toBytes: 256), arguments: arguments?.object,
            deadlineMilliseconds: deadlineMilliseconds)
    }
}

extension SessionApproval.State {
    init(_ outcome: ApprovalOutcome) {
        self =
            switch outcome {
            case .allowed: .allowed
            case .denied: .denied
            case .timedOut: .timedOut
            case .gone: .gone
            }
    }
}
