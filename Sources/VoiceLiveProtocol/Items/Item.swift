/// One entry of the conversation.
package enum Item: Hashable, Sendable {
    case message(MessageItem)
    case functionCall(FunctionCall)
    case functionCallOutput(FunctionCallOutput)
    case mcpToolList(MCPToolList)
    case mcpCall(MCPCall)
    case mcpApprovalRequest(MCPApprovalRequest)
    case mcpApprovalResponse(MCPApprovalResponse)
    case webSearchCall(WebSearchCall)
    case fileSearchCall(FileSearchCall)
    case foundryAgentCall(FoundryAgentCall)
    /// A kind we do not know, kept whole.
    case unknown(JSONObject)
}

extension Item {
    /// The item's id; a client may leave it to the service.
    package var id: String? {
        switch self {
        case .message(let item): item.id
        case .functionCall(let item): item.id
        case .functionCallOutput(let item): item.id
        case .mcpToolList(let item): item.id
        case .mcpCall(let item): item.id
        case .mcpApprovalRequest(let item): item.id
        case .mcpApprovalResponse(let item): item.id
        case .webSearchCall(let item): item.id
        case .fileSearchCall(let item): item.id
        case .foundryAgentCall(let item): item.id
        case .unknown(let members): members["id"]?.string
        }
    }

    /// A user's written words. Clients of a server expect a status.
    package static func user(_ text: PrivateText, id: String? = nil, status: ItemStatus? = nil) -> Item {
        .message(MessageItem(id: id, role: .user, content: [.inputText(TextPart(text: text))], status: status))
    }

    /// Words for the model that nobody said.
    package static func system(_ text: PrivateText, id: String? = nil) -> Item {
        .message(MessageItem(id: id, role: .system, content: [.inputText(TextPart(text: text))]))
    }

    /// The assistant's words as text. Its audio cannot be created by a client.
    package static func assistant(_ text: PrivateText, id: String? = nil) -> Item {
        .message(MessageItem(id: id, role: .assistant, content: [.text(TextPart(text: text))]))
    }
}
