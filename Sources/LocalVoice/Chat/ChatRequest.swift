package import VoiceLiveProtocol

/// What a language model is asked: the conversation so far and the tools it may call.
package struct ChatRequest: Sendable, Equatable {
    package var messages: [ChatMessage]
    package var tools: [FunctionTool]
    /// Whether one answer may call several tools; `nil` leaves it to the model.
    package var callsInParallel: Bool?

    package init(messages: [ChatMessage], tools: [FunctionTool] = []) {
        self.messages = messages
        self.tools = tools
    }

    /// The body of the request.
    func body(model: String) -> [UInt8] {
        var body: JSONObject = [:]
        body["model"] = .string(model)
        body["stream"] = true
        body["messages"] = .array(messages.map(\.json))
        if !tools.isEmpty {
            body["tools"] = .array(tools.map(Self.json))
            if let callsInParallel { body["parallel_tool_calls"] = .bool(callsInParallel) }
        }
        return JSONValue.object(body).encoded
    }

    private static func json(_ tool: FunctionTool) -> JSONValue {
        var function: JSONObject = [:]
        function["name"] = .string(tool.name)
        if let description = tool.description { function["description"] = .string(description) }
        function["parameters"] = tool.parameters ?? ["type": "object", "properties": [:]]
        return ["type": "function", "function": .object(function)]
    }
}

/// One message of the conversation as a chat endpoint takes it.
package enum ChatMessage: Sendable, Equatable {
    case system(PrivateText)
    case user(PrivateText)
    case assistant(PrivateText, calls: [ChatCall])
    /// What a tool answered.
    case tool(callID: String, PrivateText)

    fileprivate var json: JSONValue {
        switch self {
        case .system(let text): return ["role": "system", "content": .string(text.text)]
        case .user(let text): return ["role": "user", "content": .string(text.text)]
        case .tool(let id, let text):
            return ["role": "tool", "tool_call_id": .string(id), "content": .string(text.text)]
        case .assistant(let text, let calls):
            var message: JSONObject = [:]
            message["role"] = "assistant"
            message["content"] = text.isEmpty && !calls.isEmpty ? .null : .string(text.text)
            if !calls.isEmpty { message["tool_calls"] = .array(calls.map(\.json)) }
            return .object(message)
        }
    }
}

/// A tool that the model wants called.
package struct ChatCall: Sendable, Equatable {
    package var id: String
    package var name: String
    /// JSON text of an object.
    package var arguments: PrivateText

    package init(id: String, name: String, arguments: PrivateText) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }

    fileprivate var json: JSONValue {
        [
            "id": .string(id), "type": "function",
            "function": ["name": .string(name), "arguments": .string(arguments.text)],
        ]
    }
}
