import VoiceLiveProtocol

/// Items as each side writes them.
enum ItemSamples {
    static func fromClient() -> [Item] {
        [
            .user("What is the next stop?", id: "item_u"),
            .system("You are a tram.", id: "item_s"),
            .assistant("Harbour.", id: "item_a"),
            .message(
                MessageItem(
                    id: "item_i", role: .user,
                    content: [
                        .inputText(TextPart(text: "Look")),
                        .inputAudio(InputAudioPart(audio: [1, 2, 3], transcript: "look")),
                        .inputImage(InputImagePart(url: "data:image/png;base64,AA==", detail: "low")),
                    ], status: .completed)),
            .functionCall(
                FunctionCall(
                    id: "item_f", callID: "call_1", name: "next_stop", arguments: "{\"line\":4}", status: .completed)),
            .functionCallOutput(FunctionCallOutput(id: "item_o", callID: "call_1", output: "{\"stop\":\"Harbour\"}")),
            .mcpApprovalResponse(MCPApprovalResponse(id: "item_p", approvalRequestID: "mcpr_1", approve: true)),
        ]
    }

    static func fromServer() -> [Item] {
        messages() + calls()
    }

    private static func messages() -> [Item] {
        [
            .message(
                MessageItem(
                    id: "item_1", role: .user, content: [.inputText(TextPart(text: "What now?"))], status: .completed)),
            .message(MessageItem(id: "item_2", role: .assistant, content: [], status: .inProgress)),
            .message(
                MessageItem(
                    id: "item_3", role: .assistant,
                    content: [.audio(AudioPart(transcript: "Next stop is")), .text(TextPart(text: "Harbour"))],
                    status: .incomplete)),
            .message(
                MessageItem(
                    id: "item_4", role: .system, content: [.inputText(TextPart(text: "Be brief."))], status: .completed)
            ),
        ]
    }

    private static func calls() -> [Item] {
        [
            .functionCall(
                FunctionCall(
                    id: "item_5", callID: "call_1", name: "next_stop", arguments: "{\"line\":4}", status: .completed)),
            .functionCallOutput(
                FunctionCallOutput(id: "item_6", callID: "call_1", output: "Harbour")),
            .mcpToolList(
                MCPToolList(
                    id: "item_7", serverLabel: "depot",
                    tools: [
                        MCPToolDescription(
                            name: "lookup", description: "Finds a tram", inputSchema: ["type": "object"],
                            annotations: ["readOnlyHint": true])
                    ])),
            .mcpCall(
                MCPCall(
                    id: "item_8", serverLabel: "depot", name: "lookup", arguments: "{}", output: "4711",
                    approvalRequestID: "mcpr_1")),
            .mcpApprovalRequest(
                MCPApprovalRequest(id: "item_9", serverLabel: "depot", name: "lookup", arguments: "{}")),
            .mcpApprovalResponse(MCPApprovalResponse(id: "item_10", approvalRequestID: "mcpr_1", approve: false)),
            .webSearchCall(WebSearchCall(id: "item_11", status: .searching)),
            .fileSearchCall(
                FileSearchCall(
                    id: "item_12", queries: ["tram"],
                    results: [FileSearchResult(fileID: "f", filename: "a.txt", score: 0.5, text: "Harbour")],
                    status: .completed)),
        ]
    }
}
